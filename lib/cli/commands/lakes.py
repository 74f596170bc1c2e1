"""Shared databases: move a company to a lake and back, compact a lake."""

from collections.abc import Iterator

import click

from lib.cli.command import Command, Invocation, Result
from lib.cli.commands.upkeep import equality_sentence, table_records
from lib.errors import RefusedError
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store.addresses import full_path, is_lake_address, parse_address
from lib.store.backup.move import move
from lib.store.database import Database
from lib.store.lake.compaction import DEFAULT_DAYS, Compaction, compact
from lib.store.settings import default_data_path


def _move(database: Database, call: Invocation, *, to: str, data_path: str | None) -> Result:
    target = parse_address(to, data_path)
    tables = move(database, target)
    sentence = call.locale.gettext("Copied to {address}. Nothing was changed here.")
    return call.answer(
        table_records(tables),
        [sentence.format(address=target), equality_sentence(tables, call.locale)],
    )


def _tidy(database: Database, call: Invocation, *, days: int) -> Result:
    if not database.is_shared:
        raise RefusedError(N_("Only a shared database needs this; a file keeps itself tidy."))
    done = compact(database, days=days)
    return call.answer(
        [
            {
                "files_before": done.before.count,
                "files": done.after.count,
                "bytes_before": done.before.size,
                "bytes": done.after.size,
                "forgotten": done.forgotten,
                "removed": done.removed,
            }
        ],
        _tidy_sentences(done, call.locale),
    )


def _tidy_sentences(done: Compaction, locale: Locale) -> Iterator[str]:
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


def _address(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    return value if is_lake_address(value) else str(full_path(value))


COMMANDS = {
    "move": Command(
        "move",
        N_("Copy the whole company to a new file or shared database, proved equal."),
        _move,
        [
            click.Option(["--to"], metavar="ADDRESS", callback=_address, required=True),
            click.Option(["--data-path"], metavar="FOLDER", default=default_data_path),
        ],
        example="move --to copy.duckdb",
        if_missing="refuse",
    ),
    "tidy": Command(
        "tidy",
        N_("Merge the small files of a shared database and remove what nothing names."),
        _tidy,
        [
            click.Option(
                ["--days"], type=click.IntRange(1, 3_650), metavar="N", default=DEFAULT_DAYS
            )
        ],
        example="tidy --days 7",
        if_missing="refuse",
    ),
}
