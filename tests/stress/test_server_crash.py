"""Short version of ``make test-crash``: kills of whole servers."""

from tests.stress.server_crash import USERS, faults_of, run


def test_no_upload_acknowledged_by_a_killed_server_is_lost(tmp_path):
    result = run(tmp_path, 1, seed=3)

    assert result.faults == []
    assert result.kills == 1
    assert len(result.acknowledged) >= 1


def test_lost_and_unexpected_uploads_are_reported():
    acknowledged = {1: 10, 2: 20}

    assert faults_of(acknowledged, {1: 10, 2: 20, 3: 5}, 0, is_sound=True) == []
    assert "has None" in faults_of(acknowledged, {1: 10}, 0, is_sound=True)[0]
    assert "has 19" in faults_of(acknowledged, {1: 10, 2: 19}, 0, is_sound=True)[0]
    assert "not as recorded" in faults_of(acknowledged, acknowledged, 0, is_sound=False)[0]
    more = dict.fromkeys(range(3, 4 + USERS), 1)
    assert (
        "were not acknowledged" in faults_of(acknowledged, acknowledged | more, 0, is_sound=True)[0]
    )
