"""The small version of the trial of killed servers; ``make crash`` runs the large one."""

from tests.stress.server_kills import PEOPLE, faults_of, run


def test_no_answer_of_a_server_that_is_killed_is_forgotten_by_the_next(tmp_path):
    found = run(tmp_path, 1, seed=3)

    assert found.faults == []
    assert found.kills == 1
    assert len(found.promised) >= 1


def test_what_a_killed_server_lost_or_invented_is_noticed():
    promised = {1: 10, 2: 20}

    assert faults_of(promised, {1: 10, 2: 20, 3: 5}, 0, is_sound=True) == []
    assert "has None" in faults_of(promised, {1: 10}, 0, is_sound=True)[0]
    assert "has 19" in faults_of(promised, {1: 10, 2: 19}, 0, is_sound=True)[0]
    assert "not as recorded" in faults_of(promised, promised, 0, is_sound=False)[0]
    more = dict.fromkeys(range(3, 4 + PEOPLE), 1)
    assert "nobody was promised" in faults_of(promised, promised | more, 0, is_sound=True)[0]
