"""Edits made in the app: each is an upload of kind ``edit`` with a reason, and can be undone.

A record goes through the same reading and the same rules as a row of a file. It is refused when it
breaks one of them, when nothing changes, and when somebody changed the record since it was read;
that refusal carries both versions, so that a person can choose.
"""

import csv
import hashlib
import io
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lib.domain.clock import today
from lib.domain.metrics import MetricValue
from lib.domain.records import columns_of, key_of
from lib.domain.tables import TABLES, table_of
from lib.errors import InvalidInputError, RefusedError
from lib.i18n.translate import N_
from lib.ingest.files.layout import Block
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.records.edit_texts import FIRST_LINE, EditRefusedError, refuse_faults, text_of
from lib.ingest.records.files import read_records
from lib.ingest.records.references import References
from lib.ingest.records.rows import TableTask
from lib.ingest.reports import Issue, Options
from lib.ingest.staging import Reading
from lib.ingest.values.metric_values import read_value_blocks
from lib.store import reads
from lib.store.connection import Connection
from lib.store.database import Database, retry_on_conflict
from lib.store.uploads.uploads import (
    Submission,
    Upload,
    data_version,
    record_upload,
    submission_upload,
)

KIND = "edit"
"""Kind of the uploads that edits are."""

_ANSWERS = (("decimal", "."), ("scale", "keep"), ("percent", "percent"), ("date_order", "dmy"))
"""How the texts made of a record are read; a value typed with a reason is meant."""

Standing = Mapping[tuple[object, ...], Any]
"""Records by key."""


