"""Beyond one machine: move a company to a lake and back, keep a lake tidy."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator

from lib.cli.command import Command, Result, answer, locale_of
from lib.cli.equal import table_records, told_equal
from lib.errors import RefusedError
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store.addresses import full_path, is_lake_address, parse_address
from lib.store.backup.move import move
from lib.store.database import Database
from lib.store.lake.compaction import DEFAULT_DAYS, Tidied, tidy


def _declare_move(parser: ArgumentParser) -> None:
    parser.add_argument("--to", metavar="ADDRESS", type=_place, required=True)
    parser.add_argument(
        "--data-path", metavar="FOLDER", default=os.environ.get("TANDEM_DATA_PATH") or None
    )


def _declare_tidy(parser: ArgumentParser) -> None:
    parser.add_argument("--days", type=_days, metavar="N", default=DEFAULT_DAYS)


def _place(text: str) -> str:
    return text if is_lake_address(text) else str(full_path(text))


def _days(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 3_650:
        raise ArgumentTypeError(text)
    return int(text)


def _move(database: Database, arguments: Namespace) -> Result:
    locale = locale_of(arguments)
    target = parse_address(arguments.to, arguments.data_path)
    tables = move(database, target)
    return answer(
        arguments,
        records=table_records(tables),
        sentences=[
            locale.gettext("Copied to {address}. Nothing was changed here.").format(address=target),
            told_equal(tables, locale),
        ],
    )


def _tidy(database: Database, arguments: Namespace) -> Result:
    if not database.is_shared:
        raise RefusedError(N_("Only a shared database needs this; a file keeps itself tidy."))
    done = tidy(database, days=arguments.days)
    return answer(
        arguments,
        records=[
            {
                "files_before": done.before.count,
                "files": done.after.count,
                "bytes_before": done.before.size,
                "bytes": done.after.size,
                "forgotten": done.forgotten,
                "removed": done.removed,
            }
        ],
        sentences=_told_tidied(done, locale_of(arguments)),
    )


def _told_tidied(done: Tidied, locale: Locale) -> Iterator[str]:
    def number(value: int) -> str:
        return formats.number(value, locale)

    yield locale.gettext("Data files: {before} before, {after} now ({size} bytes).").format(
        before=number(done.before.count),
        after=number(done.after.count),
        size=number(done.after.size),
    )
    yield locale.gettext("Former snapshots forgotten: {count}.").format(
        count=number(done.forgotten)
    )
    yield locale.gettext("Files removed that nothing names: {count}.").format(
        count=number(done.removed)
    )


COMMANDS = (
    Command(
        "move",
        N_("Copy the whole company to a new file or shared database, proved equal."),
        _declare_move,
        _move,
        missing="refuse",
    ),
    Command(
        "tidy",
        N_("Merge the small files of a shared database and remove what nothing names."),
        _declare_tidy,
        _tidy,
        missing="refuse",
    ),
)
