"""The small version of the trial of uploaders over replicas; ``make replicas`` runs the other."""

from tests.stress.lake_hands import REPLICAS, names_of, run


def test_uploaders_over_three_replicas_lose_nothing_and_keep_nothing_twice(lakes):
    hands = run(lakes.new(), 4, uploaders=4, readers=3)

    assert hands.faults == []
    assert len(hands.promised) >= 4
    assert hands.reads >= 3


def test_each_submission_is_handed_to_two_replicas():
    names = names_of(0, 12)

    assert len(names) == REPLICAS
    assert [len(hands) for hands in names] == [8, 8, 8]
    assert all(sum((0, number) in hands for hands in names) == 2 for number in range(12))
