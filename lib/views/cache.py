"""Cache of computed results by data version, shared by every session of the process.

When several threads want the same result, the first one computes it and the others wait
(single flight). No lock is held during a computation.
"""

import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from lib.errors import StoreUnreachableError

Result = TypeVar("Result")

_IDS = itertools.count()
_ALWAYS_KEPT_VERSIONS = 3
_KEPT_SECONDS = 600.0  # the results of one data version take about 10 MB


class _Results:
    """Results by key, at most ``limit`` of them; the least recently used one is dropped first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._futures: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get_or_compute(self, key: Hashable, compute: Callable[[], Result]) -> Result:
        with self._lock:
            future: Future[Result] | None = self._futures.get(key)
            is_new = future is None
            if future is None:
                future = self._futures[key] = Future()
            self._futures.move_to_end(key)
            while len(self._futures) > self._limit:
                self._futures.popitem(last=False)
        if is_new:
            self._compute(key, future, compute)
        try:
            return future.result()
        except CancelledError:  # it failed in another thread: compute it in this one
            return self.get_or_compute(key, compute)

    def _compute(
        self, key: Hashable, future: Future[Result], compute: Callable[[], Result]
    ) -> None:
        try:
            future.set_result(compute())
        finally:
            if not future.done():
                self.discard(key)
                future.cancel()

    def discard(self, key: Hashable) -> None:
        with self._lock:
            self._futures.pop(key, None)


class Cache:
    """Results by data version and key, and results that are read again after each write.

    Parameters
    ----------
    limit
        Largest number of results of one data version.
    versions
        Largest number of data versions.
    clock
        Returns seconds, from any start.

    Attributes
    ----------
    id
        Number of this cache, unique in the process.
    """

    def __init__(
        self,
        limit: int = 2_000,
        versions: int = 16,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = next(_IDS)
        self._limit = limit
        self._max_versions = versions
        self._clock = clock
        self._last_used: dict[int, float] = {}
        self._versions: OrderedDict[int, _Results] = OrderedDict()
        self._refreshing = _Results(limit)
        self._latest: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get_or_compute(self, version: int, key: Hashable, compute: Callable[[], Result]) -> Result:
        """Return the result of a key at a data version; compute it the first time."""
        with self._lock:
            results = self._versions.setdefault(version, _Results(self._limit))
            self._versions.move_to_end(version)
            self._last_used[version] = self._clock()
            while self._has_version_to_drop():
                dropped, _ = self._versions.popitem(last=False)
                del self._last_used[dropped]
        return results.get_or_compute(key, compute)

    def get_or_refresh(
        self, key: Hashable, change_counter: Hashable, compute: Callable[[], Result]
    ) -> Result:
        """Return the latest result of a key; compute it again when the change counter differs.

        While the database cannot be reached, the last result is returned.

        Parameters
        ----------
        key
            Name of the result.
        change_counter
            Differs once the result may have changed.
        compute
            Reads the result from the database.

        Raises
        ------
        StoreUnreachableError
            When the database cannot be reached and there is no earlier result.
        """
        with self._lock:
            latest = self._latest.get(key)
        if latest and latest[0] == change_counter:
            cached: Result = latest[1]
            return cached
        try:
            result = self._refreshing.get_or_compute((key, change_counter), compute)
        except StoreUnreachableError:
            if latest is None:
                raise
            stale: Result = latest[1]
            return stale
        self._refreshing.discard((key, change_counter))
        with self._lock:
            self._latest[key] = (change_counter, result)
            self._latest.move_to_end(key)
            while len(self._latest) > self._limit:
                self._latest.popitem(last=False)
        return result

    def _has_version_to_drop(self) -> bool:
        """Whether there are too many versions, or the least recently used one is too old."""
        if len(self._versions) <= _ALWAYS_KEPT_VERSIONS:
            return False
        unused_for = self._clock() - self._last_used[next(iter(self._versions))]
        return len(self._versions) > self._max_versions or unused_for > _KEPT_SECONDS
