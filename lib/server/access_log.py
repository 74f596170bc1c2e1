"""The access log: openings of links, sign-ins and sign-outs, written to the audit trail.

One background thread writes, so that a long upload delays no response; events that arrive while it
is busy are written together, so that many readers at once cost one transaction.
"""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from lib.domain.access import ShareLink
from lib.domain.clock import utc_now
from lib.errors import DatabaseError, TandemError
from lib.server.log import failure
from lib.store import audit
from lib.store.audit import Action, AuditEvent
from lib.store.database import Database

_TIMEOUT_SECONDS = 0.3
_WRITER = ThreadPoolExecutor(1, thread_name_prefix="access-log")


@dataclass(frozen=True, slots=True)
class _Pending:
    """An event to be written; ``written`` is done once it is."""

    database: Database
    event: AuditEvent
    written: Future[None]


_QUEUE: SimpleQueue[_Pending] = SimpleQueue()


async def record_opening(database: Database, link: ShareLink, action: Action) -> None:
    """Record that a link was opened."""
    await record_event(database, action, subject=link.share_link_id, author=link.label)


async def record_event(database: Database, action: Action, *, subject: str, author: str) -> None:
    """Record an event; wait for the write a moment at most."""
    written: Future[None] = Future()
    _QUEUE.put(_Pending(database, AuditEvent(utc_now(), action, subject, author), written))
    _WRITER.submit(_write_queue)
    await asyncio.wait([asyncio.wrap_future(written)], timeout=_TIMEOUT_SECONDS)


def flush(timeout: float = 30.0) -> None:
    """Wait until the events recorded so far are written; give up after ``timeout`` seconds."""
    wait([_WRITER.submit(_write_queue)], timeout)


def _write_queue() -> None:
    """Write all events queued; none are left if an earlier call took them."""
    by_database: dict[Database, list[_Pending]] = {}
    while True:
        try:
            pending = _QUEUE.get_nowait()
        except Empty:
            break
        by_database.setdefault(pending.database, []).append(pending)
    for database, events in by_database.items():
        _write(database, events)


def _write(database: Database, events: list[_Pending]) -> None:
    try:
        audit.record(database, [pending.event for pending in events])
    except (TandemError, DatabaseError) as error:
        failure("visit_not_recorded", error)
        for pending in events:
            pending.written.cancel()
    else:
        for pending in events:
            pending.written.set_result(None)
