"""How figures and records are written: the canonical CSV and the shapes other tools produce."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from babel.numbers import format_decimal

from lib.domain.metrics import MetricValue
from lib.domain.periods import month_key
from lib.domain.records import columns_of, values_of

_FRENCH_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NBSP = "\u00a0"


def canonical(record: type[object], records: Iterable[object]) -> bytes:
    """Return the canonical CSV of one table: its columns in order, ISO dates, decimal points."""
    columns = columns_of(record)
    rows = [
        [_text(value, column.type) for value, column in zip(values_of(one), columns, strict=True)]
        for one in records
    ]
    return _csv([[column.name for column in columns], *rows]).encode()


def french_excel(values: Iterable[MetricValue]) -> bytes:
    """Return the file a French spreadsheet saves: cp1252, semicolons, decimal commas."""
    rows = [["Indicateur", "Mois", "Segment", "Valeur"]]
    for one in values:
        month = f"{_FRENCH_MONTHS[one.period.month - 1]} {one.period.year}"
        rows.append([one.metric_id, month, one.segment, _french_number(one.value)])
    text = _csv(rows, delimiter=";", end="\r\n")
    return text.encode("cp1252")


def wide(values: Iterable[MetricValue]) -> bytes:
    """Return one row a metric and one column a month, as planning tools give it."""
    cells = {(one.metric_id, one.period): _text(one.value, "number") for one in values}
    metric_ids = list(dict.fromkeys(metric_id for metric_id, _ in cells))
    months = sorted({period for _, period in cells})
    rows = [["Metric", *(month_key(month) for month in months)]]
    rows += [[one, *(cells.get((one, month), "") for month in months)] for one in metric_ids]
    return _csv(rows).encode("utf-8-sig")


def english_long(values: Iterable[MetricValue]) -> bytes:
    """Return one row a value, ISO dates and decimal points, as a warehouse gives it."""
    rows = [["Date", "Metric", "Segment", "Value"]]
    rows += [
        [one.period.isoformat(), one.metric_id, one.segment, _text(one.value, "number")]
        for one in values
    ]
    return _csv(rows).encode()


def _csv(rows: Sequence[Sequence[str]], *, delimiter: str = ",", end: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    return buffer.getvalue()


def _text(value: object, kind: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return month_key(value) if kind == "month" else value.isoformat()
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _french_number(value: float | None) -> str:
    if value is None:
        return ""
    text = format_decimal(value, format="#,##0.###", locale="fr_FR")
    return text.replace("\u202f", _NBSP)
