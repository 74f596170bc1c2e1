"""What the environment says about this installation: where the data are, and how to start.

Read at each call, so that a test or a command can point elsewhere; nothing is kept.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from lib.errors import InvalidInputError
from lib.i18n.translate import N_

DEFAULT_DATABASE = "data/tandem.duckdb"
DEFAULT_PORT = 8501
DEFAULT_BACKUPS_KEPT = 14

_REMOTE = ("ducklake:", "md:", "motherduck:")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    Attributes
    ----------
    database
        The embedded file.
    data_path
        Folder or object storage of the data files of a shared lake; None for the embedded file.
    loads_demo
        Whether an empty database is given the demo company at first start.
    port
        Port of the dashboard.
    backups_kept
        How many backups a folder keeps.
    logs_json
        Whether the log is JSON, an object a line, rather than ``key=value``.
    """

    database: Path
    data_path: str | None
    loads_demo: bool
    port: int
    backups_kept: int = DEFAULT_BACKUPS_KEPT
    logs_json: bool = False


def settings() -> Settings:
    """Return the settings that the environment gives now.

    Raises
    ------
    InvalidInputError
        When a variable holds something that cannot be used.
    """
    return Settings(
        database=database_path(os.environ.get("TANDEM_DATABASE") or DEFAULT_DATABASE),
        data_path=os.environ.get("TANDEM_DATA_PATH") or None,
        loads_demo=_switch("TANDEM_DEMO", default="1"),
        port=_port(os.environ.get("PORT") or str(DEFAULT_PORT)),
        backups_kept=_backups_kept(
            os.environ.get("TANDEM_BACKUPS_KEPT") or str(DEFAULT_BACKUPS_KEPT)
        ),
        logs_json=_switch("TANDEM_LOG_JSON", default="0"),
    )


def database_path(address: str) -> Path:
    """Return the path of the embedded file that ``address`` names.

    Raises
    ------
    InvalidInputError
        When the address names a database that is not a file.
    """
    if address.startswith(_REMOTE):
        raise InvalidInputError(
            N_("The database must be the path of a file; “{address}” is not."), address=address
        )
    return Path(address).expanduser().absolute()


def _switch(name: str, *, default: str) -> bool:
    value = os.environ.get(name) or default
    if value not in ("0", "1"):
        raise InvalidInputError(
            N_("{name} must be 0 or 1; it is “{value}”."), name=name, value=value
        )
    return value == "1"


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise InvalidInputError(
            N_("PORT must be a number from 1 to 65535; it is “{value}”."), value=text
        )
    return int(text)


def _backups_kept(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise InvalidInputError(
            N_("TANDEM_BACKUPS_KEPT must be a number from 1 to 10000; it is “{value}”."), value=text
        )
    return int(text)
