"""Totals of longer periods that are set aside, compared with the months that they cover."""

import math
from collections.abc import Sequence
from datetime import date

from lib.domain.periods import add_months, month_key
from lib.i18n.translate import N_
from lib.ingest.reports import Record
from lib.ingest.text.periods import parse_period
from lib.ingest.values.checks import ValueTask
from lib.ingest.values.metric_labels import LabelMeaning
from lib.store.staging import rows
from lib.store.staging.cell_profiles import ReadNumber

_MONTHS = {"quarter": 3, "half": 6, "year": 12}
_TOLERANCE = 0.005
"""Share by which a total may differ from its months: those are rounded."""


def tell_differences(task: ValueTask, records: Sequence[Record]) -> None:
    """Tell totals that neither are the sum of their months nor lie between them.

    A total within the smallest and the largest of its months can be a mean, a rate of the whole,
    or the state at the end; periods of which a month is missing are not compared.
    """
    cells = [cell for cell in task.layout.longer if not cell["is_target"] and cell["value_text"]]
    values = {
        (row["metric_id"], row["segment"] or "", row["period"]): row["value"] for row in records
    }
    meanings = {meaning.label: meaning for meaning in task.meanings}
    numbers = rows.read_numbers(task.connection, [str(cell["value_text"]) for cell in cells])
    for cell in cells:
        meaning, number = meanings.get(_text(cell["label"])), numbers[str(cell["value_text"])]
        months = _months_of(_text(cell["period_text"]) or "")
        if meaning is None or not months:
            continue
        key = meaning.metric.metric_id, cell["segment"] or ""
        parts = [values.get((*key, month_key(month))) for month in months]
        values_of_months = [float(str(part)) for part in parts if part is not None]
        totals = _readings(number, meaning)
        if len(values_of_months) < len(months) or not totals:
            continue
        if any(_fits(total, values_of_months) for total in totals):
            continue
        task.issue_log.warn(
            "total_differs",
            N_(
                "“{metric}”, {period}: the total of the file is {total}, its months give {sum}. "
                "The total is not loaded; check the months."
            ),
            line=int(str(cell["line_no"])),
            value=number.text,
            metric=meaning.display_name,
            period=cell["period_text"],
            total=number.text.strip(),
            sum=round(math.fsum(values_of_months), 6),
        )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _readings(number: ReadNumber, meaning: LabelMeaning) -> list[float]:
    """Return a total under either decimal mark, in the unit of its metric."""
    if number.unit not in {"", "%"}:
        return []
    factor = meaning.percent_factor if number.unit else meaning.factor
    if number.scale != 1:
        factor = number.scale * meaning.scaled_factor
    marks = (number.with_dot, number.with_comma)
    return [reading * factor for reading in marks if reading is not None]


def _months_of(text: str) -> list[date]:
    period = parse_period(text)
    count = _MONTHS.get(period.grain, 0) if period else 0
    return [add_months(period.start, at) for at in range(count)] if period else []


def _fits(total: float, parts: Sequence[float]) -> bool:
    room = _TOLERANCE * max(map(abs, (total, *parts)))
    is_between = min(parts) - room <= total <= max(parts) + room
    return is_between or abs(total - math.fsum(parts)) <= room
