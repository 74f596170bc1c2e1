"""The entrance of the importer: check one file, preview several, load all of them or nothing.

Files may refer to one another (a catalogue and its values). A preview therefore records them in
order, parents first, inside a transaction that is rolled back.
"""

import contextlib
import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.domain.tables import TABLES
from lib.ingest.columns.contracts import OKR
from lib.ingest.opening import OpenFile, content_of_source, open_files
from lib.ingest.reading import Checked, read_file
from lib.ingest.recipes import choices_text
from lib.ingest.reports import FileResult, Options, Report, Source
from lib.store import reads
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict
from lib.store.uploads import previews
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
"""Called before each file with the number of files done, their total and the next file's name."""

_RECENT = 3
"""Months within which a metric must have had a value to be expected again."""


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file and how to read it; the same ``key`` twice is loaded once."""

    source: Source
    options: Options = field(default_factory=Options)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """Which metrics a month should have, and which of them are missing with these files."""

    period: date
    metrics: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What files change together, in the order in which they were passed.

    ``expected`` belongs to a preview; it is None when no file holds values.
    """

    files: tuple[FileResult, ...]
    expected: Expected | None = None
    is_loaded: bool = False

    @property
    def can_be_loaded(self) -> bool:
        """Whether every file can be loaded as it is."""
        return bool(self.files) and all(file.report.verdict == "load" for file in self.files)


@dataclass(frozen=True, slots=True)
class _Submitter:
    """Who loads files; a preview is submitted as well, and rolled back."""

    author: str
    received_on: date | None = None
    uploaded_at: datetime | None = None
    is_preview: bool = False


class _RollBackError(Exception):
    """Ends a transaction without keeping anything."""


def check(database: Database, source: Source, options: Options | None = None) -> Report:
    """Return what one file holds and what is wrong with it; takes no write lock."""
    file = IncomingFile(source, options or Options())
    with (
        open_files(database, [(file.source, file.options)]) as (opened,),
        database.reading() as connection,
    ):
        return read_file(connection, opened, file.options).report


def check_changes(database: Database, source: Source, options: Options | None = None) -> FileResult:
    """Return what one file holds and what it would change; takes no write lock."""
    file = IncomingFile(source, options or Options())
    with (
        open_files(database, [(file.source, file.options)]) as (opened,),
        database.reading() as connection,
    ):
        return _with_changes(connection, read_file(connection, opened, file.options))


def preview(
    database: Database, files: Sequence[IncomingFile], *, progress: Progress | None = None
) -> LoadResult:
    """Return what loading files would change; changes nothing."""
    return _open_and_run(database, files, _Submitter("preview", is_preview=True), progress)


def load(
    database: Database,
    files: Sequence[IncomingFile],
    *,
    author: str,
    received_on: date | None = None,
    uploaded_at: datetime | None = None,
    progress: Progress | None = None,
) -> LoadResult:
    """Load files, parents before children, an upload each: all of them, or nothing.

    Parameters
    ----------
    database
        Where to.
    files
        Files in any order.
    author
        Role or name of the person who loads them.
    received_on
        Day the data arrived; the day of the check by default.
    uploaded_at
        Instant of the upload; now by default.
    progress
        Called before each file.
    """
    return _open_and_run(database, files, _Submitter(author, received_on, uploaded_at), progress)


def _open_and_run(
    database: Database,
    files: Sequence[IncomingFile],
    submitter: _Submitter,
    progress: Progress | None,
) -> LoadResult:
    with open_files(database, [(file.source, file.options) for file in files]) as opened:
        return _run(database, files, opened, submitter, progress)


