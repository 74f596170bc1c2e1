"""Pace of key results: progress against elapsed time, one bar per key result."""

from typing import Any

from lib.charts.drawing.scale import text_width
from lib.charts.drawing.theme import NARROWEST, SERIES, Spec
from lib.charts.palette import ThemeName
from lib.charts.rows.key_results import Headings, Slot, heading_rows, name_rows, rows_of
from lib.charts.templates.fill import Frame, fill
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.overview import ObjectivePace
from lib.wording.names import name_of
from lib.wording.okrs import KIND_WORDS, PACE_SIGNS, PACE_WORDS

_FONT = 13
_GAP = 16.0  # pixels between the figures and the state of a key result
_NAME, _BAR, _FIGURES = 12.0, 28.0, 46.0  # heights within a row


def pace_chart(
    objective: ObjectivePace,
    *,
    locale: Locale,
    theme: ThemeName,
    headings: Headings | None = None,
) -> Spec:
    """Return the Vega-Lite specification of the key results of one objective.

    A bar runs from 0 to the grade; the tick marks the share of the time elapsed, where the bar
    should be by now. A sign and a word name the state, besides the colour. With ``headings``,
    committed and aspirational key results are separate, with grade, pace and weight as text.
    """
    placed = rows_of(objective.key_results, locale, headings)
    rows = [_row(slot, locale, detailed=headings is not None) for slot in placed.slots]
    widest = max((_width(row["figures"], row["state"]) for row in rows), default=0)
    description = _description(objective, rows, locale)
    return fill(
        "pace",
        {
            "rows": rows,
            "names": name_rows(placed.slots, _NAME),
            "headings": heading_rows(placed),
        },
        {"narrow_below": round(widest)},
        Frame(SERIES.width, placed.height, description, theme, locale),
    )


def _width(figures: str, state: str) -> float:
    """Return the width that the figures and the state of a row take, with a gap between them."""
    return text_width(f"{figures}{state}", _FONT) + _GAP


def _row(slot: Slot, locale: Locale, *, detailed: bool) -> dict[str, Any]:
    _, result, progress = locale.gettext, slot.pace.key_result, slot.pace.progress
    unit, decimals = result.unit or "", result.decimals or 0
    word = _(PACE_WORDS[progress.state])
    actual = formats.quantity(slot.pace.actual, unit, locale, decimals=decimals)
    target = formats.quantity(result.target_value, unit, locale, decimals=decimals)
    figures = f"{actual} → {target}"
    states = _states(slot, word, locale, detailed=detailed)
    fitting = (state for state in states if _width(figures, state) <= NARROWEST)
    brief = next(fitting, states[-1])
    text = _("{name}: {actual} for a target of {target}, {state}")
    return {
        "head": slot.top + _NAME,
        "drawn": slot.top + _BAR,
        "foot": slot.top + _FIGURES,
        "weight": slot.weight,
        "full": 1,
        "grade": progress.grade if progress.grade is not None else 0,
        "elapsed": progress.elapsed,
        "figures": figures,
        "state": states[0],
        "brief": brief,
        "text": text.format(name=slot.name, actual=actual, target=target, state=word),
    }


def _states(slot: Slot, word: str, locale: Locale, *, detailed: bool) -> list[str]:
    """Return the state of a key result, the longest text first."""
    progress = slot.pace.progress
    state = f"{PACE_SIGNS[progress.state]} {word}"
    if not detailed and slot.pace.key_result.kind == "aspirational":
        return [f"{locale.gettext(KIND_WORDS['aspirational'])} · {state}", state]
    if not detailed or progress.grade is None:
        return [state]
    grade = locale.gettext("grade {grade}").format(
        grade=formats.number(progress.grade, locale, decimals=2)
    )
    if progress.pace is None:
        return [f"{grade} · {state}", state]
    pace = locale.gettext("pace {share}").format(share=formats.percent(progress.pace, locale))
    return [f"{grade} · {pace} · {state}", f"{grade} · {state}", state]


def _description(objective: ObjectivePace, rows: list[dict[str, Any]], locale: Locale) -> str:
    title = name_of(objective.objective, locale)
    return f"{title}. " + ". ".join(row["text"] for row in rows) + "."
