"""Wrong tokens, counted by sender, so that guessing is refused before it is looked up again.

Whoever can write the header by which a proxy names the sender can be a new sender each time, so all
senders together have a limit as well. A right token always opens: behind a company's proxy all
readers look like one sender, and nobody's wrong guesses may keep a committee out.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

MOST = 10
"""Wrong tokens that a sender may show within the span."""

MOST_IN_ALL = 300
"""Wrong tokens that all senders together may show within the span."""

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
        self._all: deque[float] = deque(maxlen=MOST_IN_ALL + 1)
        self._lock = threading.Lock()

    def count(self, sender: str) -> bool:
        """Count one wrong token; return whether its sender has shown too many."""
        now = self._clock()
        with self._lock:
            if sender not in self._wrong and len(self._wrong) >= _SENDERS:
                self._forget(now)
            seen = self._wrong.setdefault(sender, deque(maxlen=MOST + 1))
            of_all, of_sender = _one_more(self._all, now), _one_more(seen, now)
            return of_sender > MOST or of_all > MOST_IN_ALL

    def _forget(self, now: float) -> None:
        """Drop the senders whose last wrong token is old; all of them where none is."""
        recent = {
            sender: seen for sender, seen in self._wrong.items() if now - seen[-1] <= SPAN_SECONDS
        }
        self._wrong = recent if len(recent) < _SENDERS else {}


def _one_more(seen: deque[float], now: float) -> int:
    """Count one more within the span and return how many there are."""
    while seen and now - seen[0] > SPAN_SECONDS:
        seen.popleft()
    seen.append(now)
    return len(seen)
