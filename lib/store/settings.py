"""What the environment says about this installation: where the data are, and how to start.

Read at each call, so that a test or a command can point elsewhere; nothing is kept.
"""

import os
from dataclasses import dataclass

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.store.addresses import Address, parse_address

DEFAULT_DATABASE = "data/tandem.duckdb"
DEFAULT_PORT = 8501
DEFAULT_BACKUPS_KEPT = 14


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    Attributes
    ----------
    database
        The embedded file, or the lake that replicas share.
    loads_demo
        Whether an empty database is given the demo company at first start.
    port
        Port of the dashboard.
    backups_kept
        How many backups a folder keeps.
    logs_json
        Whether the log is JSON, an object a line, rather than ``key=value``.
    """

    database: Address
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
        database=database_address(os.environ.get("TANDEM_DATABASE") or DEFAULT_DATABASE),
        loads_demo=_switch("TANDEM_DEMO", default="1"),
        port=_port(os.environ.get("PORT") or str(DEFAULT_PORT)),
        backups_kept=_backups_kept(
            os.environ.get("TANDEM_BACKUPS_KEPT") or str(DEFAULT_BACKUPS_KEPT)
        ),
        logs_json=_switch("TANDEM_LOG_JSON", default="0"),
    )


def public_address() -> str | None:
    """Return the public address of the pages behind a proxy, without a final slash, or None."""
    return os.environ.get("TANDEM_ADDRESS", "").rstrip("/") or None


def database_address(text: str) -> Address:
    """Return where the database is that ``text`` names.

    Raises
    ------
    InvalidInputError
        When the address, or ``TANDEM_DATA_PATH`` that goes with it, is not complete.
    """
    return parse_address(text, default_data_path())


def default_data_path() -> str | None:
    """Return the folder or object storage of a lake's data files that the environment names."""
    return os.environ.get("TANDEM_DATA_PATH") or None


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
