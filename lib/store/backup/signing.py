"""The secret with which an installation signs the cookies of readers and the proofs of backups.

It is ``TANDEM_SECRET``, which is required where several replicas share a lake; otherwise it is a
file beside the database that only the owner of the database can read, or, for a database in memory,
random bytes that live as long as the database.
"""

import contextlib
import os
import secrets
import threading
import weakref
from pathlib import Path

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.store.database import Database

VARIABLE = "TANDEM_SECRET"

_BYTES = 32
_SECRETS: "weakref.WeakKeyDictionary[Database, bytes]" = weakref.WeakKeyDictionary()
_SECRETS_LOCK = threading.Lock()


def secret_path(database: Path) -> Path:
    """Return the path of the secret of a database."""
    return database.with_name(database.name + ".secret")


def signing_secret(database: Database) -> bytes:
    """Return the secret of a database, written at first use.

    Raises
    ------
    InvalidInputError
        When ``TANDEM_SECRET`` is too short, or missing for a shared database.
    """
    setting = _setting()
    if setting:
        return setting
    if database.is_shared:
        raise InvalidInputError(
            N_("Set {name} to the same {least} characters or more on all servers of the database."),
            name=VARIABLE,
            least=_BYTES,
        )
    with _SECRETS_LOCK:
        if database not in _SECRETS:
            _SECRETS[database] = _stored_secret(database.path)
        return _SECRETS[database]


def known_secret(path: Path | None) -> bytes | None:
    """Return the secret of the database at a path, which need not be there; None without one."""
    setting = _setting()
    if setting or path is None or not secret_path(path).exists():
        return setting
    return secret_path(path).read_bytes()


def _setting() -> bytes | None:
    setting = os.environ.get(VARIABLE)
    if setting and len(setting) < _BYTES:
        raise InvalidInputError(
            N_("{name} must have {least} characters at least."), name=VARIABLE, least=_BYTES
        )
    return setting.encode() if setting else None


def _stored_secret(database: Path | None) -> bytes:
    """Return the secret in the file beside a database, which is written at first use."""
    fresh = secrets.token_bytes(_BYTES)
    if database is None:
        return fresh
    path = secret_path(database)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(fresh)
    return path.read_bytes()
