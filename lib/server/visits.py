"""Comings and goings, recorded beside the answer: a long upload keeps no reader waiting."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

from lib.domain.access import ShareLink
from lib.server.log import failure
from lib.store import audit
from lib.store.audit import Action
from lib.store.database import Database

_PATIENCE_SECONDS = 0.3
_RECORDER = ThreadPoolExecutor(1, thread_name_prefix="visits")


async def record_opening(database: Database, link: ShareLink, action: Action) -> None:
    """Record that a link was opened."""
    await record_act(database, action, subject=link.share_link_id, author=link.label)


async def record_act(database: Database, action: Action, *, subject: str, author: str) -> None:
    """Record an act; wait for it only as long as nobody would notice."""
    written = _RECORDER.submit(audit.record, database, action, subject=subject, author=author)
    written.add_done_callback(_tell_failure)
    await asyncio.wait([asyncio.wrap_future(written)], timeout=_PATIENCE_SECONDS)


def _tell_failure(written: Future[None]) -> None:
    error = written.exception()
    if error is not None:
        failure("visit_not_recorded", error)
