"""What a file would change: counts, restatements, series with incoming points, what is awaited."""

from dataclasses import dataclass
from datetime import date

from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.ingest.opening import opening
from lib.ingest.reading import read_file
from lib.ingest.reports import Options, Report, Source
from lib.store import reads
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.uploads import previews
from lib.store.uploads.previews import PreviewPoint, RestatedValue
from lib.store.uploads.uploads import Counts, Staged, count_staged, data_version

_RECENT = 3
"""Months within which a metric must have had a value to be expected again."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Which metrics a month should have, and which of them it would still lack.

    ``metrics`` and ``missing`` hold identifiers; with the file, ``len(metrics) - len(missing)``
    of ``len(metrics)`` are in.
    """

    period: date
    metrics: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The report of a file and what loading it would change."""

    report: Report
    new: int = 0
    restated: int = 0
    identical: int = 0
    restatements: tuple[RestatedValue, ...] = ()
    points: tuple[PreviewPoint, ...] = ()
    expected: Expected | None = None

    @property
    def set_aside(self) -> int:
        """Rows of the file that would not be loaded."""
        return len(self.report.set_aside)


def preview(database: Database, source: Source, options: Options | None = None) -> Preview:
    """Return what loading a file would change; changes nothing."""
    wanted = options or Options()
    with opening(database, [source], wanted) as (opened,), database.reading() as connection:
        checked = read_file(connection, opened, wanted)
        counts = Counts(0, 0, 0)
        for staged in checked.staged:
            counts = counts.plus(count_staged(connection, staged))
        values = next((one for one in checked.staged if one.table == "metric_value"), None)
        made = Preview(checked.report, counts.new, counts.restated, counts.identical)
        return made if values is None else _with_values(connection, made, values)


def _with_values(connection: Connection, made: Preview, values: Staged) -> Preview:
    return Preview(
        made.report,
        made.new,
        made.restated,
        made.identical,
        tuple(previews.restated_values(connection, values)),
        tuple(previews.preview_points(connection, values)),
        _expected(connection, values),
    )


def _expected(connection: Connection, values: Staged) -> Expected | None:
    """Return what the latest month of the file should hold, by what recent months held."""
    incoming = previews.incoming_metrics(connection, values)
    if not incoming:
        return None
    period = max(metric.last_period for metric in incoming)
    known = previews.expected_metrics(connection, period, add_months(period, -_RECENT))
    quarterly = {
        metric.metric_id
        for metric in reads.records(connection, Metric, data_version(connection))
        if metric.cadence == "quarter"
    }
    comes = {metric.metric_id for metric in incoming if period in metric.periods}
    awaited = {name: is_in for name, is_in in known.items() if name not in quarterly}
    missing = [name for name, is_in in awaited.items() if not is_in and name not in comes]
    metrics = sorted(awaited.keys() | comes)
    return Expected(period, tuple(metrics), tuple(missing))
