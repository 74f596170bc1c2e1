"""Uploads: the only means by which data changes; undone and redone, never deleted.

An upload is one submission (a file, or an edit made in the app). Its rows are appended under its
number ``seq``; a retraction marks it as undone, another takes that back. Uploads and retractions
share one sequence, whose latest number is the data version.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from lib.domain.clock import utc_now
from lib.domain.records import columns_of, key_of
from lib.domain.tables import TABLES
from lib.errors import NotFoundError, RefusedError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict
from lib.store.uploads.originals import byte_count, keep_original
from lib.store.uploads.originals import original_bytes as original_bytes

_MANY_ROWS = 200_000
_STAGED = re.compile(r"staged_[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Submission:
    """What a person hands in: who, what, and the bytes as they came.

    Attributes
    ----------
    kind
        Table loaded, or ``edit``.
    file_name, original
        Name and bytes as received, or where they lie; for an edit, its description.
    fingerprint
        SHA-256 of the original, in hexadecimal.
    author
        Role or name given by the person.
    idempotency_key
        One value a submission: the same key twice is recorded once.
    received_on
        Day on which the data arrived.
    reason
        Why, for an edit.
    set_aside
        Rows of the file that are not data (totals, repeated headers).
    """

    kind: str
    file_name: str
    original: bytes | Path
    fingerprint: str
    author: str
    idempotency_key: str
    received_on: date
    reason: str | None = None
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How the rows of an upload compare with what stood before it."""

    rows: int
    new: int
    identical: int

    @property
    def restated(self) -> int:
        """Rows whose key stood with another content."""
        return self.rows - self.new - self.identical

    def plus(self, other: "Counts") -> "Counts":
        """Return the counts of both together."""
        return Counts(
            self.rows + other.rows, self.new + other.new, self.identical + other.identical
        )


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted submission, as the history shows it."""

    seq: int
    kind: str
    file_name: str
    fingerprint: str
    byte_count: int
    author: str
    reason: str | None
    received_on: date
    uploaded_at: datetime
    row_count: int
    new_count: int
    restated_count: int
    identical_count: int
    set_aside_count: int
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Staged:
    """Typed rows of one table, waiting in a temporary table of a cursor.

    The temporary table holds the columns of the record plus ``line_no``; each key stands once.
    """

    table: str
    name: str
    is_view: bool = False


def data_version(connection: Connection) -> int:
    """Return the number of the latest upload or retraction; 0 for an empty database."""
    return int(named_queries.row(connection, "data_version")[0])


def stage(connection: Connection, table: str, rows: pa.Table) -> Staged:
    """Put typed rows of ``table`` into a temporary table of this cursor.

    Parameters
    ----------
    connection
        Cursor that will also record the upload.
    table
        Name of the table, one of ``TABLES``.
    rows
        Columns of the record plus ``line_no``; each key once.
    """
    staged = Staged(table, f"staged_{table}")
    connection.register("incoming", rows)
    try:
        named_queries.run(connection, "stage_rows", staged=staged.name)
    finally:
        connection.unregister("incoming")
    return staged


def count_staged(connection: Connection, staged: Staged, version: int | None = None) -> Counts:
    """Compare staged rows with the current ones, before anything is recorded."""
    record = TABLES[staged.table]
    if staged.table == "metric_value":
        if not named_queries.row(connection, "holds_values")[0]:
            table = "file_value" if staged.is_view else staged.name
            rows = int(named_queries.row(connection, "count_rows", staged=table)[0])
            return Counts(rows, rows, 0)
        counts = named_queries.row(connection, "count_staged_values", staged=staged.name)
        return Counts(*map(int, counts))
    counts = named_queries.row(
        connection,
        "count_staged",
        {"version": data_version(connection) if version is None else version},
        table=staged.table,
        staged=staged.name,
        keys=", ".join(key_of(record)),
        columns=", ".join(column.name for column in columns_of(record)),
    )
    return Counts(*map(int, counts))


def record_upload(
    connection: Connection,
    submission: Submission,
    batches: tuple[Staged, ...],
    *,
    uploaded_at: datetime | None = None,
) -> Upload:
    """Record a submission with its staged rows, inside the caller's transaction.

    Parameters
    ----------
    connection
        Cursor of ``Database.writing`` that holds the staged tables.
    submission
        Who, what and the original bytes.
    batches
        Staged rows, a table each.
    uploaded_at
        Instant of the upload; now by default.

    Returns
    -------
    Upload
        The upload recorded, or the earlier one of the same submission.
    """
    recorded = submission_upload(connection, submission.idempotency_key)
    if recorded is not None:
        return find_upload(connection, recorded)
    seq = data_version(connection) + 1
    counts = Counts(0, 0, 0)
    for batch in batches:
        batch_counts = count_staged(connection, batch, seq - 1)
        counts = counts.plus(batch_counts)
        _append(connection, batch, seq, batch_counts)
    named_queries.run(
        connection,
        "insert_upload",
        {
            "seq": seq,
            "idempotency_key": submission.idempotency_key,
            "kind": submission.kind,
            "file_name": submission.file_name,
            "fingerprint": submission.fingerprint,
            "byte_count": byte_count(submission.original),
            "author": submission.author,
            "reason": submission.reason,
            "received_on": submission.received_on,
            "uploaded_at": uploaded_at or utc_now(),
            "row_count": counts.rows,
            "new_count": counts.new,
            "restated_count": counts.restated,
            "identical_count": counts.identical,
            "set_aside_count": submission.set_aside,
        },
    )
    keep_original(connection, seq, submission.original)
    return find_upload(connection, seq)


def undo(database: Database, seq: int, *, author: str, reason: str | None = None) -> Upload:
    """Set an upload aside: what it brought is no longer shown.

    Raises
    ------
    NotFoundError
        When there is no such upload.
    RefusedError
        When it is already undone.
    """
    return _retract(database, seq, is_undone=True, author=author, reason=reason)


@retry_on_conflict
def undo_all(
    database: Database, seqs: Iterable[int], *, author: str, reason: str | None = None
) -> None:
    """Set several uploads aside together, or none of them.

    Raises
    ------
    NotFoundError
        When one of them does not exist.
    RefusedError
        When one of them is already undone.
    """
    with database.writing() as connection:
        for seq in seqs:
            _record_retraction(connection, seq, is_undone=True, author=author, reason=reason)


def redo(database: Database, seq: int, *, author: str, reason: str | None = None) -> Upload:
    """Take an undone upload back.

    Raises
    ------
    NotFoundError
        When there is no such upload.
    RefusedError
        When it is not undone.
    """
    return _retract(database, seq, is_undone=False, author=author, reason=reason)


def list_uploads(connection: Connection, version: int | None = None) -> list[Upload]:
    """Return the uploads known at a data version, newest first."""
    return _uploads(connection, version, seq=None)


def find_upload(connection: Connection, seq: int) -> Upload:
    """Return one upload.

    Raises
    ------
    NotFoundError
        When there is no such upload.
    """
    for upload in _uploads(connection, None, seq=seq):
        return upload
    raise NotFoundError(N_("There is no upload {seq}."), seq=seq)


def _uploads(connection: Connection, version: int | None, *, seq: int | None) -> list[Upload]:
    parameters = {
        "version": data_version(connection) if version is None else version,
        "seq": seq,
    }
    return [Upload(*row) for row in named_queries.rows(connection, "uploads_as_of", parameters)]


def submission_upload(connection: Connection, idempotency_key: str) -> int | None:
    """Return the upload already recorded for a submission."""
    parameters = {"idempotency_key": idempotency_key}
    rows = named_queries.rows(connection, "upload_of_submission", parameters)
    return int(rows[0][0]) if rows else None


def damaged_uploads(connection: Connection) -> list[int]:
    """Return the uploads whose number of rows is not the recorded one: the file is damaged."""
    row_counts: dict[int, int] = {}
    for table in TABLES:
        for seq, rows in named_queries.rows(connection, "count_rows_by_upload", table=table):
            row_counts[seq] = row_counts.get(seq, 0) + rows
    return sorted(
        upload.seq
        for upload in list_uploads(connection)
        if row_counts.get(upload.seq, 0) != upload.row_count
    )


def _append(connection: Connection, batch: Staged, seq: int, counts: Counts) -> None:
    if not _STAGED.fullmatch(batch.name):
        msg = f"not a staged table: {batch.name!r}"
        raise ValueError(msg)
    named_queries.run(
        connection, "append_staged", {"seq": seq}, table=batch.table, staged=batch.name
    )
    if batch.table == "metric_value" and _keeps_current_values(connection):
        _make_current(connection, batch, seq, counts)
    drop = "drop_staged_view" if batch.is_view else "drop_staged"
    named_queries.run(connection, drop, staged=batch.name)
    if batch.is_view:
        named_queries.run(connection, "drop_file_values")


def _keeps_current_values(connection: Connection) -> bool:
    """Whether current values are a table to be kept up to date; a lake derives them instead."""
    return bool(named_queries.row(connection, "keeps_current_values")[0])


def _make_current(connection: Connection, batch: Staged, seq: int, counts: Counts) -> None:
    """Replace the current values of the staged keys; many rows are sorted only if scattered."""
    if counts.new < counts.rows:
        named_queries.run(connection, "forget_staged_values", staged=batch.name)
    keep = "keep_staged_values"
    if counts.rows > _MANY_ROWS and _lies_together(connection, batch):
        keep = "keep_clustered_values"
    named_queries.run(connection, keep, {"seq": seq}, staged=batch.name)


def _lies_together(connection: Connection, batch: Staged) -> bool:
    if batch.is_view:
        return bool(named_queries.row(connection, "is_file_clustered")[0])
    return bool(named_queries.row(connection, "is_clustered", staged=batch.name)[0])


@retry_on_conflict
def _retract(
    database: Database, upload_seq: int, *, is_undone: bool, author: str, reason: str | None
) -> Upload:
    with database.writing() as connection:
        _record_retraction(
            connection, upload_seq, is_undone=is_undone, author=author, reason=reason
        )
    with database.reading() as connection:
        return find_upload(connection, upload_seq)


def _record_retraction(
    connection: Connection, upload_seq: int, *, is_undone: bool, author: str, reason: str | None
) -> None:
    upload = find_upload(connection, upload_seq)
    if upload.is_undone == is_undone:
        raise RefusedError(
            N_("Upload {seq} is already undone.")
            if is_undone
            else N_("Upload {seq} is not undone."),
            seq=upload_seq,
        )
    version = data_version(connection) + 1
    named_queries.run(
        connection,
        "insert_retraction",
        {
            "seq": version,
            "upload_seq": upload_seq,
            "is_undone": is_undone,
            "author": author,
            "reason": reason,
            "retracted_at": utc_now(),
        },
    )
    if not _keeps_current_values(connection):
        return
    named_queries.run(connection, "forget_values_of_upload", {"upload_seq": upload_seq})
    named_queries.run(
        connection, "restore_values_of_upload", {"upload_seq": upload_seq, "version": version}
    )
