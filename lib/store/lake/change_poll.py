"""Whether a lake has changed, and whether it answers: asked twice a second, beside the readers.

Other replicas write to the lake without a word to this one. A thread asks for the number of its
latest snapshot; pages compare that number instead of asking themselves, so that a page of an
unchanged lake costs no question at all, and still shows what it knows while the lake is silent.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import datetime

import duckdb

from lib.domain.clock import utc_now

_EVERY = 0.5  # seconds between two questions
_PATIENCE = 5.0  # seconds after which a question counts as unanswered


class LakeWatch:
    """Asks for the number of the latest snapshot, as long as it is not stopped.

    Parameters
    ----------
    ask
        Asks the lake; raises an error of the engine where it does not answer.

    Attributes
    ----------
    number
        The number last heard.
    """

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._asked_at: float | None = None
        self._failed_at: datetime | None = None
        self._stopped = threading.Event()
        self.number = ask()
        self._thread = threading.Thread(target=self._watch, name="lake", daemon=True)
        self._thread.start()

    @property
    def unreachable_since(self) -> datetime | None:
        """Instant since which the lake has not answered; None while it does."""
        asked = self._asked_at
        if self._failed_at is None and asked and time.monotonic() - asked > _PATIENCE:
            self._failed_at = utc_now()
        return self._failed_at

    def look(self) -> None:
        """Ask now, after a change of our own; where that fails, the thread will find out."""
        with contextlib.suppress(duckdb.Error):
            self._hear(self._ask())

    def hear_nothing(self) -> None:
        """Take note that somebody else asked in vain; the next answer ends the silence."""
        self._failed_at = self._failed_at or utc_now()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()
        if threading.current_thread() is not self._thread:
            self._thread.join(_EVERY * 2)

    def _watch(self) -> None:
        while not self._stopped.wait(_EVERY):
            self._asked_at = time.monotonic()
            try:
                self._hear(self._ask())
                self._failed_at = None
            except duckdb.Error:
                if not self._stopped.is_set():
                    self._failed_at = self._failed_at or utc_now()
            finally:
                self._asked_at = None

    def _hear(self, number: int) -> None:
        """Take an answer; one that was long on its way does not undo a later one."""
        self.number = max(self.number, number)
