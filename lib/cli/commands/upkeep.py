"""Looking after the database: verify, migrate, back up, restore."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from lib.cli.command import DONE, REFUSED, Command, Result, answer, locale_of
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store import upkeep
from lib.store.database import Database, shared_database
from lib.store.upkeep import Soundness
from lib.store.uploads import data_version

_DAMAGE = {
    "rows": N_("Upload {seq}: rows are missing or too many."),
    "original": N_("Upload {seq}: the original file is not the one received."),
}


def _declare_nothing(parser: ArgumentParser) -> None:
    parser.set_defaults()


def _declare_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")


def _verify(database: Database, arguments: Namespace) -> Result:
    found = upkeep.verify(database)
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
    version = upkeep.schema_version(database)
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
    size = upkeep.backup(database, Path(arguments.file))
    with database.reading() as connection:
        version = data_version(connection)
    return answer(
        arguments,
        records=[{"file": arguments.file, "bytes": size, "version": version}],
        sentences=[
            locale.gettext("Backup written: {file} ({size} bytes).").format(
                file=arguments.file, size=formats.number(size, locale)
            )
        ],
    )


def _restore(database: Database, arguments: Namespace) -> Result:
    path = database.path
    former = upkeep.restore(database, Path(arguments.file))
    with shared_database(path or former).reading() as connection:
        version = data_version(connection)
    return answer(
        arguments,
        records=[{"file": arguments.file, "version": version, "former": str(former)}],
        sentences=[
            locale_of(arguments)
            .gettext("Backup restored: {file}. The former database is kept: {former}.")
            .format(file=arguments.file, former=former)
        ],
    )


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
    ),
    Command(
        "backup",
        N_("Copy the database to a file, while it serves."),
        _declare_file,
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
    ),
)
