"""Many readers at once cost few transactions; an opening that cannot be recorded is answered."""

import asyncio
import threading

import pytest

from lib.server.access_log import flush, record_opening
from lib.server.log import failure_count
from lib.store.audit import audit_trail
from lib.store.database import Database
from lib.store.share_links import openings
from tests.asgi import finished
from tests.sharing import a_link


@pytest.fixture
def link(database):
    return a_link(database).link


@pytest.fixture
def database():
    opened = Database()
    yield opened
    opened.close()


async def open_link(database, link, readers):
    await asyncio.gather(*(record_opening(database, link, "brief") for _ in range(readers)))


def opened_times(database, link):
    flush()
    with database.reading() as connection:
        return openings(connection)[link.share_link_id].times


def test_every_opening_of_a_crowd_is_on_record_once(database, link):
    before = database.writes

    finished(open_link(database, link, 200))

    assert opened_times(database, link) == 200
    with database.reading() as connection:
        moments = [act.happened_at for act in audit_trail(connection, most=1_000)]
    assert moments == sorted(moments, reverse=True)
    assert database.writes - before < 100


def test_a_long_change_keeps_no_reader_waiting_and_the_opening_is_recorded_after_it(database, link):
    locked, free = threading.Event(), threading.Event()

    def hold():
        with database.writing():
            locked.set()
            free.wait(120)

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(120)
    finished(open_link(database, link, 3))
    free.set()
    holder.join()

    assert opened_times(database, link) == 3


def test_an_opening_that_cannot_be_recorded_is_logged_and_answered(link):
    closed = Database()
    closed.close()
    before = failure_count()

    finished(open_link(closed, link, 1))
    flush()

    assert failure_count() == before + 1
