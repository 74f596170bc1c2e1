"""What has been computed once per data version, shared by every session of the process.

Identical work asked for at the same time is done once: the first asker builds, the others wait for
that result. No lock is held while building.
"""

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from lib.errors import StoreUnreachableError

Built = TypeVar("Built")


_NUMBERS = itertools.count()


class Memory:
    """A bounded store of results; the one unused for longest is dropped first.

    Attributes
    ----------
    number
        Tells this memory from every other one of the process.
    """

    def __init__(self, limit: int = 2_000) -> None:
        self.number = next(_NUMBERS)
        self._limit = limit
        self._followed: OrderedDict[Hashable, Any] = OrderedDict()
        self._futures: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, build: Callable[[], Built]) -> Built:
        """Return what ``build`` gave for ``key``, building it at the first asking."""
        with self._lock:
            future: Future[Built] | None = self._futures.get(key)
            is_builder = future is None
            if future is None:
                future = Future()
                self._futures[key] = future
            self._futures.move_to_end(key)
            while len(self._futures) > self._limit:
                self._futures.popitem(last=False)
        if is_builder:
            self._build(key, future, build)
        try:
            return future.result()
        except CancelledError:  # the other asker failed: try on our own account
            return self.recall(key, build)

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
        try:
            found = self.recall((key, mark), build)
        except StoreUnreachableError:
            with self._lock:
                if key in self._followed:
                    last: Built = self._followed[key]
                    return last
            raise
        with self._lock:
            self._followed[key] = found
            self._followed.move_to_end(key)
            while len(self._followed) > self._limit:
                self._followed.popitem(last=False)
        return found

    def _build(self, key: Hashable, future: Future[Built], build: Callable[[], Built]) -> None:
        try:
            future.set_result(build())
        finally:
            if not future.done():
                with self._lock:
                    self._futures.pop(key, None)
                future.cancel()
