"""The contract of every table a person can load: columns, types, keys, references.

A record is a frozen dataclass whose fields are made by ``column``; the same declaration gives the
CSV contract, the table of the store, the templates, the data dictionary and the forms. Adding a
column here and in a migration is the whole change.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from lib.i18n.translate import LANGUAGES

LARGEST_NUMBER = 1e15
SMALLEST_NUMBER = 1e-12
"""Bounds of the size of a number other than zero: beyond, squares and ratios overflow."""

ColumnType = Literal["text", "integer", "number", "boolean", "month", "day", "quarter", "choice"]


def is_extreme(number: float) -> bool:
    """Whether a number is too large or too small to be a figure."""
    return number != 0 and not SMALLEST_NUMBER <= abs(number) <= LARGEST_NUMBER


def bounded(number: float | None) -> float | None:
    """Return a number, or None for one that nothing can be computed from."""
    return None if number is None or is_extreme(number) else number


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record.

    Attributes
    ----------
    name
        Field name, the header of the canonical CSV and the column of the table.
    type
        How its text is read; a ``month`` is kept as its first day, a ``quarter`` as ``2026-Q3``.
    description
        What it holds, in English; the key of its translation.
    is_key
        Part of what identifies a row.
    required
        A row without it is refused.
    references
        Table whose key it names, or None.
    choices
        Values allowed, for a ``choice``.
    is_long
        Whether a form offers several lines for it.
    """

    name: str
    type: ColumnType
    description: str
    is_key: bool
    required: bool
    references: str | None
    choices: tuple[str, ...]
    is_long: bool = False


def column(  # noqa: PLR0913 - one keyword a property of a column
    kind: ColumnType,
    description: str,
    *,
    key: bool = False,
    required: bool | None = None,
    references: str | None = None,
    choices: Any = None,  # noqa: ANN401 - a Literal alias has no type of its own
    default: object = None,
    long: bool = False,
) -> Any:  # noqa: ANN401 - dataclass fields are declared with any type
    """Declare a field of a record; a key is required unless said otherwise."""
    needed = key if required is None else required
    metadata = {
        "column": Column(
            name="",
            type=kind,
            description=description,
            is_key=key,
            required=needed,
            references=references,
            choices=get_args(choices) if choices is not None else (),
            is_long=long,
        )
    }
    if needed:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


_COLUMNS: dict[type[Any], tuple[Column, ...]] = {}


def columns_of(record: type[Any]) -> tuple[Column, ...]:
    """Return the columns of a record class, in order."""
    if record not in _COLUMNS:
        _COLUMNS[record] = tuple(
            dataclasses.replace(field.metadata["column"], name=field.name)
            for field in dataclasses.fields(record)
        )
    return _COLUMNS[record]


def key_of(record: type[Any]) -> tuple[str, ...]:
    """Return the names of the key columns of a record class."""
    return tuple(column.name for column in columns_of(record) if column.is_key)


def values_of(record: object) -> Iterator[object]:
    """Yield the values of a record in the order of its columns."""
    record_class: type[Any] = type(record)
    for declared in columns_of(record_class):
        yield getattr(record, declared.name)


def localized(record: object, field: str, language: str) -> str:
    """Return a bilingual field in ``language``; the other language, marked, where it is missing.

    A text that exists in one language only is shown as ``text [EN]``, so that the gap is visible.
    """
    for other in (language, *LANGUAGES):
        text = getattr(record, f"{field}_{other}")
        if text:
            return f"{text}" if other == language else f"{text} [{other.upper()}]"
    return ""
