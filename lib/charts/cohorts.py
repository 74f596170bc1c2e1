"""Cohort curves: those who arrived before a launch against those who arrived after it."""

from dataclasses import dataclass
from typing import Any

from lib.charts.drawing.scale import PixelScale, fit_scale
from lib.charts.drawing.theme import PHONE, SERIES, Spec, chart
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.domain.metrics import Metric
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.cohorts import CohortAge, CohortComparison
from lib.wording.figures import figure

_TOP, _BOTTOM, _CALENDAR = 12.0, 160.0, 34
_LEFT, _RIGHT = 44, 60


def cohort_chart(
    comparison: CohortComparison, *, locale: Locale, theme: ThemeName, is_compact: bool = False
) -> Spec:
    """Return mean value by age, before and after the launch.

    The band spans the lowest and the highest cohort before the launch: a later mean inside it is
    nothing new. An age at which all cohorts are alike, their start, is left out.
    """
    palette = PALETTES[theme]
    ages = [age for age in comparison.ages if not _is_start(age)] or list(comparison.ages)
    rows = [_row(age, comparison.metric, locale) for age in ages]
    drawn = [value for age in ages for value in (age.low, age.high, age.before, age.after)]
    scale = fit_scale(drawn, zero=False, top=_TOP, bottom=_BOTTOM, ticks=4)
    y = {
        "type": "quantitative",
        "scale": {
            "domain": [scale.low, scale.high],
            "range": [_BOTTOM, _TOP],
            "nice": False,
            "zero": False,
        },
    }
    layers = [
        *_curves(rows, y, palette),
        *_compared(comparison, palette, locale),
        *_ends(ages, y, palette, locale),
        *_axis(ages, comparison.metric, scale, palette, locale),
    ]
    return chart(
        layers,
        theme=palette,
        locale=locale,
        size=PHONE if is_compact else SERIES,
        height=_BOTTOM + _CALENDAR,
        description=". ".join(row["d"] for row in rows) + ".",
    )


def _is_start(age: CohortAge) -> bool:
    return age.age == 0 and age.low == age.high == age.after


def _row(age: CohortAge, metric: Metric, locale: Locale) -> dict[str, Any]:
    text = locale.gettext("age {age} months: {before} before the launch, {after} after")
    return {
        "x": age.age,
        "b": age.before,
        "a": age.after,
        "lo": age.low,
        "hi": age.high,
        "d": text.format(
            age=formats.number(age.age, locale),
            before=figure(age.before, metric, locale),
            after=figure(age.after, metric, locale),
        ),
    }


def _curves(rows: list[dict[str, Any]], y: Spec, palette: Palette) -> list[Spec]:
    first, last = (rows[0]["x"], rows[-1]["x"]) if rows else (0, 1)
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {
            "domain": [first, max(last, first + 1)],
            "range": [_LEFT, {"expr": f"width-{_RIGHT}"}],
            "nice": False,
            "zero": False,
        },
    }
    band: Spec = {
        "mark": {"type": "area", "aria": False, "opacity": 0.35, "color": palette.grid},
        "encoding": {"x": x, "y": {**y, "field": "lo"}, "y2": {"field": "hi"}},
    }
    layers = [band]
    for field, color, dash in (("b", palette.prior, [5, 3]), ("a", palette.product, [])):
        encoding = {"x": x, "y": {**y, "field": field}}
        line = {"type": "line", "aria": False, "color": color, "strokeWidth": 2.2}
        layers.append(
            {"mark": {**line, "strokeDash": dash} if dash else line} | {"encoding": encoding}
        )
        layers.append(
            {
                "transform": [{"filter": {"field": field, "valid": True}}],
                "mark": {"type": "point", "filled": True, "size": 26, "opacity": 1, "color": color},
                "encoding": encoding | {"description": {"field": "d"}, "tooltip": {"field": "d"}},
            }
        )
    for layer in layers:
        layer["data"] = {"values": rows}
    return layers


