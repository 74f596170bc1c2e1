"""Short version of ``make test-import``."""

import pytest

from tests.stress.import_cases import LEAST_LOADED, Judgement, judge, make_case, run


def test_no_wrong_number_is_loaded_and_most_files_load_without_a_question():
    tally = run(40, 7)

    assert [(case.seed, case.traits, result) for case, result in tally.failures] == []
    assert tally.share_loaded >= LEAST_LOADED


def test_a_seed_makes_the_same_file():
    assert make_case(12).content == make_case(12).content
    assert make_case(12).content != make_case(13).content


@pytest.mark.parametrize(
    ("change", "outcome"),
    [({}, "loaded"), ({"value": 1.0}, "wrong"), ({"extra": True}, "wrong"), ({"less": 1}, "lost")],
)
def test_the_judge_sees_wrong_and_lost_values(database, change, outcome):
    case = next(
        case
        for case in map(make_case, range(100))
        if judge(database, case) == Judgement("loaded") and None not in case.truth.values()
    )
    key = next(iter(case.truth))
    if "value" in change:
        case.truth[key] = change["value"]
    elif "extra" in change:
        del case.truth[key]
    elif "less" in change:
        case.truth["another metric", key[1], None] = 1.0

    assert judge(database, case).outcome == outcome
