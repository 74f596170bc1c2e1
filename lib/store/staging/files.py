"""Large files of values: read by the database itself, straight into typed rows.

The file lies in the work folder under a generated name. It is read twice: once for its distinct
labels, months and segments, once for its values. Where every value is plainly written and no key
stands twice, that is all; otherwise the rows become cells and take the way of any other file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lib.domain.records import LARGEST_NUMBER, SMALLEST_NUMBER
from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.staging.cell_profiles import StagedValue
from lib.store.staging.rows import find_jumps, put_map
from lib.store.uploads.uploads import Staged

FILE_LABELS = pa.schema(
    [
        ("label", pa.string()),
        ("metric_id", pa.string()),
        ("factor", pa.float64()),
        ("code", pa.int64()),
    ]
)
"""Labels of a large file: metric, factor to its unit, number in keys."""

FILE_PERIODS = pa.schema(
    [("period_text", pa.string()), ("period", pa.date32()), ("code", pa.int64())]
)
"""Texts of periods of a large file: month and number in keys."""

FILE_LINES = pa.schema([("record_no", pa.int64()), ("line_no", pa.int64())])
"""Lines of the records of a file, numbered as the database numbers them."""

FILE_SEGMENTS = pa.schema(
    [("segment_text", pa.string()), ("segment", pa.string()), ("code", pa.int64())]
)
"""Texts of segments of a large file: segment as stored and number in keys."""

_MOST_KEYS = 200_000_000
_MOST_ODD = 100_000
_MOST_SURPLUS = 1_000
_PLAIN = {".": r"-?\d+(\.\d+)?", ",": r"-?\d+(,\d+)?"}


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A file in the work folder and which of its columns is what; None where it has none."""

    path: Path
    delimiter: str
    width: int
    skip: int
    is_quoted: bool
    label: int
    period: int
    value: int
    segment: int | None
    unit: int | None
    header_cells: int = 0

    def parameters(self) -> dict[str, Any]:
        """Return what every reading of the file needs."""
        return {
            "path": str(self.path),
            "columns": {f"c{at}": "VARCHAR" for at in range(self.width + 1)},
            "delimiter": self.delimiter,
            "skip": self.skip,
            "parallel": not self.is_quoted,
        }

    def columns(self) -> dict[str, str]:
        """Return the names of its columns in queries."""
        places = {"segment": self.segment, "unit": self.unit}
        optional = {role: "null" if at is None else f"c{at}" for role, at in places.items()}
        return {"label": f"c{self.label}", "period": f"c{self.period}", **optional}

    def surplus_columns(self) -> str:
        """Return the names of the columns beyond the header."""
        return ", ".join(f"c{at}" for at in range(self.header_cells or self.width, self.width + 1))


@dataclass(frozen=True, slots=True)
class FileMaps:
    """What the distinct texts of a file mean, one meaning a text, numbered from 0."""

    labels: pa.Table
    periods: pa.Table
    segments: pa.Table


