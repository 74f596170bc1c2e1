"""The small version of the trial of many hands; ``make many-hands`` is the large one."""

from datetime import date

from lib.store.reads import ValueRow
from tests.stress.many_hands import METRICS, run, torn_months


def test_many_hands_lose_nothing_keep_nothing_twice_and_read_nothing_torn(tmp_path):
    hands = run(tmp_path, 4, writers=4, readers=20)

    assert hands.faults == []
    assert len(hands.promised) >= 4
    assert hands.reads >= 20


def test_half_an_upload_is_noticed():
    month = date(2026, 1, 1)
    whole = [ValueRow(name, month, 500.0, 2, 2) for name in METRICS]

    assert torn_months(whole) == set()
    assert torn_months(whole[1:]) == {month}
    assert torn_months([*whole[1:], ValueRow(METRICS[0], month, 501.0, 3, 2)]) == {month}
