"""History of uploads, one upload in full, and two uploads compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lib.domain.metrics import TOTAL, Metric, MetricValue
from lib.domain.periods import add_months, month_range
from lib.domain.records import columns_of, key_of
from lib.domain.tables import TABLES
from lib.ingest.recipes import choices_of
from lib.store import reads
from lib.store.connection import Connection
from lib.store.uploads import changes, recipes
from lib.store.uploads.changes import ReplacedValue, Retraction, ValueDifference
from lib.store.uploads.previews import PreviewPoint
from lib.store.uploads.recipes import Recipe
from lib.store.uploads.uploads import Upload
from lib.views.company import company
from lib.views.series import MetricSeries
from lib.views.snapshot import Snapshot, cached

MOST_RECORD_DIFFERENCES = 2_000
"""Differing columns of records listed when two uploads are compared."""


@dataclass(frozen=True, slots=True)
class RememberedAnswers:
    """A recipe with its answers."""

    recipe: Recipe
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UploadsView:
    """Every upload known, newest first, and the answers remembered for the next ones."""

    uploads: tuple[Upload, ...]
    recipes: tuple[RememberedAnswers, ...]

    def upload(self, seq: str) -> Upload | None:
        """Return the upload of a number as written in an address."""
        return next((upload for upload in self.uploads if str(upload.seq) == seq), None)


@dataclass(frozen=True, slots=True)
class UploadDetail:
    """One upload in full.

    Attributes
    ----------
    upload
        The upload.
    retractions
        Every undo and redo of it, oldest first.
    tables
        Rows brought, by table.
    replaced
        Values that it replaced; empty once it is undone.
    """

    upload: Upload
    retractions: tuple[Retraction, ...]
    tables: dict[str, int]
    replaced: tuple[ReplacedValue, ...]


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """A column of a record that two uploads write differently."""

    table: str
    key: str
    column: str
    first: object
    second: object


@dataclass(frozen=True, slots=True)
class UploadComparison:
    """Differences of two uploads: values, columns of records, and rows in only one of them."""

    first: Upload
    second: Upload
    values: tuple[ValueDifference, ...]
    records: tuple[RecordDifference, ...]
    only_first: int
    only_second: int


@dataclass(frozen=True, slots=True)
class IncomingSeries:
    """A metric with the values that files bring; ``incoming`` marks their months."""

    series: MetricSeries
    incoming: tuple[bool, ...]


@cached
def uploads_view(snapshot: Snapshot) -> UploadsView:
    """Return the history of uploads."""
    with snapshot.reading() as connection:
        answers = [
            RememberedAnswers(recipe, choices_of(recipe))
            for recipe in recipes.recipes(connection, snapshot.version)
        ]
    return UploadsView(
        tuple(company(snapshot).uploads.values()),
        tuple(remembered for remembered in answers if remembered.answers),
    )


def upload_detail(snapshot: Snapshot, upload: Upload) -> UploadDetail:
    """Return one upload in full."""

    def build() -> UploadDetail:
        with snapshot.reading() as connection:
            retractions = changes.retractions(connection, snapshot.version)
            return UploadDetail(
                upload,
                tuple(
                    retraction for retraction in retractions if retraction.upload_seq == upload.seq
                ),
                changes.table_counts(connection, upload.seq),
                tuple(changes.replaced_values(connection, upload.seq, snapshot.version)),
            )

    return snapshot.get_or_compute(("upload", upload.seq), build)


def compare_uploads(snapshot: Snapshot, first: Upload, second: Upload) -> UploadComparison:
    """Return how two uploads differ."""
    with snapshot.reading() as connection:
        values = changes.value_differences(connection, first.seq, second.seq)
        records: list[RecordDifference] = []
        only = [
            sum(value.is_in_first and not value.is_in_second for value in values),
            sum(value.is_in_second and not value.is_in_first for value in values),
        ]
        tables = {
            table
            for upload in (first, second)
            for table in changes.table_counts(connection, upload.seq)
        }
        for table in sorted(tables - {"metric_value"}):
            before = _by_key(connection, table, first.seq)
            after = _by_key(connection, table, second.seq)
            only[0] += len(before.keys() - after.keys())
            only[1] += len(after.keys() - before.keys())
            records += _differences(table, before, after)
    both = tuple(value for value in values if value.is_in_first and value.is_in_second)
    return UploadComparison(
        first, second, both, tuple(records[:MOST_RECORD_DIFFERENCES]), only[0], only[1]
    )


def incoming_series(
    snapshot: Snapshot, points: Sequence[PreviewPoint], drafts: Iterable[Metric] = ()
) -> list[IncomingSeries]:
    """Return the metrics that files change, with the incoming values in place of the present ones.

    Parameters
    ----------
    snapshot
        The present data.
    points
        Present and incoming values.
    drafts
        Metrics that the files create.
    """
    metrics = {metric.metric_id: metric for metric in drafts} | company(snapshot).metrics
    by_metric: dict[str, list[PreviewPoint]] = {}
    for point in points:
        by_metric.setdefault(point.metric_id, []).append(point)
    return [
        _incoming(snapshot, metrics[name], metric_points)
        for name, metric_points in by_metric.items()
        if name in metrics
    ]


def draft_metrics(rows: Iterable[Mapping[str, object]]) -> list[Metric]:
    """Return the metrics that the rows of a file name, as draft metrics."""
    drafts = {
        str(row["metric_id"]): (str(row["metric"]), str(row["unit"]))
        for row in rows
        if row.get("metric_id") and row.get("unit")
    }
    return [
        Metric(
            metric_id=metric_id,
            name_fr=name,
            name_en=name,
            kind="product",
            unit=unit,
            decimals=None,
            direction="none",
        )
        for metric_id, (name, unit) in drafts.items()
    ]


def _incoming(snapshot: Snapshot, metric: Metric, points: list[PreviewPoint]) -> IncomingSeries:
    at = {point.period: point for point in points}
    values = {
        month: point.value if point.is_incoming else point.former_value
        for month, point in at.items()
    }
    months = month_range(min(at), max(at))
    targets = company(snapshot).targets
    reported = [month for month in months if values.get(month) is not None]
    series = MetricSeries(
        metric=metric,
        months=months,
        values=tuple(values.get(month) for month in months),
        prior=tuple(values.get(add_months(month, -12)) for month in months),
        targets=tuple(targets.get((metric.metric_id, month)) for month in months),
        former=tuple(_former(at, month) for month in months),
        data_until=reported[-1] if reported else None,
        received_on=None,
    )
    incoming = tuple(month in at and at[month].is_incoming for month in months)
    return IncomingSeries(series, incoming)


def _former(at: dict[date, PreviewPoint], month: date) -> float | None:
    point = at.get(month)
    if point is None or not point.is_incoming or point.value == point.former_value:
        return None
    return point.former_value


def _by_key(connection: Connection, table: str, seq: int) -> dict[tuple[object, ...], Any]:
    record = TABLES[table]
    keys = key_of(record)
    records = changes.records_of_upload(connection, record, seq)
    return {tuple(getattr(item, name) for name in keys): item for item in records}


def _differences(
    table: str,
    before: dict[tuple[object, ...], Any],
    after: dict[tuple[object, ...], Any],
) -> list[RecordDifference]:
    return [
        RecordDifference(
            table,
            " · ".join(str(part) for part in key if part != ""),
            column.name,
            getattr(before[key], column.name),
            getattr(after[key], column.name),
        )
        for key in before
        if key in after and before[key] != after[key]
        for column in columns_of(TABLES[table])
        if getattr(before[key], column.name) != getattr(after[key], column.name)
    ]


def current_records(snapshot: Snapshot, table: str) -> list[Any]:
    """Return every record of a table at a snapshot, by key."""
    with snapshot.reading() as connection:
        return reads.records(connection, TABLES[table], snapshot.version)


def current_values(snapshot: Snapshot, metric_id: str, segment: str) -> list[MetricValue]:
    """Return the values of one metric and segment at a snapshot, by month."""
    with snapshot.reading() as connection:
        rows = reads.metric_values(
            connection, [metric_id], version=snapshot.version, segment=segment
        )
    return [
        MetricValue(metric_id=metric_id, period=row.period, segment=segment, value=row.value)
        for row in rows
    ]


def metric_segments(snapshot: Snapshot, metric_id: str) -> list[str]:
    """Return the segments of a metric, the total first."""
    with snapshot.reading() as connection:
        return sorted({TOTAL, *reads.segments(connection, metric_id)})
