"""Rate limit for wrong tokens of share links, by sender and for all senders together.

The limit for all is needed because a client that can set the header in which a proxy names the
sender can look like another sender each time. Valid tokens are never limited: behind a company's
proxy all readers look like one sender, and one person's wrong tokens must not lock the others out.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

LIMIT = 10
"""Wrong tokens allowed to one sender within the span."""

TOTAL_LIMIT = 300
"""Wrong tokens allowed to all senders together within the span."""

SPAN_SECONDS = 60.0
_SENDERS = 10_000


class RateLimiter:
    """Counts events by sender over a sliding minute.

    Parameters
    ----------
    clock
        Returns the present second.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._by_sender: dict[str, deque[float]] = {}
        self._all: deque[float] = deque(maxlen=TOTAL_LIMIT + 1)
        self._lock = threading.Lock()

    def is_exceeded(self, sender: str) -> bool:
        """Count one event; return whether its sender, or all senders, are over the limit."""
        now = self._clock()
        with self._lock:
            if sender not in self._by_sender and len(self._by_sender) >= _SENDERS:
                self._drop_old_senders(now)
            times = self._by_sender.setdefault(sender, deque(maxlen=LIMIT + 1))
            total, count = _add(self._all, now), _add(times, now)
            return count > LIMIT or total > TOTAL_LIMIT

    def _drop_old_senders(self, now: float) -> None:
        """Drop the senders whose last event is out of the span; all of them where none is."""
        recent = {
            sender: times
            for sender, times in self._by_sender.items()
            if now - times[-1] <= SPAN_SECONDS
        }
        self._by_sender = recent if len(recent) < _SENDERS else {}


def _add(times: deque[float], now: float) -> int:
    """Add an event and return how many there are within the span."""
    while times and now - times[0] > SPAN_SECONDS:
        times.popleft()
    times.append(now)
    return len(times)
