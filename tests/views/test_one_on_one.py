"""The private brief: what changed since the last meeting, promises, and its privacy."""

from datetime import date

import pytest

from lib.domain.decisions import Decision, OneOnOne
from lib.domain.pages import PRIVATE_PAGES, SHAREABLE_PAGES
from lib.i18n.translate import locale
from lib.views.snapshot import snapshot
from lib.views.steering.one_on_one import IS_PRIVATE, StateChange, one_on_one_view
from lib.wording.one_on_one import (
    brief_finding,
    point_sentence,
    promises_sentence,
    questions,
    since_sentence,
)
from tests.builders import months_of, submit, submit_records
from tests.okr_builders import a_check_in, a_key_result, an_objective, two_metrics

ENGLISH, FRENCH = locale("en"), locale("fr")


def a_meeting(name="U1", held_on=date(2026, 10, 14), **changes):
    return OneOnOne(**{"one_on_one_id": name, "held_on": held_on, **changes})


def test_the_page_is_private_and_no_link_can_hold_it():
    assert IS_PRIVATE
    assert "one_on_one" in PRIVATE_PAGES
    assert "one_on_one" not in SHAREABLE_PAGES


@pytest.fixture
def changed(database):
    """Give a key result on pace at the meeting and off pace since."""
    values = [
        a_check_in(period=date(2026, 9, 1), value=7.5),
        a_check_in(period=date(2026, 10, 1), value=0.0),
    ]
    submit_records(
        database,
        *two_metrics(),
        an_objective(),
        a_key_result(quarter="2026-Q4"),
        values[0],
        received_on=date(2026, 10, 5),
    )
    rows = months_of([1.0], metric_id="product", first=date(2026, 10, 1))
    submit(database, ("metric_value", rows), received_on=date(2026, 10, 6))
    submit_records(database, a_meeting(), values[1], received_on=date(2026, 11, 5))
    return snapshot(database)


def test_a_key_result_that_changed_state_is_a_point(changed):
    brief = one_on_one_view(changed)

    assert brief.version_then == 2
    points = [point for point in brief.points if isinstance(point, StateChange)]
    assert [(point.before, point.after) for point in points] == [("on_pace", "off_pace")]
    sentence = point_sentence(points[0], ENGLISH)
    assert sentence == "Key result “Result K1”: ● on pace at the last meeting, ○ off pace today."


def test_questions_come_from_what_is_due_and_what_changed(changed):
    brief = one_on_one_view(changed)

    question_texts = questions(brief, ENGLISH)

    assert question_texts == ["Do we help “Result K1” or change its target?"]


def test_nothing_is_compared_before_the_data_began(database):
    submit_records(database, a_meeting(held_on=date(2026, 1, 1)), received_on=date(2026, 2, 1))
    brief = one_on_one_view(snapshot(database))

    assert brief.version_then is None
    assert brief.points == ()
    assert "no state of the data of that day is held" in since_sentence(brief, ENGLISH)


def test_promises_are_counted_and_open_ones_listed(database):
    submit_records(
        database,
        a_meeting("U1", promise_state="kept"),
        a_meeting("U2", promise_state="not_kept"),
        a_meeting("U3", promise_state="pending", held_on=date(2026, 11, 1)),
        a_meeting("U4"),
    )
    brief = one_on_one_view(snapshot(database))

    assert (brief.kept_count, len(brief.not_kept), len(brief.pending)) == (1, 1, 1)
    assert brief.last.one_on_one_id == "U3"
    assert promises_sentence(brief, ENGLISH) == "1 of 2 promises judged were kept."


def test_brief_lists_due_decisions_and_overdue_reviews(database):
    submit_records(
        database,
        Decision(decision_id="D1", status="open", due_on=date(2026, 12, 1)),
        Decision(decision_id="D2", status="decided", review_on=date(2026, 10, 1)),
    )
    brief = one_on_one_view(snapshot(database))

    assert [decision.decision_id for decision in brief.due] == ["D1"]
    assert [decision.decision_id for decision in brief.overdue] == ["D2"]


def test_an_empty_company_has_an_empty_brief(database):
    brief = one_on_one_view(snapshot(database))

    assert (brief.last, brief.points, brief.meetings) == (None, (), ())
    assert brief_finding(brief, FRENCH).startswith("Qu’est-ce que j’apporte")


def test_demo_brief_is_written_in_both_languages(demo):
    newest = snapshot(demo)
    brief = one_on_one_view(newest)

    assert brief.last.held_on == date(2026, 10, 14)
    assert brief.version_then == 11
    assert len(brief.first_points) <= 3
    assert (brief.kept_count, len(brief.not_kept), len(brief.pending)) == (7, 1, 2)
    for language in (ENGLISH, FRENCH):
        assert all(point_sentence(point, language) for point in brief.points)
        assert len(questions(brief, language)) == min(3, 2 + len(brief.points))
