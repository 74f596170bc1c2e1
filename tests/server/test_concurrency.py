"""How much one reader, or one address, may have open or under way at the same time."""

import asyncio

import pytest

from lib.access.policy import OWNER
from lib.domain.access import Access
from lib.server.middleware import concurrency
from lib.server.middleware.access import ACCESS
from lib.server.middleware.concurrency import ConcurrencyMiddleware
from lib.server.routes.health import HEALTH_PATH
from lib.store.database import Database
from tests.asgi import finished, scope_of
from tests.sharing import a_link

ANNE = Access("viewer", name="anne@example.com")
PAUL = Access("viewer", name="paul@example.com")


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    for name in ("READER_SOCKETS", "READER_REQUESTS"):
        monkeypatch.setattr(concurrency, name, 3)
    for name in ("ADDRESS_SOCKETS", "ADDRESS_REQUESTS"):
        monkeypatch.setattr(concurrency, name, 5)


def answers(kind, readers, *, path="/", late=None):
    """Open as much as there are readers, then one more for ``late`` once all are closed.

    Returns
    -------
    list
        For each, ``open``, or the HTTP status or close code of the refusal.
    """

    async def run():
        closing = asyncio.Event()

        async def wait(_scope, _receive, send):
            await send({"type": "open"})
            await closing.wait()

        app = ConcurrencyMiddleware(wait)

        async def ask(access):
            sent = []

            async def receive():
                return {"type": "websocket.connect"}

            async def send(message):
                sent.append(message.get("status") or message.get("code") or message["type"])

            await app({**scope_of(path, kind=kind), ACCESS: access}, receive, send)
            return sent[0]

        tasks = [asyncio.create_task(ask(reader)) for reader in readers]
        await asyncio.sleep(0)
        closing.set()
        results = [await task for task in tasks]
        return [*results, await ask(late)] if late else results

    return finished(run())


KINDS = [("http", 503), ("websocket", 1013)]


@pytest.mark.parametrize(("kind", "refusal"), KINDS)
def test_a_link_opens_so_many_pages_at_once_and_no_more(kind, refusal, tmp_path):
    database = Database(tmp_path / "company.duckdb")
    link = Access("link", name="Board", link=a_link(database).link)
    database.close()

    assert answers(kind, [link] * 4 + [ANNE], late=link) == ["open"] * 3 + [
        refusal,
        "open",
        "open",
    ]


@pytest.mark.parametrize(("kind", "refusal"), KINDS)
def test_an_address_has_a_limit_of_its_own(kind, refusal):
    readers = [ANNE, PAUL, ANNE, PAUL, ANNE, PAUL]

    assert answers(kind, readers, late=PAUL) == ["open"] * 5 + [refusal, "open"]


def test_addresses_open_to_anyone_count_for_their_sender():
    assert answers("http", [None] * 6) == ["open"] * 5 + [503]
    assert answers("http", [None] * 6, path=HEALTH_PATH) == ["open"] * 6


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_user_of_the_machine_has_no_limit(kind):
    assert answers(kind, [OWNER] * 9) == ["open"] * 9
