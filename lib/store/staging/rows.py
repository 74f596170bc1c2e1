"""Cells of a file on their way into the store: read, typed and compared by SQL.

A file is laid out as cells (line, column, label, period, segment, text); what its texts mean is
decided above and handed back as small maps; typing, repeats and comparisons run in the database,
so that ten million rows take the same way as ten.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa

from lib.domain.records import LARGEST_NUMBER, SMALLEST_NUMBER
from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.staging.cell_profiles import (
    DaysInMonth,
    FaultyCell,
    Jump,
    LabelProfile,
    MarkProfile,
    PeriodProfile,
    ReadNumber,
    RepeatedCell,
    StagedValue,
    ValueRange,
)
from lib.store.uploads.uploads import Staged

MOST = 1_000
"""Faults of one kind fetched from the database."""

TYPED = "typed_cell"
"""Typed cells of a file of ordinary size."""

CELLS = pa.schema(
    [
        ("line_no", pa.int64()),
        ("column_no", pa.int32()),
        ("label", pa.string()),
        ("unit", pa.string()),
        ("period_text", pa.string()),
        ("segment", pa.string()),
        ("value_text", pa.string()),
        ("is_target", pa.bool_()),
    ]
)
"""Columns of a file laid out as cells."""

LABEL_MAP = pa.schema(
    [
        ("label", pa.string()),
        ("written_unit", pa.string()),
        ("metric_id", pa.string()),
        ("unit", pa.string()),
        ("method", pa.string()),
        ("factor", pa.float64()),
        ("scaled_factor", pa.float64()),
        ("percent_factor", pa.float64()),
    ]
)
"""What each label means: metric, unit of the metric, and the factors that lead to it."""

PERIOD_MAP = pa.schema(
    [
        ("period_text", pa.string()),
        ("period", pa.date32()),
        ("started_on", pa.date32()),
        ("grain", pa.string()),
    ]
)
"""What each text of a period means."""

MARK_MAP = pa.schema([("column_no", pa.int32()), ("mark", pa.string())])
"""Decimal mark of each column of values."""

METHOD_MAP = pa.schema([("metric_id", pa.string()), ("method", pa.string())])
"""How the days of a metric make a month."""


def put_cells(connection: Connection, cells: pa.Table) -> None:
    """Lay the cells of a file before this cursor."""
    _put(connection, cells, "stage_cells", cells="incoming")


def put_map(connection: Connection, name: str, rows: pa.Table) -> None:
    """Lay a map of texts to meanings before this cursor."""
    _put(connection, rows, "stage_map", meaning=name)


def profile_marks(connection: Connection) -> list[MarkProfile]:
    """Return what each column of values proves about its decimal mark."""
    return [MarkProfile(*row) for row in named_queries.rows(connection, "profile_marks")]


def profile_labels(connection: Connection) -> list[LabelProfile]:
    """Return the labels of the file in the order in which they appear."""
    return [LabelProfile(*row) for row in named_queries.rows(connection, "profile_labels")]


def profile_periods(connection: Connection) -> list[PeriodProfile]:
    """Return the texts that stand for periods in the order in which they appear."""
    return [PeriodProfile(*row) for row in named_queries.rows(connection, "profile_periods")]


def value_ranges(connection: Connection) -> list[ValueRange]:
    """Return the range of the numbers of each label; needs the map of marks."""
    return [ValueRange(*row) for row in named_queries.rows(connection, "value_ranges")]


def lines_of_periods(connection: Connection, texts: Sequence[str | None]) -> list[tuple[int, str]]:
    """Return the lines whose period is written in one of these ways."""
    parameters = {"texts": [text for text in texts if text is not None], "most": MOST}
    return [
        (int(line), str(text))
        for line, text in named_queries.rows(connection, "lines_of_period", parameters)
    ]


def type_cells(connection: Connection) -> None:
    """Type every cell whose label and period are mapped."""
    named_queries.run(connection, "type_cells")


def unread_cells(connection: Connection) -> list[FaultyCell]:
    """Return the cells that hold no number though they hold something."""
    rows = named_queries.rows(connection, "unread_cells", {"most": MOST})
    return [FaultyCell(line, column, text or "", is_error) for line, column, text, is_error in rows]


def future_cells(connection: Connection, today: date) -> list[FaultyCell]:
    """Return the values of months that have not begun, and of longer periods under way."""
    parameters = {"today": today, "month": today.replace(day=1), "most": MOST}
    rows = named_queries.rows(connection, "future_cells", parameters)
    return [
        FaultyCell(line, column, text or "", period=period, grain=grain)
        for line, column, period, text, grain in rows
    ]


def extreme_cells(connection: Connection) -> list[FaultyCell]:
    """Return the values too large or too small to be a figure, targets included."""
    parameters = {"largest": LARGEST_NUMBER, "smallest": SMALLEST_NUMBER, "most": MOST}
    rows = named_queries.rows(connection, "extreme_cells", parameters)
    return [FaultyCell(line, column, text or "") for line, column, text in rows]


def impossible_cells(
    connection: Connection, bounded: Sequence[str], rates: Sequence[str], cells: str = TYPED
) -> list[FaultyCell]:
    """Return the rates that cannot be, for metrics between 0 and 100 and for rates at large."""
    parameters = {"bounded": list(bounded), "rates": list(rates), "most": MOST}
    rows = named_queries.rows(connection, "impossible_cells", parameters, cells=cells)
    return [FaultyCell(line, column, text or "") for line, column, _, text in rows]


def repeated_cells(connection: Connection) -> list[RepeatedCell]:
    """Return the values whose key stands more than once, together."""
    rows = named_queries.rows(connection, "repeated_cells", {"most": MOST})
    return [RepeatedCell(*row) for row in rows]


def days_in_months(connection: Connection) -> list[DaysInMonth]:
    """Return the metrics that come by day or week."""
    return [DaysInMonth(*row) for row in named_queries.rows(connection, "days_in_months")]


def settle_values(connection: Connection, duplicates: str) -> Staged:
    """Make one row a key of the typed values, repeats resolved: first, last, sum or mean."""
    staged = Staged("metric_value", "staged_metric_value")
    named_queries.run(connection, "settle_values", {"duplicates": duplicates}, staged=staged.name)
    return staged


def settle_targets(connection: Connection) -> Staged:
    """Make one row a key of the typed targets."""
    staged = Staged("metric_target", "staged_metric_target")
    named_queries.run(connection, "settle_targets", staged=staged.name)
    return staged


def jumps(connection: Connection, staged: Staged) -> list[Jump]:
    """Return the metrics whose staged values look like another unit."""
    named_queries.run(connection, "find_wide_series", staged=staged.name)
    return find_jumps(connection, staged.name)


def find_jumps(connection: Connection, values: str) -> list[Jump]:
    """Return the jumps among the values of wide series, in a temporary table or view."""
    named_queries.run(connection, "find_usual_sizes", staged=values)
    named_queries.run(connection, "find_jumps", staged=values)
    named_queries.run(connection, "find_jump_steps", staged=values)
    named_queries.run(connection, "keep_jumps")
    return [Jump(*row) for row in named_queries.rows(connection, "jumps")]


def scale_jumps(connection: Connection, jump: Jump) -> None:
    """Bring the values of a jump back to the usual unit."""
    parameters = {"metric_id": jump.metric_id, "factor": jump.factor}
    named_queries.run(connection, "scale_jumps", parameters)


def metrics_with_values(connection: Connection, metric_ids: Sequence[str]) -> set[str]:
    """Return the metrics of a list that have values."""
    rows = named_queries.rows(connection, "metrics_with_values", {"metric_ids": list(metric_ids)})
    return {name for (name,) in rows}


def columns_with_points_by_history(
    connection: Connection, metrics: Mapping[str, str]
) -> frozenset[int]:
    """Return the columns whose points can only be decimal, by the history of their metrics.

    Parameters
    ----------
    connection
        Cursor before which the cells lie.
    metrics
        Metric by label.
    """
    if not metrics:
        return frozenset()
    parameters = {"labels": list(metrics), "metric_ids": list(metrics.values())}
    rows = named_queries.rows(connection, "points_by_history", parameters)
    return frozenset(number for (number,) in rows)


def missing_metrics(connection: Connection, staged: Staged) -> list[tuple[str, date]]:
    """Return the metrics that came with the staged ones the month before, and do not come now."""
    return [
        (name, period)
        for name, period in named_queries.rows(connection, "missing_metrics", staged=staged.name)
    ]


def staged_values(connection: Connection, staged: Staged, most: int) -> list[StagedValue]:
    """Return the first staged values in the order of the file."""
    rows = named_queries.rows(connection, "staged_values", {"most": most}, staged=staged.name)
    return [StagedValue(*row) for row in rows]


def count_rows(connection: Connection, staged: Staged) -> int:
    """Return how many rows are staged."""
    return int(named_queries.row(connection, "count_rows", staged=staged.name)[0])


def read_numbers(connection: Connection, texts: Sequence[str]) -> dict[str, ReadNumber]:
    """Read texts as numbers, under either decimal mark."""
    distinct = list(dict.fromkeys(texts))
    rows = named_queries.rows(connection, "read_numbers", {"texts": distinct}) if distinct else []
    return {row[0]: ReadNumber(*row) for row in rows}


def _put(connection: Connection, rows: pa.Table, query: str, **identifiers: str) -> None:
    connection.register("incoming", rows)
    try:
        named_queries.run(connection, query, None, **identifiers)
    finally:
        connection.unregister("incoming")
