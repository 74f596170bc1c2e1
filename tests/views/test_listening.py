"""Listening: months since each role was there, and what became of what was heard."""

from datetime import date

import pytest

from lib.domain.feedback import Insight, ListeningSession
from lib.views.company import version_on
from lib.views.snapshot import snapshot
from lib.views.steering.listening import ROLES, listening_view, months_elapsed
from tests.builders import submit_records
from tests.okr_builders import an_initiative

DAY = date(2026, 11, 5)


def a_session(session_id="L1", role="ceo", held_on=date(2026, 5, 5), **changes):
    return ListeningSession(
        **{
            "session_id": session_id,
            "role": role,
            "held_on": held_on,
            "kind": "interview",
            **changes,
        }
    )


def an_insight(insight_id="N1", session_id="L1", **changes):
    return Insight(
        **{"insight_id": insight_id, "session_id": session_id, "status": "open", **changes}
    )


def clocks_of(database, *records, on=DAY):
    submit_records(database, *records)
    return {clock.role: clock for clock in listening_view(snapshot(database), on).clocks}


@pytest.mark.parametrize(
    ("earlier", "months"),
    [
        (date(2026, 11, 5), 0),
        (date(2026, 10, 6), 0),
        (date(2026, 10, 5), 1),
        (date(2025, 8, 7), 14),
        (date(2025, 11, 5), 12),
    ],
)
def test_only_whole_months_count(earlier, months):
    assert months_elapsed(earlier, DAY) == months


def test_a_role_is_timed_from_its_latest_session(database):
    clocks = clocks_of(database, a_session(held_on=date(2025, 1, 1)), a_session("L2"))

    assert (clocks["ceo"].months, clocks["ceo"].sessions) == (6, 2)
    assert not clocks["ceo"].is_recent


def test_a_role_seen_within_six_months_is_recent(database):
    clocks = clocks_of(database, a_session(held_on=date(2026, 5, 6)))

    assert clocks["ceo"].months == 5
    assert clocks["ceo"].is_recent


def test_roles_that_never_took_part_are_listed_first(database):
    submit_records(database, a_session(role="cfo"))
    view = listening_view(snapshot(database), DAY)

    assert view.clocks[-1].role == "cfo"
    assert set(view.never) == set(ROLES) - {"cfo"}


def test_a_session_yet_to_come_does_not_count(database):
    clocks = clocks_of(database, a_session(held_on=date(2026, 12, 1)))

    assert clocks["ceo"].months is None


def test_one_session_holds_all_the_roles_present(database):
    submit_records(database, a_session(role="ceo"), a_session(role="cto"), an_insight())
    view = listening_view(snapshot(database), DAY)

    assert len(view.sessions) == 1
    assert set(view.sessions[0].roles) == {"ceo", "cto"}
    assert len(view.sessions[0].insights) == 1


def test_an_insight_counts_once_it_reached_something_known(database):
    submit_records(
        database,
        a_session(),
        an_initiative(),
        an_insight("N1", initiative_id="I1"),
        an_insight("N2", initiative_id="unknown", decision_id="unknown"),
        an_insight("N3", session_id="unknown"),
    )
    view = listening_view(snapshot(database), DAY)

    assert (view.reached, len(view.insights)) == (1, 3)
    assert [insight.insight.insight_id for insight in view.loose] == ["N3"]


def test_sessions_are_filtered_by_role_and_kind(database):
    submit_records(database, a_session(), a_session("L2", role="cto", kind="demo"))
    view = listening_view(snapshot(database), DAY)

    assert len(view.chosen("", "")) == 2
    assert [card.session.session_id for card in view.chosen("cto", "demo")] == ["L2"]
    assert view.chosen("cto", "interview") == ()


def test_the_demo_misses_its_operations_director_for_fourteen_months(demo):
    view = listening_view(snapshot(demo))

    assert view.day == DAY
    assert (view.clocks[0].role, view.clocks[0].months) == ("operations", 14)
    assert view.never == ()
    assert (view.reached, len(view.insights)) == (7, 9)


def test_an_empty_company_has_no_clock_running(database):
    view = listening_view(snapshot(database))

    assert view.day is None
    assert all(clock.months is None for clock in view.clocks)
    assert version_on(snapshot(database), DAY) is None
