"""The file by which a running server tells commands how to reach it.

It stands beside the database, can be read by its owner alone, and holds the address of a listener
on this machine and the token that authorises its user. A server that was killed leaves it behind;
nobody trusts it unless the database is in use and the listener answers to the token.
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
        What a command must show.
    """

    port: int
    pid: int
    token: str


def path_of(database: Path) -> Path:
    """Return where the file of a database stands."""
    return database.with_name(database.name + ".server.json")


def new_token() -> str:
    """Return a token nobody can guess."""
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
        found = json.loads(path_of(database).read_text(encoding="utf-8"))
        return ServerFile(int(found["port"]), int(found["pid"]), str(found["token"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remove(database: Path, token: str) -> None:
    """Remove the file, if it is still that of the server with ``token``."""
    found = read(database)
    if found and found.token == token:
        path_of(database).unlink(missing_ok=True)