def _compared(comparison: CohortComparison, palette: Palette, locale: Locale) -> list[Spec]:
    """Return an upright mark at the age compared, with the two values that the sentence tells."""
    at = comparison.compared
    if at is None:
        return []
    words = locale.ngettext(
        "at {age} month: {after} after, {before} before",
        "at {age} months: {after} after, {before} before",
        at.age,
    )
    text = words.format(
        age=formats.number(at.age, locale),
        after=figure(at.after, comparison.metric, locale),
        before=figure(at.before, comparison.metric, locale),
    )
    x = {"x": {"field": "x", "type": "quantitative"}}
    y = {"type": "quantitative", "scale": None}
    first = next((age.age for age in comparison.ages if not _is_start(age)), at.age)
    is_late = 2 * at.age > first + comparison.ages[-1].age
    row = {"x": at.age, "y": _TOP + 6, "y2": _BOTTOM, "text": text}
    written = {"align": "right" if is_late else "left", "dx": -6 if is_late else 6, "fontSize": 12}
    return [
        {
            "data": {"values": [row]},
            "mark": {"type": "rule", "aria": False, "color": palette.muted, "strokeDash": [2, 2]},
            "encoding": {**x, "y": {**y, "field": "y"}, "y2": {"field": "y2"}},
        },
        {
            "data": {"values": [row]},
            "mark": {"type": "text", "aria": False, "color": palette.text, **written},
            "encoding": {**x, "y": {**y, "field": "y"}, "text": {"field": "text"}},
        },
    ]


def _ends(ages: list[CohortAge], y: Spec, palette: Palette, locale: Locale) -> list[Spec]:
    """Return the name of each curve at its end, where the other curve does not pass."""
    _ = locale.gettext
    ends = []
    before = [(age.age, age.before) for age in ages if age.before is not None]
    after = [(age.age, age.after) for age in ages if age.after is not None]
    beside = dict(before).get(after[-1][0]) if after else None
    is_above = beside is not None and after[-1][1] >= beside
    if before:
        ends.append(_End(*before[-1], _("before"), palette.muted, 8 if is_above else -8))
    if after:
        goes_on = bool(before) and before[-1][0] > after[-1][0]
        falls = before[-1][1] <= after[-1][1] if before else False
        is_left = goes_on and falls != is_above
        dy = (-13 if is_above else 13) if goes_on else (-8 if is_above else 8)
        ends.append(_End(*after[-1], _("after"), palette.product, dy, is_left=is_left))
    return [_end_layer(end, y, palette) for end in ends]


@dataclass(frozen=True, slots=True)
class _End:
    age: int
    value: float
    text: str
    color: str
    dy: int
    is_left: bool = False


def _end_layer(end: _End, y: Spec, palette: Palette) -> Spec:
    text = {
        "type": "text",
        "aria": False,
        "align": "right" if end.is_left else "left",
        "dx": 3 if end.is_left else 7,
        "dy": end.dy,
        "fontSize": 12,
        "fontWeight": 700,
    }
    halo = {**text, "color": palette.background, "stroke": palette.background, "strokeWidth": 4}
    return {
        "data": {"values": [{"x": end.age, "v": end.value, "text": end.text}]},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {**y, "field": "v"},
            "text": {"field": "text"},
        },
        "layer": [{"mark": halo}, {"mark": {**text, "color": end.color}}],
    }


def _axis(
    ages: list[CohortAge], metric: Metric, scale: PixelScale, palette: Palette, locale: Locale
) -> list[Spec]:
    first = ages[0].age if ages else 0
    step = max(1, -(-len(ages) // 6))
    graduations = [
        {"x": age.age, "y": _BOTTOM + 10, "text": formats.number(age.age, locale)}
        for age in ages[::step]
    ]
    title = locale.gettext("months since they arrived")
    graduations.append({"x": first, "y": _BOTTOM + 26, "text": title, "a": "left"})
    labels = formats.axis_labels(scale.ticks, metric.unit, locale)
    levels = [
        {"x": first, "y": scale.pixel(tick), "text": label}
        for tick, label in zip(scale.ticks, labels, strict=True)
    ]
    text = {"type": "text", "aria": False, "fontSize": 11, "color": palette.muted}
    encoding = {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative", "scale": None},
        "text": {"field": "text"},
    }
    align = {"expr": "datum.a||'center'"}
    return [
        {"data": {"values": graduations}, "mark": {**text, "align": align}, "encoding": encoding},
        {
            "data": {"values": levels},
            "mark": {**text, "align": "right", "dx": -8, "baseline": "middle"},
            "encoding": encoding,
        },
    ]
