"""The file in which a running server publishes how commands can reach it.

It is beside the database, readable by its owner alone, and holds the port of a listener on this
machine and the token that authorises its user. A killed server leaves it behind; it is used only
while the database is locked and a listener accepts the token.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServerFile:
    """How to reach the server that holds a database.

    Attributes
    ----------
    port
        Port of its listener on 127.0.0.1.
    pid
        Its process.
    token
        Bearer token that a command must send.
    """

    port: int
    pid: int
    token: str


def path_of(database: Path) -> Path:
    """Return the path of the file of a database."""
    return database.with_name(database.name + ".server.json")


def new_token() -> str:
    """Return a new random token."""
    return secrets.token_urlsafe(32)


def write(database: Path, server: ServerFile) -> None:
    """Write the file in one step, readable by its owner alone; a stale one is replaced."""
    target = path_of(database)
    waiting = target.with_name(f"{target.name}.{server.pid}")
    waiting.unlink(missing_ok=True)
    opened = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        json.dump(asdict(server), file)
    waiting.replace(target)


def read(database: Path) -> ServerFile | None:
    """Return what the file says, or None where there is none that can be understood."""
    try:
        content = json.loads(path_of(database).read_text(encoding="utf-8"))
        return ServerFile(int(content["port"]), int(content["pid"]), str(content["token"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remove(database: Path, token: str) -> None:
    """Remove the file, if it is still that of the server with ``token``."""
    server = read(database)
    if server and server.token == token:
        path_of(database).unlink(missing_ok=True)
