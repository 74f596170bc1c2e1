"""What the overview says: which time the mark measures, and since when a review is due."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.decisions import Decision
from lib.i18n.translate import locale
from lib.views.committee.overview import overview_view
from lib.views.snapshot import snapshot
from lib.wording.overview import more_reviews, pace_explanation, review_sentence
from tests.builders import submit_records
from tests.okr_builders import an_objective, two_metrics

ENGLISH, FRENCH = locale("en"), locale("fr")


@pytest.fixture
def paces(demo):
    objectives = overview_view(snapshot(demo)).objectives
    return [pace for objective in objectives for pace in objective.key_results]


def test_the_mark_of_a_year_is_the_share_of_the_year(paces):
    assert "Mark: share of the year gone, 83%." in pace_explanation(paces, ENGLISH)
    assert "part de l’année écoulée, 83" in pace_explanation(paces, FRENCH)


def test_the_mark_of_another_span_names_its_months(paces):
    result = replace(paces[0].key_result, starts_on=date(2026, 9, 1))

    explanation = pace_explanation([replace(paces[0], key_result=result)], ENGLISH)

    assert "from Sept" in explanation.replace("\u00a0", " ")
    assert "to Dec" in explanation


def test_marks_of_several_spans_have_a_general_text(paces):
    result = replace(paces[0].key_result, starts_on=date(2026, 9, 1))

    explanation = pace_explanation([replace(paces[0], key_result=result), *paces[1:]], ENGLISH)

    assert "from the start value to the end of the quarter." in explanation


def test_a_result_on_pace_before_its_mark_is_explained(paces):
    committed = [pace for pace in paces if pace.key_result.kind == "committed"]

    assert pace_explanation(paces, ENGLISH).endswith(
        "On pace: a bar at 95% of the mark, at 70% for an aspirational result."
    )
    assert "aspirational" not in pace_explanation(committed, ENGLISH)


def test_an_overdue_review_says_since_when():
    decision = Decision(decision_id="D1", status="decided", review_on=date(2026, 3, 1))

    assert review_sentence(decision, ENGLISH).startswith("review overdue since 1")
    assert "1er" in review_sentence(decision, FRENCH)
    assert review_sentence(replace(decision, review_on=None), ENGLISH) == "review overdue"
    assert more_reviews(1, ENGLISH) == "and 1 more review overdue"


def test_reviews_overdue_stand_with_the_decisions_of_the_overview(database):
    late = Decision(decision_id="D1", status="decided", review_on=date(2020, 3, 1))
    later = Decision(decision_id="D2", status="decided", review_on=date(2020, 2, 1))
    submit_records(database, *two_metrics(), an_objective(), late, later)

    view = overview_view(snapshot(database))

    assert [decision.decision_id for decision in view.reviews_overdue] == ["D2", "D1"]
