"""Short version of ``make test-soak``."""

from tests.stress.soak import MOST_GROWTH, Sample, growth, run


def test_sessions_and_uploads_run_together_without_a_failure(tmp_path):
    samples, failures = run(tmp_path, sessions=10, seconds=3, uploads=2)

    assert failures == []
    assert len(samples) == 10
    assert set(growth(samples)) == set(MOST_GROWTH)


def test_growth_is_measured():
    flat = [Sample(memory=400, handles=50, threads=20, latency=0.1)] * 10
    leaking = [Sample(400 + 20 * k, 50 + k, 20, 0.1) for k in range(10)]

    assert growth(flat) == dict.fromkeys(MOST_GROWTH, 1.0)
    assert growth(leaking)["memory"] > MOST_GROWTH["memory"]
    assert growth(leaking)["threads"] == 1.0
