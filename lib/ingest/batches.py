"""Files dropped together: each with answers of its own, previewed as one change, loaded as one.

Files may refer to one another (a catalogue and its values), so a preview records those that can be
loaded, in order, inside a transaction that is then taken back.
"""

import contextlib
import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.domain.tables import TABLES
from lib.ingest.columns.contracts import OKR
from lib.ingest.open_files import OpenFile, content_of_source
from lib.ingest.opening import opening
from lib.ingest.preview import Expected
from lib.ingest.reading import Checked, read_file
from lib.ingest.recipes import choices_text
from lib.ingest.reports import Options, Report, Source
from lib.store import reads
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict
from lib.store.uploads import previews
from lib.store.uploads.previews import PreviewPoint, RestatedValue
from lib.store.uploads.recipes import Recipe, record_recipe
from lib.store.uploads.uploads import (
    Counts,
    Submission,
    Upload,
    count_staged,
    data_version,
    record_upload,
)

Progress = Callable[[int, int, str], None]
"""Told before each file: how many are done, of how many, and the next one's name."""

_RECENT = 3
"""Months within which a metric must have had a value to be expected again."""


@dataclass(frozen=True, slots=True)
class BatchFile:
    """One file and how to read it; ``key`` makes its submission count once."""

    source: Source
    options: Options = field(default_factory=Options)
    key: str = ""


@dataclass(frozen=True, slots=True)
class FileChange:
    """The report of a file and what it changes, given the files before it."""

    report: Report
    counts: Counts
    restatements: tuple[RestatedValue, ...] = ()
    points: tuple[PreviewPoint, ...] = ()
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class BatchChange:
    """What files change together, in the order in which they were given.

    ``expected`` tells which metrics the latest month should have, all files counted; None when no
    file holds values.
    """

    files: tuple[FileChange, ...]
    expected: Expected | None = None
    is_loaded: bool = False

    @property
    def can_be_loaded(self) -> bool:
        """Whether every file can be loaded as it is."""
        return bool(self.files) and all(one.report.verdict == "load" for one in self.files)


class _TakenBackError(Exception):
    """Leaves the transaction without keeping anything."""


def preview_batch(
    database: Database, files: Sequence[BatchFile], *, progress: Progress | None = None
) -> BatchChange:
    """Return what loading files would change; changes nothing."""
    return _run(database, files, author="preview", progress=progress, keep=False)


def load_batch(
    database: Database,
    files: Sequence[BatchFile],
    *,
    author: str,
    progress: Progress | None = None,
) -> BatchChange:
    """Load files, an upload each: all of them, or nothing."""
    return _run(database, files, author=author, progress=progress, keep=True)


def _run(
    database: Database,
    files: Sequence[BatchFile],
    *,
    author: str,
    progress: Progress | None,
    keep: bool,
) -> BatchChange:
    with contextlib.ExitStack() as stack:
        opened = [
            stack.enter_context(opening(database, [one.source], one.options))[0] for one in files
        ]
        return _run_opened(database, files, opened, author=author, progress=progress, keep=keep)


@retry_on_conflict
def _run_opened(
    database: Database,
    files: Sequence[BatchFile],
    opened: Sequence[OpenFile],
    *,
    author: str,
    progress: Progress | None,
    keep: bool,
) -> BatchChange:
    order = sorted(range(len(files)), key=lambda at: _rank(opened[at]))
    done: dict[int, FileChange] = {}
    expected: Expected | None = None
    try:
        with database.writing() as connection:
            for number, at in enumerate(order):
                if progress:
                    progress(number, len(order), files[at].source.name)
                done[at] = _change(connection, files[at], opened[at], author)
            changes = tuple(done[at] for at in range(len(files)))
            expected = _expected(connection, changes)
            batch = BatchChange(changes, expected, is_loaded=keep)
            _take_back_unless(keep and batch.can_be_loaded)
    except _TakenBackError:
        kept = tuple(replace(done[at], upload=None) for at in range(len(files)))
        return BatchChange(kept, expected)
    return batch


def _take_back_unless(is_kept: bool) -> None:
    if not is_kept:
        raise _TakenBackError


def _rank(opened: OpenFile) -> int:
    """Return the place of a file among the others, parents first."""
    kind = "objective" if opened.kind == OKR else opened.kind
    order = list(TABLES)
    return order.index(kind) if kind in order else len(order)


def _change(connection: Connection, file: BatchFile, opened: OpenFile, author: str) -> FileChange:
    checked = read_file(connection, opened, file.options)
    counts = Counts(0, 0, 0)
    for staged in checked.staged:
        counts = counts.plus(count_staged(connection, staged))
    values = next((one for one in checked.staged if one.table == "metric_value"), None)
    change = FileChange(
        checked.report,
        counts,
        tuple(previews.restated_values(connection, values)) if values else (),
        tuple(previews.preview_points(connection, values)) if values else (),
    )
    if not checked.staged or checked.report.verdict != "load":
        return change
    return replace(change, upload=_record(connection, file, checked, author))


def _record(connection: Connection, file: BatchFile, checked: Checked, author: str) -> Upload:
    report, content = checked.report, content_of_source(file.source)
    submission = Submission(
        kind=report.kind,
        file_name=report.file,
        original=content,
        fingerprint=hashlib.sha256(content).hexdigest(),
        author=author,
        idempotency_key=file.key or uuid.uuid4().hex,
        received_on=file.options.today,
        set_aside=len(report.set_aside),
    )
    upload = record_upload(connection, submission, checked.staged)
    if checked.choices and report.recipe:
        text = choices_text(checked.choices)
        kept = Recipe(report.recipe, report.file, report.kind, text, upload.seq)
        record_recipe(connection, kept)
    return upload


def _expected(connection: Connection, changes: Sequence[FileChange]) -> Expected | None:
    """Return what the latest month of the files should hold, once all of them are in."""
    coming = {
        (point.metric_id, point.period)
        for change in changes
        if change.report.verdict == "load"
        for point in change.points
        if point.is_incoming and point.value is not None
    }
    if not coming:
        return None
    period: date = max(month for _, month in coming)
    known = previews.expected_metrics(connection, period, add_months(period, -_RECENT))
    quarterly = {
        metric.metric_id
        for metric in reads.records(connection, Metric, data_version(connection))
        if metric.cadence == "quarter"
    }
    comes = {name for name, month in coming if month == period}
    awaited = {name: is_in for name, is_in in known.items() if name not in quarterly}
    missing = [name for name, is_in in awaited.items() if not is_in and name not in comes]
    return Expected(period, tuple(sorted(awaited.keys() | comes)), tuple(missing))
