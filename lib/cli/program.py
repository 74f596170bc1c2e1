"""The command line: ``python -m lib <command>``.

A command runs on the database in this process; where a server has the file open, the server runs it
and this process prints the result.
"""

import contextlib
import importlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import click

from lib.cli.command import Command, Invocation, Result, TextTable
from lib.cli.help import TranslatedContext, terminal_language
from lib.cli.remote import hand_over
from lib.errors import (
    DatabaseError,
    InvalidInputError,
    NotFoundError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    TandemError,
)
from lib.i18n.translate import N_
from lib.store.addresses import Address, LakeAddress
from lib.store.database import Database, close_shared, shared_database
from lib.store.settings import database_address, settings

COMMANDS = {
    "check": "exports",
    "load": "exports",
    "uploads": "uploads",
    "undo": "uploads",
    "redo": "uploads",
    "values": "values",
    "evidence": "evidence",
    "impact": "evidence",
    "signals": "evidence",
    "forecast": "evidence",
    "riceo": "evidence",
    "update": "update",
    "share": "share",
    "verify": "upkeep",
    "migrate": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
    "move": "lakes",
    "tidy": "lakes",
    "demo": "demo",
}
"""Module by command, in the order of the help; a module is imported when its command is used."""

_BUSY_SECONDS = 2.0  # how long a command waits for a server that is starting or another command
_PLAIN_WIDTH = 10_000  # columns of a table that is not printed to a terminal: no line is broken


class Program(click.Group):
    """The group of all commands."""

    context_class = TranslatedContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command of a name, or None."""
        del ctx
        return _load(cmd_name) if cmd_name in COMMANDS else None


def main(words: list[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 refused, 2 wrong usage.

    Parameters
    ----------
    words
        Command and arguments; those of the process by default.
    """
    program = Program("tandem", help=N_("Tandem on the command line."))
    try:
        return int(program.main(words, standalone_mode=False, obj=run_typed) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130


def find_command(name: str) -> Command:
    """Return the command of a full name, such as ``share create``."""
    first, _, rest = name.partition(" ")
    command = _load(first)
    if isinstance(command, click.Group):
        command = command.commands[rest]
    if not isinstance(command, Command):
        raise TypeError(name)
    return command


def _load(name: str) -> click.Command:
    module = importlib.import_module(f"lib.cli.commands.{COMMANDS[name]}")
    command: click.Command = module.COMMANDS[name]
    return command


def run_typed(command: Command, parameters: dict[str, Any]) -> int:
    """Run a command as typed, print its result and return the exit code."""
    place = parameters.pop("database")
    call = Invocation(parameters.pop("json"), terminal_language())
    try:
        address = database_address(place) if place else settings().database
        with _progress(command, call):
            result = run(address, command, call, parameters)
    except TandemError as error:
        result = call.refusal(error)
    except OSError as error:
        result = call.refusal(_file_error(error))
    return _print(result)


def run(
    address: Address, command: Command, call: Invocation, parameters: Mapping[str, Any]
) -> Result:
    """Run a command in this process, or in the server that has the database open.

    Raises
    ------
    StoreError
        When the database cannot serve.
    NotFoundError
        When there is no database, and the command needs one.
    """
    if isinstance(address, LakeAddress):
        return _run_in_lake(address, command, call, parameters)
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            return _run_on_file(address, command, call, parameters)
        except StoreBusyError:
            arguments = {**parameters, "json": call.json, "language": call.language}
            result = hand_over(address, command.full_name, arguments)
            if result is not None:
                return result
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def run_request(
    database: Database, name: str, arguments: Mapping[str, Any], served_at: str
) -> Result:
    """Run a command that another process sent to this server.

    Parameters
    ----------
    database
        The database that this server has open.
    name
        Full name of the command.
    arguments
        Its parameters, with ``json`` and ``language``.
    served_at
        Address of the pages of this server.
    """
    parameters = dict(arguments)
    call = Invocation(parameters.pop("json"), parameters.pop("language"), served_at)
    return run_on(database, find_command(name), call, parameters)


def run_on(
    database: Database | Path, command: Command, call: Invocation, parameters: Mapping[str, Any]
) -> Result:
    """Run a command on an open database, or on a path; errors become results."""
    try:
        return command.work(database, call, **parameters)
    except TandemError as error:
        return call.refusal(error)
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        return call.refusal(
            StoreError(N_("The database could not do this: {reason}"), reason=reason)
        )
    except OSError as error:
        return call.refusal(_file_error(error))


def _run_in_lake(
    address: LakeAddress, command: Command, call: Invocation, parameters: Mapping[str, Any]
) -> Result:
    """Run a command on a lake, beside the replicas that serve it; one command creates it."""
    if command.creates_lake:
        Database(address, creates=True).close()
    try:
        return run_on(shared_database(address), command, call, parameters)
    finally:
        close_shared(address)


def _run_on_file(
    path: Path, command: Command, call: Invocation, parameters: Mapping[str, Any]
) -> Result:
    exists = path.exists()
    if not exists and command.if_missing == "refuse":
        raise NotFoundError(N_("There is no database at {path}."), path=path)
    if not exists and command.if_missing == "empty":
        with contextlib.closing(Database()) as empty:
            return run_on(empty, command, call, parameters)
    database: Database | Path = path
    if exists or not command.takes_path:
        try:
            database = shared_database(path)
        except StoreDamagedError:
            if not command.takes_path:
                raise
    try:
        return run_on(database, command, call, parameters)
    finally:
        close_shared(path)


def _file_error(error: OSError) -> InvalidInputError:
    """Return the refusal of a file that the system does not let us read or write."""
    reason = error.strerror or str(error)
    return InvalidInputError(
        N_("The file cannot be used: {path} ({reason})."), path=error.filename or "?", reason=reason
    )


@contextlib.contextmanager
def _progress(command: Command, call: Invocation) -> Iterator[None]:
    """Show on a terminal that the command is running."""
    if call.json or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(call.locale.gettext(command.help or "")):
        yield


def _print(result: Result) -> int:
    """Print a result in UTF-8, whatever the terminal's setting, and return the exit code."""
    stream = sys.stderr if result.is_error else sys.stdout
    sys.stdout.flush()
    sys.stderr.flush()
    with os.fdopen(stream.fileno(), "w", encoding="utf-8", closefd=False) as output:
        try:
            output.writelines(f"{line}\n" for line in result.lines)
            if result.table:
                print_table(result.table, output)
            output.flush()
        except BrokenPipeError:  # the reader of the output left early, as ``head`` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return result.exit_code


def print_table(table: TextTable, output: TextIO) -> None:
    """Print a table: plain text in a file or pipe, fitted to the width of a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    is_terminal = output.isatty()
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, side in zip(table.headings, table.right.ljust(len(table.headings)), strict=True):
        grid.add_column(Text(heading), justify="right" if side == ">" else "left")
    for row in table.rows:
        grid.add_row(*map(Text, row))
    if is_terminal:
        Console(file=output, highlight=False).print(grid)
        return
    plain = Console(width=_PLAIN_WIDTH, color_system=None, highlight=False)
    with plain.capture() as captured:
        plain.print(grid)
    output.writelines(f"{line.rstrip()}\n" for line in captured.get().splitlines())
