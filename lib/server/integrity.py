"""Whether every upload is as it was recorded: looked at after each start, beside the readers."""

import threading
import time
from typing import Literal
from weakref import WeakKeyDictionary

from lib.errors import DatabaseError, StoreError
from lib.server.log import fact, failure
from lib.store.database import Database
from lib.store.integrity import verify

Integrity = Literal["checking", "sound", "damaged"]

_FOUND: WeakKeyDictionary[Database, Integrity] = WeakKeyDictionary()


def integrity(database: Database) -> Integrity:
    """Return what is known so far of a database."""
    return _FOUND.get(database, "checking")


def look(database: Database) -> threading.Thread:
    """Compare every upload with its record, in a thread of its own."""
    thread = threading.Thread(target=_look, args=(database,), name="verify", daemon=True)
    thread.start()
    return thread


def _look(database: Database) -> None:
    started = time.perf_counter()
    try:
        found = verify(database)
    except (StoreError, DatabaseError) as error:
        _FOUND[database] = "damaged"
        failure("verify_failed", error)
        return
    _FOUND[database] = "sound" if found.is_sound else "damaged"
    fact(
        "verified",
        uploads=found.upload_count,
        damaged=",".join(f"{damage.seq}:{damage.what}" for damage in found.damages) or "none",
        seconds=f"{time.perf_counter() - started:.1f}",
    )
