"""What squads, cohorts and shared ownership say."""

from dataclasses import replace
from datetime import date

import pytest

from lib.i18n.translate import locale
from lib.views.committee.alignment import SquadGaps
from lib.views.steering.ownership import ownership_view
from lib.views.steering.squads import squads_view
from lib.wording.squads import (
    cohort_sentence,
    cohort_title,
    drift_sentence,
    effort_sentence,
    gap_sentences,
    outside_sentence,
    ownership_headline,
    shared_name,
    spend_sentence,
    squads_headline,
)
from tests.builders import a_metric, a_pair
from tests.charts.okr_gallery import a_comparison, a_split
from tests.okr_builders import (
    a_check_in,
    a_key_result,
    a_squad,
    an_effort,
    an_objection,
    an_objective,
    load_snapshot,
    two_metrics,
)

ENGLISH, FRENCH = locale("en"), locale("fr")
RATE = a_metric("retention", unit="%", decimals=1)
AGREED = {"build_share": 0.6, "maintain_share": 0.25, "repair_share": 0.15}


@pytest.fixture
def complete(database):
    """Give a function that shows two complete squads with some efforts."""

    def start(*efforts):
        return squads_view(
            load_snapshot(
                database,
                *two_metrics(),
                a_squad("S1", people=7, monthly_cost=8600.0, **AGREED),
                a_squad("S2", **AGREED),
                a_pair("P01", squad_id="S1"),
                a_pair("P02", squad_id="S2"),
                an_objective(),
                a_key_result("K1", squad_id="S1"),
                a_key_result("K2", squad_id="S2"),
                a_check_in(),
                *efforts,
            )
        )

    return start


def test_the_headline_names_the_one_squad_that_drifts(complete):
    view = complete(an_effort("repair", 5.0), an_effort("build", 5.0))

    assert squads_headline(view, ENGLISH) == "Squad S1 has left its agreed split of effort"


def test_the_headline_counts_squads_that_drift(complete):
    view = complete(an_effort("repair", 5.0), an_effort("repair", 5.0, squad_id="S2"))

    assert squads_headline(view, ENGLISH) == (
        "2 of 2 squads have left their agreed split of effort"
    )


def test_the_headline_is_calm_when_all_is_kept(complete):
    efforts = (an_effort("build", 6.0), an_effort("maintain", 2.5), an_effort("repair", 1.5))

    assert squads_headline(complete(*efforts), ENGLISH) == (
        "Each squad has a mission; in the last month reported, the effort of 1 squad of 2 is "
        "within ten points of the agreed split"
    )


def test_the_headline_tells_the_effort_that_serves_no_objective(complete):
    efforts = [
        an_effort(kind, done, squad_id=squad)
        for squad in ("S1", "S2")
        for kind, done in (("build", 6.0), ("maintain", 2.5), ("repair", 1.5))
    ]
    served = [replace(effort, objective_id="O1") for effort in efforts[:3]]

    assert squads_headline(complete(*served, *efforts[3:]), ENGLISH) == (
        "Each of the 2 squads has a business mission; 50% of the effort reported in Q4\u00a02026 "
        "serves no objective"
    )


def test_without_effort_the_headline_claims_nothing_of_it(complete):
    assert squads_headline(complete(), ENGLISH) == (
        "Each squad has a mission, a pair and a key result"
    )


def test_a_squad_that_lacks_something_comes_first(database):
    view = squads_view(load_snapshot(database, a_squad(mission_fr=None, mission_en=None)))

    assert squads_headline(view, ENGLISH) == (
        "1 of 1 squads lacks a mission, a pair or a key result"
    )


def test_without_squads_the_headline_says_so(database):
    assert squads_headline(squads_view(load_snapshot(database)), ENGLISH) == (
        "No squad has been described yet"
    )


def test_each_gap_is_a_sentence():
    assert gap_sentences(SquadGaps(a_squad(), True, True, True), ENGLISH) == [
        "No business mission has been written.",
        "It owns no pair of metrics.",
        "It answers for no key result this quarter.",
    ]
    assert gap_sentences(SquadGaps(a_squad(), False, False, False), ENGLISH) == []


def test_a_drift_has_share_agreement_and_distance():
    split = a_split((0.3, 0.3, 0.4))

    sentences = [drift_sentence(kind, split, ENGLISH) for kind in split.drifts]

    assert sentences == [
        "Build in January\u00a02026: 30% of the effort for 60% agreed, 30\u00a0pp below.",
        "Repair in January\u00a02026: 40% of the effort for 15% agreed, 25\u00a0pp above.",
    ]


def test_effort_outside_any_objective_has_its_count():
    assert outside_sentence(a_split((0.6, 0.25, 0.15)), ENGLISH) == (
        "100% of the quarter’s effort serves no objective (10.0 of 10.0 person-months)."
    )


def test_effort_and_cost_are_stated_or_called_unknown(complete):
    first, second = complete(an_effort("build", 6.0), an_effort("maintain", 4.0)).cards

    assert effort_sentence(second, ENGLISH) == "No effort has been reported."
    assert spend_sentence(first, ENGLISH) == "€60.2k a month: 7 people at €8,600."
    assert spend_sentence(second, ENGLISH).startswith("Its cost is not known")


def test_cohorts_that_differ_are_a_difference_not_an_effect():
    sentence = cohort_sentence(a_comparison(RATE), ENGLISH)

    assert sentence == (
        "At 5 months, 49.0% after the launch (4 cohorts) against 45.0% before (8), "
        "without overlap: one shuffle in 248 does as much. "
        "A difference, not yet an effect: cohorts also drift for other reasons."
    )


def test_cohorts_that_overlap_or_are_few_show_no_difference():
    overlapping = cohort_sentence(a_comparison(RATE, all_beyond=False), ENGLISH)
    easy = cohort_sentence(a_comparison(RATE, chance=0.1), ENGLISH)
    early = cohort_sentence(a_comparison(RATE, after=False), ENGLISH)

    assert overlapping.endswith("no difference is shown.")
    assert "no difference is shown" not in early
    assert "not yet an effect" not in easy
    assert early == "Too early: fewer than 3 cohorts on one side of the launch."


def test_a_comparison_names_metric_and_launch():
    assert cohort_title(a_comparison(RATE), ENGLISH) == ("Metric retention, around “Initiative I1”")


def test_open_objections_are_counted_in_the_headline(database):
    view = ownership_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_pair(owner_product="Product lead", owner_business="Finance director"),
            an_objection("B1"),
            an_objection("B2", answered_on=date(2026, 10, 9)),
        )
    )

    assert ownership_headline(view, ENGLISH) == (
        "1 of 1 pairs, common KPIs and recommendations owned by product and business together; "
        "1 objection waits for an answer"
    )
    assert shared_name(view.items[0], ENGLISH) == "Metric product → Metric business"


def test_a_pair_whose_metrics_are_unknown_goes_by_its_identifier(database):
    view = ownership_view(load_snapshot(database, a_pair("P09")))

    assert shared_name(view.items[0], FRENCH) == "P09"
    assert ownership_headline(view, ENGLISH).endswith("no objection waits for an answer")
