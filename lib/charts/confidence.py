"""Confidence of key results, month by month, in rows that line up with the chart of pace."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from lib.charts.drawing.theme import SERIES, Spec
from lib.charts.palette import ThemeName
from lib.charts.rows.key_results import Headings, heading_rows, name_rows, rows_of
from lib.charts.templates.fill import Frame, fill
from lib.domain.okrs import CheckIn
from lib.domain.periods import month_range, months_between
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.key_results import FALL, KeyResultLine
from lib.wording.names import name_of

_NAME = 8.0  # height of the name within a row
_TOP, _BOTTOM = 20.0, 52.0  # heights of a confidence of 10 and of 1
_EDGE = 0.2  # part of the width kept at the right for the first and latest confidence


def confidence_chart(
    lines: Sequence[KeyResultLine],
    *,
    locale: Locale,
    theme: ThemeName,
    headings: Headings | None = None,
) -> Spec:
    """Return the path of confidence of each key result, 1 to 10, a point a month.

    A fall of two points or more from one month to the next is drawn thick, marked ▼ and numbered.
    """
    placed = rows_of([line.pace for line in lines], locale, headings)
    months = _months(lines)
    by_id = {line.key_result.key_result_id: line for line in lines}
    points: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for key, slot in enumerate(placed.slots):
        line = by_id[slot.pace.key_result.key_result_id]
        row_points = [
            _point(check, slot.top, months, locale) | {"key": key} for check in _reported(line)
        ]
        points += row_points
        rows.append(_row(line, slot.top, row_points, locale))
    data = {
        "rows": rows,
        "names": name_rows(placed.slots, _NAME),
        "points": points,
        "falls": _falls(points),
        "headings": heading_rows(placed),
    }
    description = ". ".join(row["text"] for row in rows) + "."
    return fill(
        "confidence", data, {}, Frame(SERIES.width, placed.height, description, theme, locale)
    )


def confidence_text(line: KeyResultLine, locale: Locale) -> str:
    """Return the path of confidence in words: months and values, from first to last."""
    _ = locale.gettext
    name = name_of(line.key_result, locale)
    checks = _reported(line)
    if not checks:
        return _("{name}: no confidence reported").format(name=name)
    path = ", ".join(
        f"{formats.month_short(check.period, locale)} {formats.number(check.confidence, locale)}"
        for check in checks
    )
    return _("{name}, confidence out of 10: {path}").format(name=name, path=path)


def _reported(line: KeyResultLine) -> list[CheckIn]:
    return [check for check in line.check_ins if check.confidence is not None]


def _months(lines: Sequence[KeyResultLine]) -> tuple[date, ...]:
    periods = [check.period for line in lines for check in _reported(line)]
    ends = [line.outlook.ends for line in lines]
    return month_range(min(periods), max([*periods, *ends])) if periods else ()


def _point(check: CheckIn, top: float, months: tuple[date, ...], locale: Locale) -> dict[str, Any]:
    value = check.confidence or 0
    span = max(1, len(months) - 1)
    return {
        "x": months_between(months[0], check.period) / span * (1 - _EDGE),
        "y": top + _BOTTOM - (value - 1) / 9 * (_BOTTOM - _TOP),
        "value": value,
        "text": formats.number(value, locale),
        "d": f"{formats.month(check.period, locale)}: {formats.number(value, locale)}",
    }


def _row(
    line: KeyResultLine, top: float, points: list[dict[str, Any]], locale: Locale
) -> dict[str, Any]:
    return {
        "top": top + _TOP,
        "middle": top + (_TOP + _BOTTOM) / 2,
        "bottom": top + _BOTTOM,
        "last": _ends(points),
        "at": points[-1]["y"] if points else top + _BOTTOM,
        "none": "" if points else locale.gettext("no confidence reported"),
        "text": confidence_text(line, locale),
    }


def _ends(points: list[dict[str, Any]]) -> str:
    if not points:
        return ""
    first, last = points[0]["text"], points[-1]["text"]
    return f"{first} → {last}" if len(points) > 1 else str(last)


def _falls(points: list[dict[str, Any]]) -> list[Spec]:
    return [
        {"x": a["x"], "x2": b["x"], "y": a["y"], "y2": b["y"], "text": f"▼ {b['text']}"}
        for a, b in pairwise(points)
        if a["key"] == b["key"] and a["value"] - b["value"] >= FALL
    ]
