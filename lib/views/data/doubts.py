"""Doubts of readers about a page: unanswered and answered."""

from dataclasses import dataclass

from lib.domain.feedback import Doubt
from lib.store.doubts import doubts
from lib.views.snapshot import Snapshot, get_or_refresh


@dataclass(frozen=True, slots=True)
class DoubtsView:
    """Doubts, newest first.

    Attributes
    ----------
    waiting
        Doubts without an answer.
    answered
        Doubts shown to readers with their answer.
    """

    waiting: tuple[Doubt, ...]
    answered: tuple[Doubt, ...]


def doubts_view(snapshot: Snapshot, page: str) -> DoubtsView:
    """Return the present doubts about a page; they do not depend on the data version."""
    page_doubts = [doubt for doubt in _all(snapshot) if doubt.page == page]
    return DoubtsView(
        waiting=tuple(doubt for doubt in page_doubts if doubt.is_waiting),
        answered=tuple(
            doubt for doubt in page_doubts if not doubt.is_waiting and not doubt.is_hidden
        ),
    )


def pages_in_doubt(snapshot: Snapshot) -> dict[str, int]:
    """Return how many doubts wait for an answer, by page."""
    counts: dict[str, int] = {}
    for doubt in _all(snapshot):
        if doubt.is_waiting:
            counts[doubt.page] = counts.get(doubt.page, 0) + 1
    return counts


def _all(snapshot: Snapshot) -> tuple[Doubt, ...]:
    return get_or_refresh(snapshot.database, "doubts", lambda connection: tuple(doubts(connection)))
