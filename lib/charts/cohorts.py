"""Cohort curves: those who arrived before a launch against those who arrived after it."""

from dataclasses import dataclass
from typing import Any

from lib.charts.drawing.scale import PixelScale, fit_scale
from lib.charts.drawing.theme import NARROWEST, SERIES, Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.rows.layout import in_two_lines
from lib.charts.templates.fill import Frame, fill
from lib.domain.metrics import Metric
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.cohorts import CohortAge, CohortComparison
from lib.wording.figures import figure

_TOP, _BOTTOM, _CALENDAR = 12.0, 160.0, 34
_LEFT = 44
_LINE = 16
_NARROW_BELOW = 480


def cohort_chart(comparison: CohortComparison, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return mean value by age, before and after the launch.

    The band spans the lowest and the highest cohort before the launch: a later mean inside it is
    no change. The first age is left out where all cohorts have the same value.
    """
    palette = PALETTES[theme]
    ages = [age for age in comparison.ages if not _is_start(age)] or list(comparison.ages)
    rows = [_row(age, comparison.metric, locale) for age in ages]
    levels = [value for age in ages for value in (age.low, age.high, age.before, age.after)]
    scale = fit_scale(levels, zero=False, top=_TOP, bottom=_BOTTOM, ticks=4)
    compared, compared_texts = _compared(comparison, palette, locale)
    first, last = (ages[0].age, ages[-1].age) if ages else (0, 1)
    data = {
        "ages": rows,
        "before": [{"x": age.age, "v": age.before} for age in ages],
        "before_points": _points(rows, "b"),
        "after": [{"x": age.age, "v": age.after} for age in ages],
        "after_points": _points(rows, "a"),
        "ends": _ends(ages, palette, locale),
        "compared": compared,
        "compared_texts": compared_texts,
        "axis": _axis(ages, comparison.metric, scale, palette, locale),
    }
    height = round(_BOTTOM + _CALENDAR)
    values = {
        "first": first,
        "last": max(last, first + 1),
        "low": scale.low,
        "high": scale.high,
        "narrow_below": _NARROW_BELOW,
        "wide_height": height,
        "narrow_height": height + _LINE * max(0, len(compared_texts) - 1),
    }
    description = ". ".join(row["d"] for row in rows) + "."
    return fill("cohorts", data, values, Frame(SERIES.width, height, description, theme, locale))


def _points(rows: list[dict[str, Any]], field: str) -> list[Spec]:
    return [
        {"x": row["x"], "v": row[field], "d": row["d"]} for row in rows if row[field] is not None
    ]


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


def _compared(
    comparison: CohortComparison, palette: Palette, locale: Locale
) -> tuple[list[Spec], list[Spec]]:
    """Return an upright mark at the age compared with the two values of the sentence.

    On a narrow chart the values stand below, in one line or two.
    """
    at = comparison.compared
    if at is None:
        return [], []
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
    first = next((age.age for age in comparison.ages if not _is_start(age)), at.age)
    is_late = 2 * at.age > first + comparison.ages[-1].age
    look = {"s": 12, "c": palette.text}
    mark = {"x": at.age, "y": _TOP + 6, "y2": _BOTTOM, "text": text}
    side = {"a": "right", "dx": -6} if is_late else {"dx": 6}
    beside = {"x": at.age, "y": _TOP + 6, "text": text, "only": "wide"}
    lines = in_two_lines(text, NARROWEST - 10, 12)
    below = [
        {
            "x": first,
            "y": _BOTTOM + _CALENDAR + 8 + _LINE * at_line,
            "text": line,
            "dx": -_LEFT,
            "only": "narrow",
            **look,
        }
        for at_line, line in enumerate(lines)
    ]
    return [mark], [{**beside, **side, **look}, *below]


def _ends(ages: list[CohortAge], palette: Palette, locale: Locale) -> list[Spec]:
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
    return [
        {
            "x": end.age,
            "v": end.value,
            "text": end.text,
            "c": end.color,
            "a": "right" if end.is_left else "left",
            "dx": 3 if end.is_left else 7,
            "dy": end.dy,
        }
        for end in ends
    ]


@dataclass(frozen=True, slots=True)
class _End:
    age: int
    value: float
    text: str
    color: str
    dy: int
    is_left: bool = False


def _axis(
    ages: list[CohortAge], metric: Metric, scale: PixelScale, palette: Palette, locale: Locale
) -> list[Spec]:
    first = ages[0].age if ages else 0
    step = max(1, -(-len(ages) // 6))
    graduations = [
        {"x": age.age, "y": _BOTTOM + 10, "text": formats.number(age.age, locale), "a": "center"}
        for age in ages[::step]
    ]
    title = locale.gettext("months since they arrived")
    graduations.append({"x": first, "y": _BOTTOM + 26, "text": title})
    labels = formats.axis_labels(scale.ticks, metric.unit, locale)
    levels = [
        {"x": first, "y": scale.pixel(tick), "text": label, "a": "right", "dx": -8}
        for tick, label in zip(scale.ticks, labels, strict=True)
    ]
    look = {"s": 11, "c": palette.muted}
    return [{**look, **row} for row in (*graduations, *levels)]
