"""What has been computed once per data version, shared by every session of the process.

Identical work asked for at the same time is done once: the first asker builds, the others wait for
that result. No lock is held while building.
"""

import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from lib.errors import StoreUnreachableError

Built = TypeVar("Built")

_NUMBERS = itertools.count()
_VERSIONS_ALWAYS_KEPT = 3
_SECONDS_KEPT = 600.0  # results of a version weigh 10 MB: those that nobody asks for are let go


class Memory:
    """A bounded store of results; what was unused for longest is dropped first.

    Parameters
    ----------
    limit
        Results kept of one data version.
    versions
        Data versions of which results are kept, at most.
    clock
        Tells the seconds, from any start.

    Attributes
    ----------
    number
        Tells this memory from every other one of the process.
    """

    def __init__(
        self,
        limit: int = 2_000,
        versions: int = 16,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.number = next(_NUMBERS)
        self._limit = limit
        self._versions = versions
        self._clock = clock
        self._used: dict[int, float] = {}
        self._results: OrderedDict[int, _Results] = OrderedDict()
        self._followed: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._asked: _Results = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, version: int, key: Hashable, build: Callable[[], Built]) -> Built:
        """Return what ``build`` gave for ``key`` at a data version, building it at first."""
        with self._lock:
            results = self._results.setdefault(version, OrderedDict())
            self._results.move_to_end(version)
            self._used[version] = self._clock()
            while self._is_over():
                dropped, _ = self._results.popitem(last=False)
                del self._used[dropped]
        return self._once(results, key, build)

    def follow(self, key: Hashable, mark: Hashable, build: Callable[[], Built]) -> Built:
        """Return what ``build`` gives, asked again at each new mark.

        Where the database does not answer, what it gave last is still shown.

        Parameters
        ----------
        key
            What is asked for.
        mark
            Another one once the answer may have changed.
        build
            Asks.

        Raises
        ------
        StoreUnreachableError
            When the database does not answer and never did.
        """
        with self._lock:
            known = self._followed.get(key)
        if known and known[0] == mark:
            kept: Built = known[1]
            return kept
        try:
            found = self._once(self._asked, (key, mark), build)
        except StoreUnreachableError:
            if known is None:
                raise
            last: Built = known[1]
            return last
        with self._lock:
            self._asked.pop((key, mark), None)
            self._followed[key] = (mark, found)
            self._followed.move_to_end(key)
            while len(self._followed) > self._limit:
                self._followed.popitem(last=False)
        return found

    def _is_over(self) -> bool:
        """Whether the version unused for longest is one too many, or was left alone for long."""
        if len(self._results) <= _VERSIONS_ALWAYS_KEPT:
            return False
        left_for = self._clock() - self._used[next(iter(self._results))]
        return len(self._results) > self._versions or left_for > _SECONDS_KEPT

    def _once(self, results: "_Results", key: Hashable, build: Callable[[], Built]) -> Built:
        """Return the result of a key among results; the first asker builds it."""
        with self._lock:
            future: Future[Built] | None = results.get(key)
            is_builder = future is None
            if future is None:
                future = Future()
                results[key] = future
            results.move_to_end(key)
            while len(results) > self._limit:
                results.popitem(last=False)
        if is_builder:
            self._build(results, key, future, build)
        try:
            return future.result()
        except CancelledError:  # the other asker failed: try on our own account
            return self._once(results, key, build)

    def _build(
        self,
        results: "_Results",
        key: Hashable,
        future: Future[Built],
        build: Callable[[], Built],
    ) -> None:
        try:
            future.set_result(build())
        finally:
            if not future.done():
                with self._lock:
                    results.pop(key, None)
                future.cancel()


_Results = OrderedDict[Hashable, Future[Any]]
