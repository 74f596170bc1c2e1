"""Every command of the command line; a new one is added to its module's ``COMMANDS``."""

from lib.cli.command import Command
from lib.cli.commands import demo, evidence, exports, lakes, share, update, upkeep, uploads, values

COMMANDS: dict[str, Command] = {
    command.name: command
    for module in (exports, uploads, values, evidence, update, share, upkeep, lakes, demo)
    for command in module.COMMANDS
}
"""Command by name, in the order of the help."""
