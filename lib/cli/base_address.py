"""The address at which readers find the pages, for the links that a command prints."""

import os

from lib.store.settings import settings

VARIABLE = "TANDEM_ADDRESS"
"""Names the public address, such as ``https://tandem.example.com``, where a proxy gives it one."""

_served: list[str] = []


def serve_at(address: str) -> None:
    """Note at which address this process serves the pages."""
    _served[:] = [address]


def base_address() -> str:
    """Return the public address, else that of this server, else where one would be started."""
    known = os.environ.get(VARIABLE) or next(iter(_served), "")
    return (known or f"http://localhost:{settings().port}").rstrip("/")
