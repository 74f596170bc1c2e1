"""The address at which readers find the pages, for the links that a command prints."""

from lib.store.public_address import public_address
from lib.store.settings import settings

_served: list[str] = []


def serve_at(address: str) -> None:
    """Note at which address this process serves the pages."""
    _served[:] = [address]


def base_address() -> str:
    """Return the public address, else that of this server, else where one would be started."""
    known = public_address() or next(iter(_served), "")
    return known or f"http://localhost:{settings().port}"
