"""The command line: ``python -m lib <command>``.

A command runs on the database in this process; where a server holds the file, the server runs it
and this process prints what it says.
"""

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path

from lib.cli.command import Command, Result
from lib.cli.errors import refusal
from lib.cli.parsing import build_parser, complete, terminal_language
from lib.cli.registry import COMMANDS
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
from lib.i18n.translate import N_, locale
from lib.store.addresses import Address, LakeAddress
from lib.store.database import Database, close_shared, shared_database
from lib.store.settings import database_address, settings

_PATIENCE = 2.0  # seconds a command waits for a server that is starting or another command


def main(words: list[str] | None = None) -> int:
    """Run the command typed and return its exit code."""
    language = terminal_language()
    try:
        parser = build_parser(COMMANDS.values(), locale(language))
        typed = parser.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    command = COMMANDS[typed.command]
    arguments = complete(command, typed, language)
    try:
        given = typed.database
        address = database_address(given) if given else settings().database
        result = run(address, command, arguments)
    except TandemError as error:
        result = refusal(error, arguments)
    except OSError as error:
        result = refusal(_of_the_disk(error), arguments)
    return _say(result)


def run(address: Address, command: Command, arguments: Namespace) -> Result:
    """Run a command where the database is: here, or in the server that holds it.

    Raises
    ------
    StoreError
        When the database cannot serve.
    NotFoundError
        When there is no database, and the command needs one.
    """
    if isinstance(address, LakeAddress):
        return _run_in_lake(address, command, arguments)
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return _run_here(address, command, arguments)
        except StoreBusyError:
            answered = hand_over(address, command.name, arguments)
            if answered is not None:
                return answered
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def run_on(database: Database, command: Command, arguments: Namespace) -> Result:
    """Run a command on an open database; a refusal is a result like another."""
    return _told(lambda: command.run(database, arguments), arguments)


def _told(work: Callable[[], Result], arguments: Namespace) -> Result:
    try:
        return work()
    except TandemError as error:
        return refusal(error, arguments)
    except DatabaseError as error:
        reason = str(error).splitlines()[0]
        refused = StoreError(N_("The database could not do this: {reason}"), reason=reason)
        return refusal(refused, arguments)
    except OSError as error:
        return refusal(_of_the_disk(error), arguments)


def _of_the_disk(error: OSError) -> InvalidInputError:
    """Return what to tell of a file that the system would not give, or not take."""
    reason = error.strerror or str(error)
    return InvalidInputError(
        N_("The file cannot be used: {path} ({reason})."), path=error.filename or "?", reason=reason
    )


def _run_in_lake(address: LakeAddress, command: Command, arguments: Namespace) -> Result:
    """Run a command on a lake, beside the replicas that serve it; one command creates it."""
    if command.creates_lake:
        Database(address, creates=True).close()
    try:
        return run_on(shared_database(address), command, arguments)
    finally:
        close_shared(address)


def _run_here(path: Path, command: Command, arguments: Namespace) -> Result:
    if not path.exists() and command.mend:
        return _mend(path, command.mend, arguments)
    if not path.exists() and command.missing != "create":
        if command.missing == "refuse":
            raise NotFoundError(N_("There is no database at {path}."), path=path)
        empty = Database()
        try:
            return run_on(empty, command, arguments)
        finally:
            empty.close()
    try:
        database = shared_database(path)
    except StoreDamagedError:
        if command.mend is None:
            raise
        return _mend(path, command.mend, arguments)
    try:
        return run_on(database, command, arguments)
    finally:
        close_shared(path)


def _mend(path: Path, mend: Callable[[Path, Namespace], Result], arguments: Namespace) -> Result:
    try:
        return _told(lambda: mend(path, arguments), arguments)
    finally:
        close_shared(path)


def _say(result: Result) -> int:
    """Write the lines where they belong and return the exit code."""
    stream = sys.stderr if result.is_error else sys.stdout
    _write(result.lines, stream.fileno())
    return result.exit_code


def _write(lines: Iterable[str], descriptor: int) -> None:
    """Write UTF-8 whatever the terminal's setting; a reader who leaves early is no fault."""
    sys.stdout.flush()
    sys.stderr.flush()
    with os.fdopen(descriptor, "w", encoding="utf-8", closefd=False) as stream:
        try:
            stream.writelines(f"{line}\n" for line in lines)
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
