"""Looking after the database: verify, migrate, back up, restore."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path

from lib.cli.command import DONE, REFUSED, Command, Result, answer, locale_of
from lib.cli.equal import table_records, told_equal
from lib.errors import RefusedError
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store import integrity
from lib.store.backup.backups import Backup, backup
from lib.store.backup.restore import Restored, restore, restore_into_lake
from lib.store.database import Database, shared_database
from lib.store.integrity import Soundness
from lib.store.settings import settings
from lib.store.uploads.uploads import data_version

_DAMAGE = {
    "rows": N_("Upload {seq}: rows are missing or too many."),
    "original": N_("Upload {seq}: the original file is not the one received."),
}


def _declare_nothing(parser: ArgumentParser) -> None:
    parser.set_defaults()


def _declare_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")


def _declare_backup(parser: ArgumentParser) -> None:
    _declare_file(parser)
    parser.add_argument("--keep", type=_count, metavar="N")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(text)
    return int(text)


def _verify(database: Database, arguments: Namespace) -> Result:
    found = integrity.verify(database)
    return answer(
        arguments,
        records=[
            {
                "verdict": "sound" if found.is_sound else "damaged",
                "uploads": found.upload_count,
                "damaged": [
                    {"upload": damage.seq, "what": damage.what} for damage in found.damages
                ],
            }
        ],
        sentences=_verdict(found, locale_of(arguments)),
        exit_code=DONE if found.is_sound else REFUSED,
    )


def _verdict(found: Soundness, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    for damage in found.damages:
        yield _(_DAMAGE[damage.what]).format(seq=damage.seq)
    count = formats.number(found.upload_count, locale)
    if found.is_sound:
        yield locale.ngettext(
            "{count} upload compared with its record: nothing is missing.",
            "{count} uploads compared with their records: nothing is missing.",
            found.upload_count,
        ).format(count=count)
    else:
        yield _("The database is damaged: restore a backup.")


def _migrate(database: Database, arguments: Namespace) -> Result:
    """Say which version the tables have: opening the database has brought them there."""
    version = integrity.schema_version(database)
    return answer(
        arguments,
        records=[{"schema_version": version}],
        sentences=[
            locale_of(arguments)
            .gettext("The tables are at version {version}, the latest.")
            .format(version=version)
        ],
    )


def _backup(database: Database, arguments: Namespace) -> Result:
    locale = locale_of(arguments)
    kept = arguments.keep or settings().backups_kept
    written = backup(database, Path(arguments.file), kept=kept)
    with database.reading() as connection:
        version = data_version(connection)
    return answer(
        arguments,
        records=[
            {
                "file": str(written.path),
                "bytes": written.size,
                "version": version,
                "tables": table_records(written.tables),
                "removed": [str(path) for path in written.removed],
            }
        ],
        sentences=_told_backup(written, locale),
    )


def _told_backup(written: Backup, locale: Locale) -> Iterator[str]:
    yield locale.gettext("Backup written: {file} ({size} bytes).").format(
        file=written.path, size=formats.number(written.size, locale)
    )
    yield told_equal(written.tables, locale)
    if written.removed:
        count = len(written.removed)
        yield locale.ngettext(
            "{count} older backup was removed from the folder.",
            "{count} older backups were removed from the folder.",
            count,
        ).format(count=formats.number(count, locale))


def _restore(database: Database, arguments: Namespace) -> Result:
    if database.is_shared:
        restored = restore_into_lake(database, Path(arguments.file))
        return _answer_restored(database, restored, arguments)
    if database.path is None:
        raise RefusedError(N_("A database in memory cannot be restored."))
    return _restore_at(database.path, arguments)


def _restore_at(path: Path, arguments: Namespace) -> Result:
    restored = restore(path, Path(arguments.file))
    return _answer_restored(shared_database(path), restored, arguments)


def _answer_restored(database: Database, restored: Restored, arguments: Namespace) -> Result:
    with database.reading() as connection:
        version = data_version(connection)
    return answer(
        arguments,
        records=[
            {
                "file": arguments.file,
                "version": version,
                "former": str(restored.former) if restored.former else None,
                "equal": restored.has_proof,
                "tables": table_records(restored.tables),
            }
        ],
        sentences=_told_restored(restored, arguments.file, locale_of(arguments)),
    )


def _told_restored(restored: Restored, file: str, locale: Locale) -> Iterator[str]:
    _ = locale.gettext
    if restored.former:
        yield _("Backup restored: {file}. The former database is kept: {former}.").format(
            file=file, former=restored.former
        )
    else:
        yield _("Backup restored: {file}.").format(file=file)
    if restored.has_proof:
        yield told_equal(restored.tables, locale)
    else:
        yield _("The backup says nothing of what it held; its uploads are whole.")


COMMANDS = (
    Command(
        "verify",
        N_("Compare every upload with its record."),
        _declare_nothing,
        _verify,
        missing="refuse",
    ),
    Command(
        "migrate",
        N_("Bring the tables to the latest version."),
        _declare_nothing,
        _migrate,
        missing="create",
        creates_lake=True,
    ),
    Command(
        "backup",
        N_("Copy the database to a file, while it serves."),
        _declare_backup,
        _backup,
        missing="refuse",
        paths=("file",),
    ),
    Command(
        "restore",
        N_("Put a backup in the place of the database; the former one is kept."),
        _declare_file,
        _restore,
        missing="create",
        paths=("file",),
        mend=_restore_at,
    ),
)