@dataclass(frozen=True, slots=True)
class Part:
    """A distinct text of a large file: label, period or segment, and how many rows have it."""

    kind: str
    text: str | None
    unit: str | None
    row_count: int


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row that is no value: without a metric, a total, a header again, a note."""

    line_no: int
    label: str | None
    period_text: str | None
    value_text: str | None


@dataclass(frozen=True, slots=True)
class Writings:
    """How the values of a large file are written, and how many rows were read."""

    plain_count: int
    either_count: int
    other_count: int
    lost_count: int
    row_count: int
    first_row: int | None

    @property
    def is_plain(self) -> bool:
        """Whether every value is plainly written, and its decimal mark proven."""
        is_proven = not self.either_count or self.plain_count > 0
        return not self.other_count and not self.lost_count and is_proven


def profile_file(connection: Connection, file: LargeFile) -> list[Part]:
    """Return the distinct labels, periods and segments of a file."""
    rows = named_queries.rows(connection, "file_profile", file.parameters(), **file.columns())
    return [Part(*row) for row in rows]


def read_values(connection: Connection, file: LargeFile, maps: FileMaps, mark: str) -> Writings:
    """Read the values of a file under a decimal mark, in the order of its rows."""
    named_queries.run(connection, "drop_file_values")
    put_map(connection, "file_label", maps.labels)
    put_map(connection, "file_period", maps.periods)
    put_map(connection, "file_segment", maps.segments)
    named_queries.run(connection, "file_types")
    parameters = file.parameters() | {"mark": mark, "plain": _PLAIN[mark]}
    value = f"c{file.value}"
    columns = {**file.columns(), "surplus": file.surplus_columns()}
    named_queries.run(connection, "file_values", parameters, value=value, **columns)
    bounds = {"smallest": SMALLEST_NUMBER, "largest": LARGEST_NUMBER}
    return Writings(*named_queries.row(connection, "file_writings", bounds))


def has_repeats(connection: Connection, maps: FileMaps) -> bool:
    """Whether a key stands twice among the values read."""
    segments, periods = maps.segments.num_rows, maps.periods.num_rows
    keys = maps.labels.num_rows * segments * periods
    parameters = {"segments": segments, "periods": periods}
    rows = named_queries.run(connection, "file_keys", parameters).fetchnumpy()
    codes = np.asarray(rows["key_code"])
    if keys <= _MOST_KEYS:
        seen = np.zeros(keys, dtype=np.bool_)
        seen[codes] = True
        return int(seen.sum()) < len(codes)
    codes.sort()
    return bool((codes[1:] == codes[:-1]).any())


def stage_values(connection: Connection, file: LargeFile, first_row: int) -> Staged:
    """Make the values read ready to be counted, checked and recorded."""
    origin = first_row - file.skip - 1
    named_queries.run(connection, "set_file_origin", {"origin": origin})
    staged = Staged("metric_value", "staged_file_value", is_view=True)
    named_queries.run(connection, "stage_file_values", staged=staged.name)
    named_queries.run(connection, "file_cells_view")
    return staged


def has_jumps(connection: Connection, staged: Staged) -> bool:
    """Whether values of the file look like another unit."""
    named_queries.run(connection, "file_wide_series")
    named_queries.run(connection, "file_wide_values", staged=staged.name)
    return bool(find_jumps(connection, "wide_value"))


def file_totals(connection: Connection) -> Staged:
    """Return the metrics and months of which the file gives a total."""
    named_queries.run(connection, "file_totals")
    return Staged("metric_value", "file_total")


def file_records(connection: Connection, most: int) -> list[StagedValue]:
    """Return the first values of the file in its order."""
    rows = named_queries.rows(connection, "file_records", {"most": most})
    return [StagedValue(*row) for row in rows]


def first_lines(connection: Connection) -> dict[str, int]:
    """Return the line on which each metric first stands among the values read."""
    return dict(named_queries.rows(connection, "file_first_lines"))


def put_rows(connection: Connection, file: LargeFile, segments: pa.Table) -> None:
    """Lay the rows of a file before the cursor as texts."""
    named_queries.run(connection, "drop_file_values")
    put_map(connection, "file_segment", segments)
    parameters = file.parameters() | {"column_no": file.value}
    value = f"c{file.value}"
    named_queries.run(connection, "file_cells", parameters, value=value, **file.columns())


def take_odd_rows(
    connection: Connection, labels: Sequence[str], periods: Sequence[str]
) -> list[OddRow]:
    """Take the rows that are no values out of those before the cursor, and return them.

    Parameters
    ----------
    connection
        Cursor before which the rows lie.
    labels, periods
        Texts that only totals and repeated headers have.
    """
    texts = {"labels": list(labels), "periods": list(periods)}
    rows = named_queries.rows(connection, "odd_rows", {**texts, "most": _MOST_ODD})
    named_queries.run(connection, "forget_odd_rows", texts)
    return [OddRow(*row) for row in rows]


def take_longer_rows(
    connection: Connection, longer: Sequence[str], shorter: Sequence[str]
) -> list[OddRow]:
    """Take out the rows of longer periods of the metrics that have shorter ones; return them."""
    texts = {"longer": list(longer), "shorter": list(shorter)}
    rows = named_queries.rows(connection, "longer_rows", {**texts, "most": _MOST_ODD})
    named_queries.run(connection, "forget_longer_rows", texts)
    return [OddRow(*row) for row in rows]


def surplus_rows(connection: Connection, file: LargeFile) -> list[int]:
    """Return the numbers of the rows that hold something beyond the header."""
    parameters = file.parameters() | {"most": _MOST_SURPLUS}
    surplus = file.surplus_columns()
    rows = named_queries.rows(connection, "surplus_rows", parameters, surplus=surplus)
    return [number for (number,) in rows]


def rows_to_cells(connection: Connection) -> None:
    """Make the rows before the cursor the cells of any other file."""
    named_queries.run(connection, "stage_cells", cells="file_row")
    named_queries.run(connection, "drop_staged", staged="file_row")


def correct_lines(connection: Connection, lines: pa.Table) -> None:
    """Replace the numbers of records by those of lines among the rows before the cursor."""
    put_map(connection, "file_line", lines)
    named_queries.run(connection, "correct_lines")
