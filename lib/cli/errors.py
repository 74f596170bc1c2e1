"""How the command line says no: a sentence for a person, an object for a program."""

import re
from argparse import Namespace
from dataclasses import replace
from typing import Any

from lib.cli.command import REFUSED, Result, answer, locale_of
from lib.errors import TandemError
from lib.i18n.translate import LANGUAGES, locale

_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def error_code(error: TandemError) -> str:
    """Return the stable code of an error: ``store_busy`` for ``StoreBusyError``."""
    return _WORD.sub("_", type(error).__name__.removesuffix("Error")).lower()


def error_record(error: TandemError) -> dict[str, Any]:
    """Return an error as an object, its sentence in both languages."""
    sentences = {
        f"message_{language}": error.sentence(locale(language).gettext) for language in LANGUAGES
    }
    return {"error": error_code(error), **sentences}


def refusal(error: TandemError, arguments: Namespace) -> Result:
    """Return the result of a command that was refused as a whole."""
    said = answer(
        arguments,
        records=[error_record(error)],
        sentences=[error.sentence(locale_of(arguments).gettext)],
        exit_code=REFUSED,
    )
    return replace(said, is_error=not arguments.json)
