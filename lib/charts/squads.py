"""A squad's effort by kind and month, against the agreed split."""

from collections.abc import Iterator
from typing import Any

from lib.charts.drawing.theme import SERIES, Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.templates.fill import Frame, fill
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.steering.effort import KINDS, EffortSplit
from lib.wording.squads import KIND_NAMES, points_text, share_text

_ROW = 74
_TOP, _BOTTOM = 24.0, 62.0
_CALENDAR = 18
_RIGHT = 62  # space for the latest share


def effort_chart(effort: EffortSplit, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the share of build, maintain and repair, a row each, from zero to the largest share.

    The dashed line is the agreed share; a month more than ten points away from it is a diamond
    with its sign and figure.
    """
    palette = PALETTES[theme]
    count = len(effort.months)
    largest = max(
        max(kind.share, kind.agreed or 0.0) for month in effort.months for kind in month.kinds
    )
    columns = [
        _column(effort, k, row, largest, locale)
        for k in range(len(effort.months))
        for row in range(len(KINDS))
    ]
    agreed = [
        {"y": _height(kind.agreed, row, largest), "x": 0, "x2": count}
        for row, kind in enumerate(effort.kinds)
        if kind.agreed is not None
    ]
    data = {
        "columns": columns,
        "agreed": agreed,
        "named": [row for row in columns if row["named"]],
        "texts": [
            *_words(effort, largest, palette, locale),
            *_calendar(effort, palette, locale, most=6, only="wide"),
            *_calendar(effort, palette, locale, most=3, only="narrow"),
        ],
    }
    description = ". ".join(share_text(kind, locale) for kind in effort.kinds) + "."
    height = _ROW * len(KINDS) + _CALENDAR
    frame = Frame(SERIES.width, height, description, theme, locale)
    return fill("effort", data, {"months": count, "narrow_below": 300}, frame)


def _height(share: float, row: int, largest: float) -> float:
    return round(row * _ROW + _BOTTOM - share / (largest or 1.0) * (_BOTTOM - _TOP), 1)


def _column(
    effort: EffortSplit, k: int, row: int, largest: float, locale: Locale
) -> dict[str, Any]:
    month, is_last = effort.months[k], k == len(effort.months) - 1
    kind = month.kinds[row]
    is_marked = kind.is_reported and kind.drift is not None
    return {
        "x": k + 0.5,
        "l": k + 0.16,
        "r": k + 0.84,
        "y": _height(kind.share, row, largest),
        "y0": row * _ROW + _BOTTOM,
        "named": is_marked,
        "text": points_text(kind.drift or 0.0, locale) if is_marked and is_last else "",
        "d": f"{formats.month(month.month, locale)}: {share_text(kind, locale)}",
    }


def _words(effort: EffortSplit, largest: float, palette: Palette, locale: Locale) -> Iterator[Spec]:
    """Return the name of each row, the latest share at its end and the share agreed."""
    count = len(effort.months)
    for row, kind in enumerate(effort.months[-1].kinds):
        top = row * _ROW + 7
        bold = {"c": palette.text, "s": 13}
        name = locale.gettext(KIND_NAMES[kind.kind])
        yield {"x": 0, "y": top, "text": name, "b": 600, **bold}
        share, y = formats.percent(kind.share, locale), _height(kind.share, row, largest)
        yield {"x": count, "y": y, "text": share, "dx": 6, "b": 700, **bold}
        if kind.agreed is not None:
            text = locale.gettext("agreed {share}").format(
                share=formats.percent(kind.agreed, locale)
            )
            place = {"x": count, "y": top, "a": "right", "dx": _RIGHT - 4}
            yield {**place, "text": text, "c": palette.muted, "s": 12}


def _calendar(
    effort: EffortSplit, palette: Palette, locale: Locale, *, most: int, only: str
) -> list[Spec]:
    step = max(1, -(-len(effort.months) // most))
    look = {"y": _ROW * len(KINDS) - 2, "a": "center", "c": palette.muted, "s": 11, "only": only}
    return [
        {"x": k + 0.5, "text": formats.month_short(month.month, locale), **look}
        for k, month in enumerate(effort.months)
        if (len(effort.months) - 1 - k) % step == 0
    ]
