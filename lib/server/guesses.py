"""Wrong tokens, counted by sender, so that guessing is refused before it is looked up again.

A right token always opens: behind a company's proxy all readers look like one sender, and nobody's
wrong guesses may keep a committee out.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

MOST = 10
"""Wrong tokens that a sender may show within the span."""

SPAN_SECONDS = 60.0
_SENDERS = 10_000


class Guesses:
    """Remembers wrong tokens by sender, for a minute.

    Parameters
    ----------
    clock
        Gives the present second.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def count(self, sender: str) -> bool:
        """Count one wrong token; return whether its sender has shown too many."""
        now = self._clock()
        with self._lock:
            if sender not in self._wrong and len(self._wrong) >= _SENDERS:
                self._forget(now)
            seen = self._wrong.setdefault(sender, deque(maxlen=MOST + 1))
            while seen and now - seen[0] > SPAN_SECONDS:
                seen.popleft()
            seen.append(now)
            return len(seen) > MOST

    def _forget(self, now: float) -> None:
        """Drop the senders whose last wrong token is old; all of them where none is."""
        recent = {
            sender: seen for sender, seen in self._wrong.items() if now - seen[-1] <= SPAN_SECONDS
        }
        self._wrong = recent if len(recent) < _SENDERS else {}
