"""What a command is: declared once, run on a database, by this process or by the server."""

import json
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lib.i18n.translate import Locale, locale
from lib.store.database import Database

DONE = 0
REFUSED = 1
WRONG_USAGE = 2

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

Missing = Literal["create", "empty", "refuse"]
"""What to do where the database does not exist: create it, work as on an empty one, or refuse."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command says: finished lines, and how it ended.

    Attributes
    ----------
    lines
        Lines of the output.
    exit_code
        0 done, 1 refused with reasons, 2 wrong usage.
    is_error
        Whether the lines, as sentences, belong to the error output.
    """

    lines: tuple[str, ...]
    exit_code: int = DONE
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the command line.

    Attributes
    ----------
    name
        Word that calls it.
    summary
        What it does, in English, the key of its translation.
    declare
        Adds its arguments to a parser.
    run
        Does the work; ``arguments`` hold what ``declare`` added, plus ``json`` and ``language``.
    missing
        What to do where the database does not exist.
    paths
        Names of the arguments that hold one path or several: made absolute where it was typed.
    creates_lake
        Whether it creates a lake, or brings its tables up to date, before it runs.
    mend
        Does the work where the database is absent or cannot be opened; None where that cannot be.
    """

    name: str
    summary: str
    declare: Callable[[ArgumentParser], None]
    run: Callable[[Database, Namespace], Result]
    missing: Missing = "empty"
    paths: tuple[str, ...] = ()
    creates_lake: bool = False
    mend: Callable[[Path, Namespace], Result] | None = None


def answer(
    arguments: Namespace,
    *,
    records: Iterable[Mapping[str, Any]],
    sentences: Iterable[str],
    exit_code: int = DONE,
) -> Result:
    """Return the result in the form asked for; only that form is made.

    Parameters
    ----------
    arguments
        Of the command; ``json`` chooses the form.
    records
        Objects of the JSON form, one a line.
    sentences
        Lines a person reads.
    exit_code
        How the command ended.
    """
    if arguments.json:
        lines = tuple(as_json(record) for record in records)
    else:
        lines = tuple(printable(line) for line in sentences)
    return Result(lines, exit_code)


def as_json(record: Mapping[str, Any]) -> str:
    """Return one object as one line of JSON; a value that is not a number is an error."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def printable(text: str) -> str:
    """Return ``text`` without the control characters by which a file could steer a terminal."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text
    )


def locale_of(arguments: Namespace) -> Locale:
    """Return the language in which the command answers."""
    return locale(arguments.language)
