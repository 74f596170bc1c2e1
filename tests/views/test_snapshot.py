import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.errors import NotFoundError, StoreUnreachableError
from lib.views.cache import Cache
from lib.views.snapshot import snapshot
from tests.builders import months_of, submit


def test_result_is_computed_once():
    cache, calls = Cache(), []

    for _ in range(3):
        cache.get_or_compute(1, "key", lambda: calls.append(1))

    assert calls == [1]


def test_concurrent_requests_for_a_key_compute_it_once():
    cache, calls = Cache(), []
    ready = threading.Barrier(8)

    def build():
        calls.append(1)
        time.sleep(0.05)
        return "built"

    def request():
        ready.wait()
        return cache.get_or_compute(1, "key", build)

    with ThreadPoolExecutor(8) as pool:
        results = [future.result() for future in [pool.submit(request) for _ in range(8)]]

    assert results == ["built"] * 8
    assert calls == [1]


def test_failed_computation_is_not_cached():
    cache = Cache()

    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        cache.get_or_compute(1, "key", fail)

    assert cache.get_or_compute(1, "key", lambda: "built") == "built"


def test_cache_is_bounded_and_drops_the_least_recently_used_result():
    cache = Cache(limit=2)
    cache.get_or_compute(1, "a", lambda: 1)
    cache.get_or_compute(1, "b", lambda: 2)
    cache.get_or_compute(1, "a", lambda: 0)
    cache.get_or_compute(1, "c", lambda: 3)

    assert cache.get_or_compute(1, "a", lambda: "again") == 1
    assert cache.get_or_compute(1, "b", lambda: "again") == "again"


def cached_versions(cache, versions):
    """Return the versions with cached results, without changing their order of use."""
    return [version for version in versions if version in cache._versions]


def test_unused_versions_are_dropped_after_ten_minutes_but_three_always_remain():
    seconds = [0.0]
    cache = Cache(clock=lambda: seconds[0])
    for version in range(5):
        cache.get_or_compute(version, "key", lambda: "built")
    before = cached_versions(cache, range(6))

    seconds[0] = 601.0
    cache.get_or_compute(1, "key", lambda: "again")
    cache.get_or_compute(5, "key", lambda: "built")

    assert before == [0, 1, 2, 3, 4]
    assert cached_versions(cache, range(6)) == [1, 4, 5]
    assert cache.get_or_compute(1, "key", lambda: "again") == "built"


def test_number_of_cached_versions_is_bounded():
    cache = Cache(versions=8)
    for version in range(20):
        cache.get_or_compute(version, "key", lambda: "built")

    assert cached_versions(cache, range(20)) == list(range(12, 20))


def test_snapshot_is_the_latest_state_or_an_earlier_one(database):
    submit(database, ("metric_value", months_of([1.0])))
    submit(database, ("metric_value", months_of([2.0])))

    assert snapshot(database).version == 2
    assert snapshot(database, 1).version == 1
    assert snapshot(database, 1).latest == 2


@pytest.mark.parametrize("version", [-1, 3])
def test_unknown_data_version_is_refused(database, version):
    submit(database, ("metric_value", months_of([1.0])))

    with pytest.raises(NotFoundError):
        snapshot(database, version)


def test_results_of_two_data_versions_are_cached_apart(database):
    submit(database, ("metric_value", months_of([1.0])))
    first = snapshot(database)
    first.get_or_compute("figure", lambda: "of version 1")

    submit(database, ("metric_value", months_of([2.0])))

    assert snapshot(database).get_or_compute("figure", lambda: "of version 2") == "of version 2"
    assert snapshot(database, 1).get_or_compute("figure", lambda: "built anew") == "of version 1"


def unreachable():
    msg = "the lake is unreachable"
    raise StoreUnreachableError(msg)


def test_refreshed_result_is_read_at_each_change_and_stays_while_the_database_is_unreachable():
    cache = Cache()

    results = [
        cache.get_or_refresh("latest", 1, lambda: "first"),
        cache.get_or_refresh("latest", 1, unreachable),
        cache.get_or_refresh("latest", 2, unreachable),
        cache.get_or_refresh("latest", 2, lambda: "second"),
        cache.get_or_refresh("latest", 3, unreachable),
    ]

    assert results == ["first", "first", "first", "second", "second"]
    with pytest.raises(StoreUnreachableError):
        cache.get_or_refresh("links", 3, unreachable)


def test_number_of_refreshed_results_is_bounded():
    cache = Cache(limit=3)
    for key in range(10):
        cache.get_or_refresh(key, 1, lambda: "kept")

    with pytest.raises(StoreUnreachableError):
        cache.get_or_refresh(0, 2, unreachable)
    assert cache.get_or_refresh(9, 2, unreachable) == "kept"
