"""Records and templates of every table as files that load back: CSV and Excel, in either language.

Headers are the names of the contract in both languages, so that a file made in one language loads
in the other; the decimal mark and the delimiter follow the reader's. A template has one example
row, to be replaced.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import pandas as pd

from lib.domain.periods import month_key
from lib.domain.records import Column, columns_of
from lib.domain.tables import TABLES
from lib.exports.tables import Cell, ColumnHelp, csv_bytes, data_frame, xlsx_bytes
from lib.i18n.translate import Locale

FileFormat = Literal["csv", "xlsx"]

MIME: dict[FileFormat, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of each format."""

_MONTH = date(2026, 10, 1)
_DAY = date(2026, 10, 15)
_QUARTER = "2026-Q4"

_TEXTS: dict[str, str] = {
    "metric_id": "checkout_conversion",
    "product_metric_id": "checkout_conversion",
    "business_metric_id": "paid_orders",
    "squad_id": "S1",
    "pair_id": "P01",
    "event_id": "E01",
    "objective_id": "O1",
    "parent_id": "",
    "key_result_id": "KR1.1",
    "initiative_id": "I01",
    "decision_id": "D01",
    "option": "A",
    "chosen_option": "A",
    "session_id": "L01",
    "insight_id": "N01",
    "story_id": "T01",
    "scenario_id": "SC1",
    "parameter": "horizon_months",
    "one_on_one_id": "U2026-10",
    "objection_id": "B01",
    "subject_id": "P01",
    "unit": "%",
    "segment": "",
    "fingerprint": "",
    "source": "warehouse",
}
"""Example of a text that is the same in both languages, by column."""

_WORDS: dict[str, tuple[str, str]] = {
    "name": ("Conversion du paiement", "Checkout conversion"),
    "definition": (
        "Part des paniers validés qui sont payés",
        "Share of submitted baskets that are paid",
    ),
    "formula": ("Commandes payées / paniers validés", "Paid orders / submitted baskets"),
    "unit_note": ("% des paniers validés", "% of submitted baskets"),
    "mission": ("Faire payer sans effort", "Make paying effortless"),
    "problem": ("Un acheteur sur huit renonce au paiement", "One buyer in eight gives up paying"),
    "owner": ("Direction produit", "Product director"),
    "owner_product": ("Responsable produit", "Product lead"),
    "owner_business": ("Direction financière", "Finance director"),
    "role": ("Direction financière", "Finance director"),
    "reason": ("Moins d’échecs au paiement, plus de commandes", "Fewer failures, more orders"),
}
"""Example of a text in French and in English, by column without its language."""

_NUMBERS: dict[str, float] = {
    "expected_sign": 1,
    "lag_months": 1,
    "weight": 0.4,
    "contribution": 1,
    "confidence": 7,
    "decimals": 1,
    "start_value": 58.5,
    "target_value": 62,
    "version": 1,
    "build_share": 0.6,
    "maintain_share": 0.25,
    "repair_share": 0.15,
    "age": 0,
    "year": 2026,
}
"""Example of a number, by column."""

_SHARES = frozenset({("initiative", "confidence")})


def records_file(
    table: str,
    record: type[Any],
    records: Iterable[object],
    *,
    file_format: FileFormat,
    locale: Locale,
) -> bytes:
    """Return records of one class as a file of its table."""
    cells = records_table(record, records)
    if file_format == "csv":
        return csv_bytes(cells, locale)
    columns = {
        column.name: ColumnHelp(locale.gettext(column.description), column.choices)
        for column in columns_of(record)
    }
    return xlsx_bytes(table, cells, columns)


def records_table(record: type[Any], records: Iterable[object]) -> pd.DataFrame:
    """Return records of one class as a table with a column a field; months as ``2026-10``."""
    columns = columns_of(record)
    rows = ([_cell(getattr(item, column.name), column) for column in columns] for item in records)
    return data_frame([column.name for column in columns], rows)


def template_file(table: str, *, file_format: FileFormat, locale: Locale) -> bytes:
    """Return the template of a table, filled with one example row in the reader's language."""
    record = TABLES[table]
    return records_file(
        table, record, [example_of(table, locale)], file_format=file_format, locale=locale
    )


def example_of(table: str, locale: Locale) -> Any:  # noqa: ANN401 - a record of any class
    """Return an example record of a table."""
    record = TABLES[table]
    values = {
        column.name: _example(table, column, locale.language) for column in columns_of(record)
    }
    return record(**values)


def _example(table: str, column: Column, language: str) -> object:
    if column.type == "choice":
        return column.choices[0]
    if column.type in {"number", "integer"}:
        number = 0.8 if (table, column.name) in _SHARES else _NUMBERS.get(column.name, 12)
        return int(number) if column.type == "integer" else float(number)
    if column.type == "boolean":
        return True
    if column.type in {"month", "day", "quarter"}:
        return {"month": _MONTH, "day": _DAY, "quarter": _QUARTER}[column.type]
    return _text(column, language) or None


def _text(column: Column, language: str) -> str:
    stem, _, ending = column.name.rpartition("_")
    spoken = ending if ending in {"fr", "en"} else language
    words = _WORDS.get(stem if ending in {"fr", "en"} else column.name)
    if words:
        return words[0 if spoken == "fr" else 1]
    if ending in {"fr", "en"}:
        return "À remplir" if ending == "fr" else "To be filled in"
    return _TEXTS.get(column.name, column.name if column.required else "")


def _cell(value: Any, column: Column) -> Cell:  # noqa: ANN401 - fields have any type
    if value is None or column.type != "month":
        return value  # type: ignore[no-any-return]
    return month_key(value)
