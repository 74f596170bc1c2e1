"""Database maintenance: verify, migrate, back up, restore."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import click

from lib.cli.command import DONE, PATH, REFUSED, Command, Invocation, Result, absolute
from lib.errors import RefusedError
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store import integrity
from lib.store.backup.backups import Backup, backup
from lib.store.backup.digests import TableDigest
from lib.store.backup.restore import Restored, restore, restore_into_lake
from lib.store.database import Database, shared_database
from lib.store.integrity import IntegrityReport
from lib.store.settings import settings
from lib.store.uploads.uploads import data_version

_DAMAGE = {
    "rows": N_("Upload {seq}: rows are missing or too many."),
    "original": N_("Upload {seq}: the original file is not the one received."),
    "current": N_("Upload {seq}: values shown are not those that the uploads give."),
}


def equality_sentence(tables: tuple[TableDigest, ...], locale: Locale) -> str:
    """Return the sentence that a copy was compared with its source."""
    rows = sum(table.rows for table in tables)
    return locale.gettext("Equal, table by table: {tables} tables, {rows} rows.").format(
        tables=formats.number(len(tables), locale), rows=formats.number(rows, locale)
    )


def table_records(tables: tuple[TableDigest, ...]) -> list[dict[str, object]]:
    """Return the tables compared as objects."""
    return [dataclasses.asdict(table) for table in tables]


def _verify(database: Database, call: Invocation) -> Result:
    check = integrity.verify(database)
    return call.answer(
        [
            {
                "verdict": "sound" if check.is_sound else "damaged",
                "uploads": check.upload_count,
                "damaged": [
                    {"upload": damage.seq, "what": damage.what} for damage in check.damages
                ],
            }
        ],
        _verdict(check, call.locale),
        DONE if check.is_sound else REFUSED,
    )


def _verdict(check: IntegrityReport, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    for damage in check.damages:
        yield _(_DAMAGE[damage.what]).format(seq=damage.seq)
    count = formats.number(check.upload_count, locale)
    if check.is_sound:
        yield locale.ngettext(
            "{count} upload compared with its record: nothing is missing.",
            "{count} uploads compared with their records: nothing is missing.",
            check.upload_count,
        ).format(count=count)
    else:
        yield _("The database is damaged: restore a backup.")


def _migrate(database: Database, call: Invocation) -> Result:
    """Print the version of the tables: opening the database has migrated them."""
    version = integrity.schema_version(database)
    sentence = call.locale.gettext("The tables are at version {version}, the latest.")
    return call.answer([{"schema_version": version}], [sentence.format(version=version)])


def _backup(database: Database, call: Invocation, *, file: str, keep: int | None) -> Result:
    written = backup(database, Path(file), keep=keep or settings().backups_kept)
    with database.reading() as connection:
        version = data_version(connection)
    return call.answer(
        [
            {
                "file": str(written.path),
                "bytes": written.size,
                "version": version,
                "tables": table_records(written.tables),
                "removed": [str(path) for path in written.removed],
            }
        ],
        _backup_sentences(written, call.locale),
    )


def _backup_sentences(written: Backup, locale: Locale) -> Iterator[str]:
    yield locale.gettext("Backup written: {file} ({size} bytes).").format(
        file=written.path, size=formats.number(written.size, locale)
    )
    yield equality_sentence(written.tables, locale)
    if written.removed:
        count = len(written.removed)
        yield locale.ngettext(
            "{count} older backup was removed from the folder.",
            "{count} older backups were removed from the folder.",
            count,
        ).format(count=formats.number(count, locale))


def _restore(database: Database | Path, call: Invocation, *, file: str, unproved: bool) -> Result:
    if isinstance(database, Database) and database.is_shared:
        restored = restore_into_lake(database, Path(file), accepts_unproved=unproved)
    else:
        path = database if isinstance(database, Path) else database.path
        if path is None:
            raise RefusedError(N_("A database in memory cannot be restored."))
        restored = restore(path, Path(file), accepts_unproved=unproved)
        database = shared_database(path)
    with database.reading() as connection:
        version = data_version(connection)
    return call.answer(
        [
            {
                "file": file,
                "version": version,
                "former": str(restored.former) if restored.former else None,
                "equal": restored.proof != "none",
                "proof": restored.proof,
                "tables": table_records(restored.tables),
            }
        ],
        _restore_sentences(restored, file, call.locale),
    )


def _restore_sentences(restored: Restored, file: str, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    if restored.former:
        yield _("Backup restored: {file}. The former database is kept: {former}.").format(
            file=file, former=restored.former
        )
    else:
        yield _("Backup restored: {file}.").format(file=file)
    if restored.proof == "none":
        yield _("The backup says nothing of what it held; its uploads are whole.")
        return
    yield equality_sentence(restored.tables, locale)
    if restored.proof == "unsigned":
        yield _(
            "The backup is not signed with the secret of this database: another installation, or "
            "an early version, wrote it. Whoever could change the file could change what it says "
            "it held."
        )


def _file_argument() -> click.Parameter:
    return click.Argument(["file"], type=PATH, callback=absolute, metavar="FILE")


COMMANDS = {
    "verify": Command(
        "verify", N_("Compare every upload with its record."), _verify, if_missing="refuse"
    ),
    "migrate": Command(
        "migrate",
        N_("Bring the tables to the latest version."),
        _migrate,
        if_missing="create",
        creates_lake=True,
    ),
    "backup": Command(
        "backup",
        N_("Copy the database to a file, while it serves."),
        _backup,
        [_file_argument(), click.Option(["--keep"], type=click.IntRange(1), metavar="N")],
        example="backup backups/ --keep 14",
        if_missing="refuse",
    ),
    "restore": Command(
        "restore",
        N_("Put a backup in the place of the database; the former one is kept."),
        _restore,
        [_file_argument(), click.Option(["--unproved"], is_flag=True)],
        example="restore backups/tandem-20261130T020000000000.duckdb",
        if_missing="create",
        takes_path=True,
    ),
}
