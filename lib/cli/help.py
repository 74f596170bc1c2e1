"""The help of the command line in the language of the terminal."""

import os
from collections.abc import Iterable

import click

from lib.i18n.translate import LANGUAGES, N_, locale

_LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")

CLICK_TEXTS = (
    N_("Usage:"),
    N_("Options:"),
    N_("Commands:"),
    N_("Example:"),
    N_("Show this message and exit."),
)
"""Texts of click's help that have a translation."""


def terminal_language() -> str:
    """Return the language of the terminal; English where Tandem has no translation."""
    tag = next((os.environ[name] for name in _LANGUAGE_VARIABLES if os.environ.get(name)), "")
    primary = tag.replace("-", "_").split("_")[0].split(".")[0].lower()
    return primary if primary in LANGUAGES else "en"


class TranslatedFormatter(click.HelpFormatter):
    """Translates headings and texts when the help is written."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        del prefix
        super().write_usage(prog, args, f"{_translated('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write the title of a section."""
        self.write(f"{'':>{self.current_indent}}{_translated(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(_translated(text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of options or commands."""
        translated = [(name, _translated(text)) for name, text in rows]
        super().write_dl(translated, col_max, col_spacing)


class TranslatedContext(click.Context):
    """Makes click write its help through the translating formatter."""

    formatter_class = TranslatedFormatter


def _translated(text: str) -> str:
    return locale(terminal_language()).gettext(text) if text else ""