class EditConflictError(RefusedError):
    """A record that somebody changed since it was read.

    Attributes
    ----------
    mine, theirs
        The record as edited, and as it stands now (None when it stands no more).
    was
        The record as it was read (None when it did not stand).
    """

    def __init__(self, mine: Any, theirs: Any, was: Any) -> None:  # noqa: ANN401 - any record
        super().__init__(
            N_("Somebody changed this since you opened it. Choose which values to keep.")
        )
        self.mine = mine
        self.theirs = theirs
        self.was = was

    @property
    def changed_here(self) -> tuple[str, ...]:
        """Names of the columns that this edit changes."""
        return changed_columns(self.was, self.mine)

    @property
    def changed_there(self) -> tuple[str, ...]:
        """Names of the columns that the other edit changed."""
        return changed_columns(self.was, self.theirs)

    def merged(self) -> Any:  # noqa: ANN401 - any record
        """Return the record as it stands with the columns of this edit."""
        if self.theirs is None:
            return self.mine
        changes = {name: getattr(self.mine, name) for name in self.changed_here}
        return replace(self.theirs, **changes)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who edits and why, and the submission this is: the same key twice is kept once."""

    author: str
    reason: str
    idempotency_key: str


def record_edit(
    database: Database,
    record: object,
    *,
    author: str,
    reason: str,
    read_at: int | None = None,
    idempotency_key: str | None = None,
) -> Upload:
    """Keep one record, new or changed.

    Parameters
    ----------
    database
        Where to.
    record
        A record of any class of ``TABLES``.
    author, reason
        Who changes it, and why.
    read_at
        Data version at which the record was read; a later change of it is a conflict. None when
        the record was not read before.
    idempotency_key
        One value a submission of a form: the same key twice is kept once.

    Raises
    ------
    EditRefusedError
        When the record breaks a rule.
    EditConflictError
        When the record changed since ``read_at``.
    InvalidInputError
        When author or reason are missing.
    RefusedError
        When nothing would change.
    """
    return record_edits(
        database,
        [record],
        author=author,
        reason=reason,
        read_at=read_at,
        idempotency_key=idempotency_key,
    )


@retry_on_conflict
def record_edits(
    database: Database,
    records: Sequence[object],
    *,
    author: str,
    reason: str,
    read_at: int | None = None,
    idempotency_key: str | None = None,
) -> Upload:
    """Keep several records of one table as one edit; see ``record_edit``."""
    signature = signed(author, reason, idempotency_key)
    table = table_of(type(records[0]))
    with database.writing() as connection:
        if submission_upload(connection, signature.idempotency_key) is None:
            standing = _standing(connection, records, data_version(connection))
            if read_at is not None:
                _refuse_conflicts(standing, _standing(connection, records, read_at), records)
            if all(standing.get(_key(item)) == item for item in records):
                raise RefusedError(N_("Nothing changes: the record stands as written."))
        reading = _read(connection, table, records)
        submission = _submission(table, records, signature)
        return record_upload(connection, submission, reading.staged)


def changed_columns(was: Any, now: Any) -> tuple[str, ...]:  # noqa: ANN401 - any record
    """Return the names of the columns in which two versions of a record differ."""
    existing = now if was is None else was
    return tuple(
        column.name
        for column in columns_of(type(existing))
        if getattr(was, column.name, None) != getattr(now, column.name, None)
    )


def signed(author: str, reason: str, idempotency_key: str | None) -> Signature:
    """Return who edits and why.

    Raises
    ------
    InvalidInputError
        When one of them is missing.
    """
    if not author.strip():
        raise InvalidInputError(N_("Say who makes the change: a role or a name."))
    if not reason.strip():
        raise InvalidInputError(N_("Say why: each change is kept with its reason."))
    return Signature(author.strip(), reason.strip(), idempotency_key or uuid.uuid4().hex)


def _read(connection: Connection, table: str, records: Sequence[Any]) -> Reading:
    """Pass records through the rules of files."""
    issue_log = IssueLog(Options(kind=table, choices=_ANSWERS))
    references = References(connection)
    columns = columns_of(TABLES[table])
    block = Block(
        tuple(column.name for column in columns),
        1,
        [TextRow(FIRST_LINE + at, _texts(item)) for at, item in enumerate(records)],
    )
    if table == "metric_value":
        _refuse_unknown_metrics(references, records)
        reading = read_value_blocks(connection, [block], "en", issue_log)
    else:
        reading = read_records(TableTask(connection, issue_log, references, block, {}, "en"), table)
    refuse_faults(issue_log)
    return reading


def _refuse_unknown_metrics(references: References, records: Sequence[Any]) -> None:
    for item in records:
        if not references.find("metric", item.metric_id):
            template = N_("“{text}” is unknown ({table}). Load it first, or correct the name.")
            parameters = {"text": item.metric_id, "table": "metric"}
            raise EditRefusedError([Issue("unknown_reference", "error", template, parameters)])


def _refuse_conflicts(standing: Standing, read: Standing, records: Sequence[object]) -> None:
    for item in records:
        was, theirs = read.get(_key(item)), standing.get(_key(item))
        if theirs not in (was, item):
            raise EditConflictError(item, theirs, was)


def _standing(connection: Connection, records: Sequence[Any], version: int) -> Standing:
    """Return the stored records of one class by key; of values, those of the same series."""
    record = type(records[0])
    if record is not MetricValue:
        return {_key(item): item for item in reads.records(connection, record, version)}
    values: dict[tuple[object, ...], Any] = {}
    for metric_id, segment in {(item.metric_id, item.segment) for item in records}:
        rows = reads.metric_values(connection, [metric_id], version=version, segment=segment)
        for row in rows:
            value = MetricValue(
                metric_id=metric_id, period=row.period, segment=segment, value=row.value
            )
            values[_key(value)] = value
    return values


def _key(record: Any) -> tuple[object, ...]:  # noqa: ANN401 - any record
    return tuple(getattr(record, name) for name in key_of(type(record)))


def _texts(record: Any) -> tuple[str, ...]:  # noqa: ANN401 - any record
    return tuple(text_of(getattr(record, c.name), c) for c in columns_of(type(record)))


def _submission(table: str, records: Sequence[Any], signature: Signature) -> Submission:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.name for column in columns_of(TABLES[table])])
    writer.writerows(_texts(item) for item in records)
    original = text.getvalue().encode()
    columns = columns_of(TABLES[table])
    keys = " ".join(text_of(getattr(records[0], c.name), c) for c in columns if c.is_key)
    return Submission(
        kind=KIND,
        file_name=f"{table} {keys}".strip() + (" …" if len(records) > 1 else ""),
        original=original,
        fingerprint=hashlib.sha256(original).hexdigest(),
        author=signature.author,
        idempotency_key=signature.idempotency_key,
        received_on=today(),
        reason=signature.reason,
    )
