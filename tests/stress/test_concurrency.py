"""Short version of ``make test-concurrency``."""

from datetime import date

from lib.store.reads import ValueRow
from tests.stress.concurrency import METRICS, run, torn_months


def test_concurrent_writers_lose_and_duplicate_nothing_and_readers_see_whole_uploads(tmp_path):
    seen = run(tmp_path, 4, writers=4, readers=20)

    assert seen.faults == []
    assert len(seen.acknowledged) >= 4
    assert seen.reads >= 20


def test_a_partial_upload_is_detected():
    month = date(2026, 1, 1)
    whole = [ValueRow(name, month, 500.0, 2, 2) for name in METRICS]

    assert torn_months(whole) == set()
    assert torn_months(whole[1:]) == {month}
    assert torn_months([*whole[1:], ValueRow(METRICS[0], month, 501.0, 3, 2)]) == {month}
