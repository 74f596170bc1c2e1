"""Comings and goings, recorded beside the answer: a long upload keeps no reader waiting.

One thread records; what came while it was busy is recorded together, so that many readers at once
cost one transaction and not one each.
"""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from lib.domain.access import ShareLink
from lib.domain.clock import utc_now
from lib.errors import DatabaseError, TandemError
from lib.server.log import failure
from lib.store import audit
from lib.store.audit import Action, AuditEvent
from lib.store.database import Database

_PATIENCE_SECONDS = 0.3
_RECORDER = ThreadPoolExecutor(1, thread_name_prefix="visits")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An act that waits to be recorded; ``kept`` tells when it is."""

    database: Database
    act: AuditEvent
    kept: Future[None]


_WAITING: SimpleQueue[_Waiting] = SimpleQueue()


async def record_opening(database: Database, link: ShareLink, action: Action) -> None:
    """Record that a link was opened."""
    await record_act(database, action, subject=link.share_link_id, author=link.label)


async def record_act(database: Database, action: Action, *, subject: str, author: str) -> None:
    """Record an act; wait for it only as long as nobody would notice."""
    kept: Future[None] = Future()
    _WAITING.put(_Waiting(database, AuditEvent(utc_now(), action, subject, author), kept))
    _RECORDER.submit(_record_waiting)
    await asyncio.wait([asyncio.wrap_future(kept)], timeout=_PATIENCE_SECONDS)


def _record_waiting() -> None:
    """Record everything that waits; where an earlier turn did, there is nothing left to do."""
    by_database: dict[Database, list[_Waiting]] = {}
    while True:
        try:
            one = _WAITING.get_nowait()
        except Empty:
            break
        by_database.setdefault(one.database, []).append(one)
    for database, waiting in by_database.items():
        _record_together(database, waiting)


def _record_together(database: Database, waiting: list[_Waiting]) -> None:
    try:
        audit.record(database, [one.act for one in waiting])
    except (TandemError, DatabaseError) as error:
        failure("visit_not_recorded", error)
        for one in waiting:
            one.kept.cancel()
    else:
        for one in waiting:
            one.kept.set_result(None)
