"""From the words typed to the arguments of a command, complete wherever they are then run."""

import getpass
import glob
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence

from lib.cli.command import Command
from lib.i18n.translate import LANGUAGES, N_, Locale, locale
from lib.store.addresses import full_path

_LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language() -> str:
    """Return the language of the terminal; English where it is not served."""
    spoken = next((os.environ[name] for name in _LANGUAGE_VARIABLES if os.environ.get(name)), "")
    primary = spoken.replace("-", "_").split("_")[0].split(".")[0].lower()
    return primary if primary in LANGUAGES else "en"


def build_parser(commands: Iterable[Command], reader: Locale) -> ArgumentParser:
    """Return the parser of the whole command line.

    Parameters
    ----------
    commands
        Commands it parses.
    reader
        Language of the help.
    """
    _ = reader.gettext
    parser = ArgumentParser(prog="python -m lib", description=_("Tandem on the command line."))
    common = ArgumentParser(add_help=False)
    common.add_argument(
        "--database", metavar="PATH", help=_("file of the database; TANDEM_DATABASE by default")
    )
    common.add_argument(
        "--json", action="store_true", help=_("print JSON and nothing else, one object a line")
    )
    chosen = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in commands:
        summary = _(command.summary)
        command.declare(
            chosen.add_parser(command.name, parents=[common], help=summary, description=summary)
        )
    return parser


def complete(command: Command, arguments: Namespace, language: str) -> Namespace:
    """Return the arguments such that any process of this machine understands them alike.

    Paths become absolute, patterns such as ``*.csv`` the files they match, and a missing author
    the user who typed the command.
    """
    completed = Namespace(**vars(arguments))
    completed.language = language
    del completed.command, completed.database
    for name in command.paths:
        given = getattr(completed, name)
        if isinstance(given, str):
            setattr(completed, name, str(full_path(given)))
        elif given is not None:
            setattr(completed, name, [str(full_path(path)) for path in expanded(given)])
    if getattr(completed, "author", "") is None:
        completed.author = _user(locale(language))
    return completed


def expanded(patterns: Sequence[str]) -> list[str]:
    """Return the files that patterns match, in order; a name that exists is never a pattern."""
    return [path for pattern in patterns for path in _matches(pattern)]


def _matches(pattern: str) -> list[str]:
    if os.path.exists(pattern):  # noqa: PTH110 - Path raises where a name is too long
        return [pattern]
    return sorted(glob.glob(pattern)) or [pattern]  # noqa: PTH207 - any path, also absolute


def _user(reader: Locale) -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in the container
        return reader.gettext(N_("command line"))
