"""Every command of the command line; a new one is added to its module's ``COMMANDS``."""

from dataclasses import dataclass

from lib.cli.command import Command
from lib.cli.commands import (
    demo,
    evidence,
    exports,
    lakes,
    share,
    update,
    upkeep,
    uploads,
    values,
)
from lib.i18n.translate import N_

COMMANDS: dict[str, Command] = {
    command.name: command
    for module in (exports, uploads, values, evidence, update, share, upkeep, lakes, demo)
    for command in module.COMMANDS
}
"""Command by name, in the order of the help."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A command that the help presents and that a layer above runs."""

    name: str
    summary: str


BENCH = Listed("bench", N_("Measure this machine against raw DuckDB and a bare page."))
