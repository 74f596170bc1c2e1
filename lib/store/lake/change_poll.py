"""Polls a lake twice a second, in a background thread, for changes and for whether it is reachable.

Other replicas write to the lake too. The thread reads the number of its latest snapshot; pages
compare that number instead of querying the lake, so that a page of an unchanged lake sends no
query, and is still served from the cache while the lake is unreachable.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import datetime

import duckdb

from lib.domain.clock import utc_now

_INTERVAL = 0.5  # seconds between two polls
_TIMEOUT = 5.0  # seconds after which a poll counts as failed


class ChangePoller:
    """Polls the number of the latest snapshot until it is stopped.

    Parameters
    ----------
    query
        Reads the number from the lake; raises an error of the engine where it does not answer.

    Attributes
    ----------
    number
        The latest number read.
    """

    def __init__(self, query: Callable[[], int]) -> None:
        self._query = query
        self._polled_at: float | None = None
        self._failed_at: datetime | None = None
        self._stopped = threading.Event()
        self.number = query()
        self._thread = threading.Thread(target=self._run, name="lake", daemon=True)
        self._thread.start()

    @property
    def unreachable_since(self) -> datetime | None:
        """Instant since which the lake is unreachable; None while it answers."""
        started = self._polled_at
        if self._failed_at is None and started and time.monotonic() - started > _TIMEOUT:
            self._failed_at = utc_now()
        return self._failed_at

    def poll(self) -> None:
        """Poll now, after a change of our own; a failure is left to the thread."""
        with contextlib.suppress(duckdb.Error):
            self._record(self._query())

    def mark_unreachable(self) -> None:
        """Mark the lake unreachable until the next successful poll."""
        self._failed_at = self._failed_at or utc_now()

    def stop(self) -> None:
        """Stop polling."""
        self._stopped.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(_INTERVAL * 2)

    def _run(self) -> None:
        while not self._stopped.wait(_INTERVAL):
            self._polled_at = time.monotonic()
            try:
                self._record(self._query())
                self._failed_at = None
            except duckdb.Error:
                if not self._stopped.is_set():
                    self._failed_at = self._failed_at or utc_now()
            finally:
                self._polled_at = None

    def _record(self, number: int) -> None:
        """Record a number; a late answer does not undo a newer one."""
        self.number = max(self.number, number)
