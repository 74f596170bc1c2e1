import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.errors import NotFoundError, StoreUnreachableError
from lib.views.cache import Memory
from lib.views.snapshot import snapshot
from tests.builders import months_of, submit


def test_what_was_built_is_not_built_again():
    memory, calls = Memory(), []

    for _ in range(3):
        memory.recall(1, "key", lambda: calls.append(1))

    assert calls == [1]


def test_identical_work_asked_for_at_once_is_done_once():
    memory, calls = Memory(), []
    ready = threading.Barrier(8)

    def build():
        calls.append(1)
        time.sleep(0.05)
        return "built"

    def ask():
        ready.wait()
        return memory.recall(1, "key", build)

    with ThreadPoolExecutor(8) as pool:
        answers = [future.result() for future in [pool.submit(ask) for _ in range(8)]]

    assert answers == ["built"] * 8
    assert calls == [1]


def test_a_failure_is_not_remembered():
    memory = Memory()

    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        memory.recall(1, "key", fail)

    assert memory.recall(1, "key", lambda: "built") == "built"


def test_the_memory_is_bounded_and_keeps_what_is_used():
    memory = Memory(limit=2)
    memory.recall(1, "a", lambda: 1)
    memory.recall(1, "b", lambda: 2)
    memory.recall(1, "a", lambda: 0)
    memory.recall(1, "c", lambda: 3)

    assert memory.recall(1, "a", lambda: "again") == 1
    assert memory.recall(1, "b", lambda: "again") == "again"


def kept_versions(memory, versions):
    """Return of which versions a result is kept; asking changes nothing of that order."""
    return [version for version in versions if version in memory._results]


def test_versions_that_nobody_asks_for_are_let_go_and_the_latest_ones_never():
    seconds = [0.0]
    memory = Memory(clock=lambda: seconds[0])
    for version in range(5):
        memory.recall(version, "key", lambda: "built")
    before = kept_versions(memory, range(6))

    seconds[0] = 601.0
    memory.recall(1, "key", lambda: "again")
    memory.recall(5, "key", lambda: "built")

    assert before == [0, 1, 2, 3, 4]
    assert kept_versions(memory, range(6)) == [1, 4, 5]
    assert memory.recall(1, "key", lambda: "again") == "built"


def test_many_versions_asked_for_at_once_are_bounded():
    memory = Memory(versions=8)
    for version in range(20):
        memory.recall(version, "key", lambda: "built")

    assert kept_versions(memory, range(20)) == list(range(12, 20))


def test_a_snapshot_shows_the_latest_state_or_an_earlier_one(database):
    submit(database, ("metric_value", months_of([1.0])))
    submit(database, ("metric_value", months_of([2.0])))

    assert snapshot(database).version == 2
    assert snapshot(database, 1).version == 1
    assert snapshot(database, 1).latest == 2


@pytest.mark.parametrize("version", [-1, 3])
def test_a_version_that_never_was_is_said(database, version):
    submit(database, ("metric_value", months_of([1.0])))

    with pytest.raises(NotFoundError):
        snapshot(database, version)


def test_what_was_computed_for_one_state_is_not_shown_for_another(database):
    submit(database, ("metric_value", months_of([1.0])))
    first = snapshot(database)
    first.recall("figure", lambda: "of version 1")

    submit(database, ("metric_value", months_of([2.0])))

    assert snapshot(database).recall("figure", lambda: "of version 2") == "of version 2"
    assert snapshot(database, 1).recall("figure", lambda: "built anew") == "of version 1"


def silent():
    msg = "the lake is silent"
    raise StoreUnreachableError(msg)


def test_what_is_followed_is_asked_again_at_each_mark_and_kept_while_nobody_answers():
    memory = Memory()

    answers = [
        memory.follow("latest", 1, lambda: "first"),
        memory.follow("latest", 1, silent),
        memory.follow("latest", 2, silent),
        memory.follow("latest", 2, lambda: "second"),
        memory.follow("latest", 3, silent),
    ]

    assert answers == ["first", "first", "first", "second", "second"]
    with pytest.raises(StoreUnreachableError):
        memory.follow("links", 3, silent)


def test_what_is_followed_is_bounded():
    memory = Memory(limit=3)
    for key in range(10):
        memory.follow(key, 1, lambda: "kept")

    with pytest.raises(StoreUnreachableError):
        memory.follow(0, 2, silent)
    assert memory.follow(9, 2, silent) == "kept"
