"""The integrity check after each start: whether every upload is as it was recorded."""

import threading
import time
from typing import Literal
from weakref import WeakKeyDictionary

from lib.errors import DatabaseError, StoreError
from lib.server.log import fact, failure
from lib.store.database import Database
from lib.store.integrity import verify

Integrity = Literal["checking", "sound", "damaged"]

_RESULTS: WeakKeyDictionary[Database, Integrity] = WeakKeyDictionary()


def integrity(database: Database) -> Integrity:
    """Return the result for a database, or that the check is not finished."""
    return _RESULTS.get(database, "checking")


def check_in_background(database: Database) -> threading.Thread:
    """Compare every upload with its record, in a thread of its own."""
    thread = threading.Thread(target=_check, args=(database,), name="verify", daemon=True)
    thread.start()
    return thread


def _check(database: Database) -> None:
    started = time.perf_counter()
    try:
        report = verify(database)
    except (StoreError, DatabaseError) as error:
        _RESULTS[database] = "damaged"
        failure("verify_failed", error)
        return
    _RESULTS[database] = "sound" if report.is_sound else "damaged"
    fact(
        "verified",
        uploads=report.upload_count,
        damaged=",".join(f"{damage.seq}:{damage.what}" for damage in report.damages) or "none",
        seconds=f"{time.perf_counter() - started:.1f}",
    )
