"""JSON: a list of records, one record a line, or lists by column, as rows under a header."""

import contextlib
import json
import re
from collections.abc import Mapping, Sequence

from lib.i18n.translate import N_
from lib.ingest.files.text_tables import MOST_COLUMNS, TextRow, too_wide
from lib.ingest.issues import FileRefusedError

_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_DEEPEST = 3


def is_json(text: str) -> bool:
    """Whether a text begins as a list or a record of JSON does, and not as a cell of a table."""
    return re.match(r"\s*(\[\s*[\[{\]]|\{\s*[\"}])", text) is not None


def rows_of_json(text: str) -> list[TextRow]:
    """Return a header and a row a record; a record's line is its number, the header's being 1.

    Raises
    ------
    FileRefusedError
        When the text is no JSON, or JSON without records.
    """
    records = _records(_content(text))
    if not records:
        raise FileRefusedError(
            N_(
                "This JSON file holds no list of records. Export a list such as "
                "[{example}], or CSV or Excel."
            ),
            code="no_records",
            example='{"month": "2026-01", "metric": "Orders", "value": 12}',
        )
    flat = [_flat(record) for record in records]
    names = list(dict.fromkeys(name for record in flat for name in record))
    if len(names) > MOST_COLUMNS:
        raise too_wide(1, len(names))
    rows = [TextRow(1, tuple(names))]
    rows += [
        TextRow(line, tuple(record.get(name, "") for name in names))
        for line, record in enumerate(flat, start=2)
    ]
    return rows


def _content(text: str) -> object:
    try:
        return _loaded(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1:
            with contextlib.suppress(ValueError, RecursionError):
                return [_loaded(line) for line in lines]
        raise FileRefusedError(
            N_("The JSON of this file is cut or badly written here. Export it again."),
            code="bad_json",
            line=error.lineno if isinstance(error, json.JSONDecodeError) else None,
        ) from error


def _loaded(text: str) -> object:
    content: object = json.loads(text, parse_int=str, parse_float=_number)
    return content


def _number(text: str) -> str:
    """Return a number whose point cannot be read as a thousands mark."""
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else text


def _records(content: object, depth: int = 0) -> list[Mapping[str, object]]:
    """Return the records of a list, of lists by column, or of the largest list of an object."""
    if isinstance(content, list):
        if content and all(isinstance(item, list) for item in content):
            return _from_lists(content)
        return [item for item in content if isinstance(item, dict)]
    if not isinstance(content, dict) or depth > _DEEPEST:
        return []
    columns = {name: cells for name, cells in content.items() if isinstance(cells, list)}
    lengths = {len(cells) for cells in columns.values()}
    is_by_column = len(columns) > 1 and len(columns) == len(content) and len(lengths) == 1
    if is_by_column and not any(
        isinstance(cell, dict | list) for c in columns.values() for cell in c
    ):
        return [
            dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)
        ]
    return max((_records(item, depth + 1) for item in content.values()), key=len, default=[])


def _from_lists(rows: Sequence[Sequence[object]]) -> list[Mapping[str, object]]:
    header = [str(cell) for cell in rows[0]]
    return [dict(zip(header, row, strict=False)) for row in rows[1:]]


def _flat(record: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Return the cells of a record; those of an inner record are named ``outer.inner``."""
    cells: dict[str, str] = {}
    for name, content in record.items():
        if isinstance(content, dict):
            cells |= _flat(content, f"{prefix}{name}.")
        elif isinstance(content, list):
            cells[prefix + name] = ", ".join(_text(item) for item in content)
        else:
            cells[prefix + name] = _text(content)
    return cells


def _text(content: object) -> str:
    if content is None:
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
