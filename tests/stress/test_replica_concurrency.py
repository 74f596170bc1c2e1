"""Short version of the uploads over three replicas in ``make test-failover``."""

from tests.stress.replica_concurrency import REPLICAS, names_of, run


def test_uploaders_over_three_replicas_lose_nothing_and_keep_nothing_twice(lakes):
    seen = run(lakes.new(), 4, uploaders=4, readers=3)

    assert seen.faults == []
    assert len(seen.acknowledged) >= 4
    assert seen.reads >= 3


def test_each_submission_is_handed_to_two_replicas():
    names = names_of(0, 12)

    assert len(names) == REPLICAS
    assert [len(writers) for writers in names] == [8, 8, 8]
    assert all(sum((0, number) in writers for writers in names) == 2 for number in range(12))
