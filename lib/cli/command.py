"""The parts every command is made of: declaration, parameters, and the result it returns."""

import getpass
import glob
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import click

from lib.cli.help import TranslatedContext, terminal_language
from lib.errors import TandemError
from lib.i18n.translate import LANGUAGES, N_, Locale, locale
from lib.store.addresses import full_path

DONE = 0
REFUSED = 1

_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_WORD = re.compile(r"(?<!^)(?=[A-Z])")

IfMissing = Literal["create", "empty", "refuse"]
"""Where the database does not exist: create it, use an empty one in memory, or refuse."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table for a terminal.

    Attributes
    ----------
    headings
        Titles of the columns.
    rows
        Texts of the cells.
    right
        One sign a column: ``>`` aligns it to the right, anything else to the left.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Output and exit code of a command.

    Attributes
    ----------
    lines
        Lines of the output.
    exit_code
        0 done, 1 refused with reasons, 2 wrong usage.
    is_error
        Whether the lines go to the error output.
    table
        A table printed after the lines.
    """

    lines: Sequence[str]
    exit_code: int = DONE
    is_error: bool = False
    table: TextTable | None = None


@dataclass(frozen=True)
class Invocation:
    """How a command was called.

    Attributes
    ----------
    json
        Whether the output is JSON, one object a line.
    language
        Language of the sentences.
    served_at
        Address of the pages, where a running server executes the command.
    """

    json: bool
    language: str
    served_at: str = ""

    @cached_property
    def locale(self) -> Locale:
        """Locale of the sentences."""
        return locale(self.language)

    def answer(
        self,
        records: Iterable[Mapping[str, Any]],
        text: Iterable[str] | TextTable,
        exit_code: int = DONE,
    ) -> Result:
        """Return the result in the requested form; the other form is not computed.

        Parameters
        ----------
        records
            Objects of the JSON form, one a line.
        text
            Sentences or a table for a person.
        exit_code
            How the command ended.
        """
        if self.json:
            return Result([as_json(record) for record in records], exit_code)
        if isinstance(text, TextTable):
            rows = [[printable(cell) for cell in row] for row in text.rows]
            return Result((), exit_code, table=TextTable(text.headings, rows, text.right))
        return Result([printable(line) for line in text], exit_code)

    def refusal(self, error: TandemError) -> Result:
        """Return the result of a command that failed as a whole."""
        result = self.answer([error_record(error)], [error.sentence(self.locale.gettext)], REFUSED)
        return Result(result.lines, REFUSED, is_error=not self.json)


def as_json(record: Mapping[str, Any]) -> str:
    """Return one object as one line of JSON; NaN and infinity are errors."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def printable(text: str) -> str:
    """Return ``text`` without the control characters by which a file could steer a terminal."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text
    )


def error_code(error: TandemError) -> str:
    """Return the stable code of an error: ``store_busy`` for ``StoreBusyError``."""
    return _WORD.sub("_", type(error).__name__.removesuffix("Error")).lower()


def error_record(error: TandemError) -> dict[str, Any]:
    """Return an error as an object, its sentence in both languages."""
    sentences = {
        f"message_{language}": error.sentence(locale(language).gettext) for language in LANGUAGES
    }
    return {"error": error_code(error), **sentences}


class _WithExample(click.Command):
    """Shows an example at the end of the help, in the language of the terminal."""

    context_class = TranslatedContext

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        with formatter.section("Example"):
            formatter.write(f"  {ctx.find_root().command_path} {self.epilog}\n")


class CommandGroup(_WithExample, click.Group):
    """Commands under one word; the common options may stand before or after the second word."""

    def __init__(self, name: str, summary: str, commands: Sequence["Command"]) -> None:
        super().__init__(
            name,
            params=common_options(),
            help=summary,
            short_help=summary,
            epilog=commands[0].epilog,
            commands=commands,
        )


class Command(_WithExample):
    """A command that runs on a database, in this process or in the server that has it open.

    Parameters
    ----------
    name
        Word or words by which it is called: ``undo``, ``share create``.
    summary
        What it does, in English: the key of its translation.
    work
        Called with the database, the :class:`Invocation` and the parameters by name.
    params
        Arguments and options.
    example
        Arguments of the example in the help.
    if_missing
        What to do where the database does not exist.
    creates_lake
        Whether it creates a lake, or migrates it, before it runs.
    takes_path
        Whether ``work`` is called with the path where the database is absent or damaged.
    """

    def __init__(  # noqa: PLR0913 - all that declares a command
        self,
        name: str,
        summary: str,
        work: Callable[..., Result],
        params: Sequence[click.Parameter] = (),
        *,
        example: str = "",
        if_missing: IfMissing = "empty",
        creates_lake: bool = False,
        takes_path: bool = False,
    ) -> None:
        super().__init__(
            name.rpartition(" ")[2],
            params=[*params, *common_options()],
            help=summary,
            short_help=summary,
            epilog=example or name,
        )
        self.full_name = name
        self.work = work
        self.if_missing = if_missing
        self.creates_lake = creates_lake
        self.takes_path = takes_path

    def invoke(self, ctx: click.Context) -> int:
        """Give the parameters to the function that runs commands; a group may hold options too."""
        outer = ctx.parent.params if ctx.parent else {}
        parameters = dict(ctx.params)
        parameters["database"] = parameters["database"] or outer.get("database")
        parameters["json"] = parameters["json"] or outer.get("json", False)
        return int(ctx.obj(self, parameters))


def common_options() -> list[click.Parameter]:
    """Return the options of every command."""
    return [
        click.Option(
            ["--database"],
            metavar="PATH",
            help=N_("file of the database; TANDEM_DATABASE by default"),
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            help=N_("print JSON and nothing else, one object a line"),
        ),
    ]


PATH = click.Path(readable=False)
"""Type of a path, for completion; whether it can be used is found out where it is used."""


def absolute(
    _ctx: click.Context, _parameter: click.Parameter, value: str | tuple[str, ...] | None
) -> str | list[str] | None:
    """Make the paths of a parameter absolute: a server runs in another folder."""
    if isinstance(value, tuple):
        return [str(full_path(path)) for path in expanded(value)]
    return value and str(full_path(value))


def author_option() -> click.Option:
    """Return the option that names the author; by default the user of the terminal."""
    return click.Option(["--author"], metavar="NAME", default=_user)


def as_of_option() -> click.Option:
    """Return the option that chooses a data version."""
    return click.Option(["--as-of"], type=int, metavar="SEQ")


def expanded(patterns: Sequence[str]) -> list[str]:
    """Return the files that patterns match, in order; a name that exists is never a pattern."""
    return [path for pattern in patterns for path in _matches(pattern)]


def _matches(pattern: str) -> list[str]:
    if os.path.exists(pattern):  # noqa: PTH110 - Path raises where a name is too long
        return [pattern]
    return sorted(glob.glob(pattern)) or [pattern]  # noqa: PTH207 - any path, also absolute


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in the container
        return locale(terminal_language()).gettext(N_("command line"))
