"""The way in: check a file, preview what it would change, load files all or nothing."""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lib.domain.tables import TABLES
from lib.ingest.columns.contracts import OKR
from lib.ingest.open_files import OpenFile, content_of_source
from lib.ingest.opening import opening
from lib.ingest.reading import Checked, read_file
from lib.ingest.recipes import choices_text
from lib.ingest.report_json import loaded_json, report_json
from lib.ingest.reports import Issue, Loaded, Options, Question, Report, SetAside, Source
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict
from lib.store.uploads.recipes import Recipe, record_recipe
from lib.store.uploads.uploads import Submission, Upload, record_upload

__all__ = [
    "Issue",
    "Loaded",
    "Options",
    "Question",
    "Report",
    "SetAside",
    "Source",
    "check",
    "check_all",
    "load",
    "loaded_json",
    "report_json",
]

Progress = Callable[[int, int, str], None]
"""Told before each file: how many are done, of how many, and the next one's name."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who hands files in, and when they came.

    Attributes
    ----------
    author
        Role or name of the person.
    received_on
        Day on which the data arrived.
    uploaded_at
        Instant of the upload; now by default.
    """

    author: str
    received_on: date
    uploaded_at: datetime | None = None


def check(database: Database, source: Source, options: Options | None = None) -> Report:
    """Return what a file holds and what is wrong with it; changes nothing."""
    wanted = options or Options()
    with opening(database, [source], wanted) as (opened,), database.reading() as connection:
        return read_file(connection, opened, wanted).report


def check_all(
    database: Database, sources: Sequence[Source], options: Options | None = None
) -> list[Report]:
    """Return the reports of files that may refer to one another; changes nothing."""
    wanted = options or Options()
    arrival = Arrival("check", wanted.today)
    return [one.report for one in _load(database, sources, wanted, arrival, keep=False)]


def load(  # noqa: PLR0913 - one keyword a fact of the submission
    database: Database,
    sources: Sequence[Source],
    options: Options | None = None,
    *,
    author: str,
    received_on: date | None = None,
    uploaded_at: datetime | None = None,
    idempotency_keys: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[Loaded]:
    """Load files, parents before children, an upload each: all of them, or nothing.

    Parameters
    ----------
    database
        Where to.
    sources
        Files in any order.
    options
        How to read them.
    author
        Who hands them in.
    received_on
        Day the data arrived; the day of the check by default.
    uploaded_at
        Instant of the upload; now by default.
    idempotency_keys
        One a file: the same key twice is loaded once.
    progress
        Told before each file.

    Returns
    -------
    list of Loaded
        In the order of ``sources``; none has an upload when one of them cannot be loaded.
    """
    wanted = options or Options()
    arrival = Arrival(author, received_on or wanted.today, uploaded_at)
    return _load(database, sources, wanted, arrival, keys=idempotency_keys, progress=progress)


class _NotKeptError(Exception):
    """Leaves the transaction without keeping anything."""


def _leave() -> None:
    raise _NotKeptError


def _load(  # noqa: PLR0913 - one keyword a fact of the submission
    database: Database,
    sources: Sequence[Source],
    options: Options,
    arrival: Arrival,
    *,
    keys: Sequence[str] | None = None,
    progress: Progress | None = None,
    keep: bool = True,
) -> list[Loaded]:
    with opening(database, sources, options) as opened:
        return _load_opened(
            database, opened, options, arrival, keys=keys, progress=progress, keep=keep
        )


@retry_on_conflict
def _load_opened(  # noqa: PLR0913 - one keyword a fact of the submission
    database: Database,
    opened: Sequence[OpenFile],
    options: Options,
    arrival: Arrival,
    *,
    keys: Sequence[str] | None,
    progress: Progress | None,
    keep: bool,
) -> list[Loaded]:
    order = sorted(range(len(opened)), key=lambda at: _rank(opened[at]))
    done: dict[int, Loaded] = {}
    try:
        with database.writing() as connection:
            for number, at in enumerate(order):
                if progress:
                    progress(number, len(order), opened[at].source.name)
                key = keys[at] if keys else uuid.uuid4().hex
                checked = read_file(connection, opened[at], options)
                upload = _record(connection, checked, opened[at], arrival, key)
                done[at] = Loaded(checked.report, upload)
            if not keep or any(one.report.verdict != "load" for one in done.values()):
                _leave()
    except _NotKeptError:
        done = {at: Loaded(one.report, None) for at, one in done.items()}
    return [done[at] for at in range(len(opened))]


def _fingerprint(content: bytes | Path) -> str:
    held = content if isinstance(content, bytes) else content.read_bytes()
    return hashlib.sha256(held).hexdigest()


def _rank(opened: OpenFile) -> int:
    """Return the place of a file among the others, parents first."""
    kind = "objective" if opened.kind == OKR else opened.kind
    order = list(TABLES)
    return order.index(kind) if kind in order else len(order)


def _record(
    connection: Connection, checked: Checked, opened: OpenFile, arrival: Arrival, key: str
) -> Upload | None:
    """Record a file inside the transaction, so that the next ones find what it brings."""
    if not checked.staged:
        return None
    report = checked.report
    content = opened.work_path or content_of_source(opened.source)
    upload = record_upload(
        connection,
        Submission(
            kind=report.kind,
            file_name=report.file,
            original=content,
            fingerprint=opened.fingerprint or _fingerprint(content),
            author=arrival.author,
            idempotency_key=key,
            received_on=arrival.received_on,
            set_aside=len(report.set_aside),
        ),
        checked.staged,
        uploaded_at=arrival.uploaded_at,
    )
    if checked.choices and report.recipe:
        text = choices_text(checked.choices)
        recipe = Recipe(report.recipe, report.file, report.kind, text, upload.seq)
        record_recipe(connection, recipe)
    return upload
