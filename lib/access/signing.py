"""The secret by which cookies of links are signed, and the signature.

It comes from ``TANDEM_SECRET``, as it must where several replicas share a lake, or stands in a file
beside the database that its owner alone can read; a database in memory has one for its own life.
"""

import contextlib
import hashlib
import hmac
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
_MAKING = threading.Lock()


def secret_path(database: Path) -> Path:
    """Return where the secret of a database stands."""
    return database.with_name(database.name + ".secret")


def signature(database: Database, text: str) -> str:
    """Return the signature of ``text``, in hexadecimal."""
    return hmac.new(_secret(database), text.encode(), hashlib.sha256).hexdigest()


def is_signed(database: Database, text: str, shown: str) -> bool:
    """Return whether ``shown`` is the signature of ``text``."""
    return hmac.compare_digest(signature(database, text).encode(), shown.encode())


def _secret(database: Database) -> bytes:
    given = os.environ.get(VARIABLE)
    if given:
        if len(given) < _BYTES:
            raise InvalidInputError(
                N_("{name} must have {least} characters at least."), name=VARIABLE, least=_BYTES
            )
        return given.encode()
    if database.is_shared:
        raise InvalidInputError(
            N_("Set {name} to the same {least} characters or more on all servers of the database."),
            name=VARIABLE,
            least=_BYTES,
        )
    with _MAKING:
        if database not in _SECRETS:
            _SECRETS[database] = _kept(database.path)
        return _SECRETS[database]


def _kept(database: Path | None) -> bytes:
    fresh = secrets.token_bytes(_BYTES)
    if database is None:
        return fresh
    path = secret_path(database)
    with contextlib.suppress(FileExistsError):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(fresh)
    return path.read_bytes()