@retry_on_conflict
def _run(
    database: Database,
    files: Sequence[IncomingFile],
    opened: Sequence[OpenFile],
    submitter: _Submitter,
    progress: Progress | None,
) -> LoadResult:
    order = sorted(range(len(files)), key=lambda at: _rank(opened[at]))
    results: dict[int, FileResult] = {}
    result = LoadResult(())
    with contextlib.suppress(_RollBackError), database.writing() as connection:
        for number, at in enumerate(order):
            if progress:
                progress(number, len(order), files[at].source.name)
            results[at] = _process(connection, files[at], opened[at], submitter)
        result = LoadResult(tuple(results[at] for at in range(len(files))))
        if submitter.is_preview:
            result = replace(result, expected=_expected(connection, result.files))
        if submitter.is_preview or not result.can_be_loaded:
            raise _RollBackError
        return replace(result, is_loaded=True)
    return replace(result, files=tuple(replace(file, upload=None) for file in result.files))


def _rank(opened: OpenFile) -> int:
    """Return the place of a file among the others, parents first."""
    kind = "objective" if opened.kind == OKR else opened.kind
    order = list(TABLES)
    return order.index(kind) if kind in order else len(order)


def _process(
    connection: Connection, file: IncomingFile, opened: OpenFile, submitter: _Submitter
) -> FileResult:
    """Read one file and record it, so that the files after it find its records.

    Records of a refused file are recorded too, so that the reports of the other files do not
    repeat its faults; its values are not, because later previews compare with them.
    """
    checked = read_file(connection, opened, file.options)
    result = FileResult(checked.report)
    if submitter.is_preview:
        result = _with_changes(connection, checked)
    has_values = any(staged.table == "metric_value" for staged in checked.staged)
    if not checked.staged or (has_values and checked.report.verdict != "load"):
        return result
    return replace(result, upload=_record(connection, file, opened, checked, submitter))


def _with_changes(connection: Connection, checked: Checked) -> FileResult:
    counts = Counts(0, 0, 0)
    for staged in checked.staged:
        counts = counts.plus(count_staged(connection, staged))
    values = next((staged for staged in checked.staged if staged.table == "metric_value"), None)
    changes = tuple(
        change
        for staged in checked.staged
        if staged.table != "metric_value"
        for change in previews.changed_records(connection, staged)
    )
    return FileResult(
        checked.report,
        counts=counts,
        record_changes=changes,
        restatements=tuple(previews.restated_values(connection, values)) if values else (),
        points=tuple(previews.preview_points(connection, values)) if values else (),
    )


def _record(
    connection: Connection,
    file: IncomingFile,
    opened: OpenFile,
    checked: Checked,
    submitter: _Submitter,
) -> Upload:
    report = checked.report
    content = opened.work_path or content_of_source(opened.source)
    fingerprint = opened.fingerprint
    if fingerprint is None:
        data = content if isinstance(content, bytes) else content.read_bytes()
        fingerprint = hashlib.sha256(data).hexdigest()
    submission = Submission(
        kind=report.kind,
        file_name=report.file,
        original=content,
        fingerprint=fingerprint,
        author=submitter.author,
        idempotency_key=file.key or uuid.uuid4().hex,
        received_on=submitter.received_on or file.options.today,
        set_aside=len(report.set_aside),
    )
    upload = record_upload(
        connection, submission, checked.staged, uploaded_at=submitter.uploaded_at
    )
    if checked.choices and report.recipe:
        text = choices_text(checked.choices)
        record_recipe(connection, Recipe(report.recipe, report.file, report.kind, text, upload.seq))
    return upload


def _expected(connection: Connection, results: Sequence[FileResult]) -> Expected | None:
    """Return what the latest month of the files should hold, once all of them are loaded."""
    coming = {
        (point.metric_id, point.period)
        for result in results
        if result.report.verdict == "load"
        for point in result.points
        if point.is_incoming and point.value is not None
    }
    if not coming:
        return None
    period: date = max(month for _, month in coming)
    recent = previews.expected_metrics(connection, period, add_months(period, -_RECENT))
    quarterly = {
        metric.metric_id
        for metric in reads.records(connection, Metric, data_version(connection))
        if metric.cadence == "quarter"
    }
    arriving = {name for name, month in coming if month == period}
    expected = {name: is_in for name, is_in in recent.items() if name not in quarterly}
    missing = [name for name, is_in in expected.items() if not is_in and name not in arriving]
    return Expected(period, tuple(sorted(expected.keys() | arriving)), tuple(missing))
