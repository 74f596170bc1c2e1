"""Decisions: ready or not, overdue or not, and the receipt of the day they were taken."""

from datetime import date

import pytest

from lib.domain.decisions import Decision, DecisionOption, Review
from lib.views.snapshot import snapshot
from lib.views.steering.decision_snapshots import decision_snapshot
from lib.views.steering.decisions import decisions_view, overdue_reviews
from tests.builders import a_pair, months_of, submit, submit_records
from tests.okr_builders import two_metrics

NOTHING = DecisionOption(decision_id="D1", option="B", does_nothing=True)
SOMETHING = DecisionOption(decision_id="D1", option="A", mid=10.0)


def a_decision(**changes):
    return Decision(
        **{
            "decision_id": "D1",
            "status": "open",
            "review_on": date(2026, 12, 1),
            "expected_low": 80.0,
            "expected_mid": 100.0,
            "expected_high": 120.0,
            "monthly_cost_of_waiting": 5.0,
            "pair_id": "P01",
            **changes,
        }
    )


def card_of(database, *records, on=None):
    submit_records(database, *two_metrics(), a_pair(), *records)
    return decisions_view(snapshot(database), on).cards[0]


def test_a_whole_recommendation_is_ready(database):
    card = card_of(database, a_decision(), SOMETHING, NOTHING)

    assert card.gaps == ()
    assert card.state == "ready"
    assert card.evidence.pair_label == "too_early"


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"expected_low": None}, "range"),
        ({"expected_mid": None}, "range"),
        ({"pair_id": None}, "evidence"),
        ({"monthly_cost_of_waiting": None}, "cost_of_waiting"),
        ({"review_on": None}, "review_date"),
    ],
)
def test_what_a_recommendation_lacks_keeps_it_from_being_ready(database, change, gap):
    card = card_of(database, a_decision(**change), SOMETHING, NOTHING)

    assert card.gaps == (gap,)
    assert card.state == "incomplete"


def test_a_decision_without_doing_nothing_is_incomplete(database):
    card = card_of(database, a_decision(), SOMETHING)

    assert card.gaps == ("do_nothing",)


def test_doing_nothing_alone_is_no_choice(database):
    card = card_of(database, a_decision(), NOTHING)

    assert card.gaps == ("alternative",)


def test_a_review_is_overdue_the_day_after_its_date_and_not_before(database):
    taken = a_decision(status="decided", decided_on=date(2026, 1, 5))
    submit_records(database, *two_metrics(), a_pair(), taken)
    newest = snapshot(database)

    assert overdue_reviews(newest, date(2026, 12, 1)) == ()
    assert overdue_reviews(newest, date(2026, 12, 2)) == (taken,)
    assert decisions_view(newest, date(2026, 12, 2)).cards[0].state == "overdue"


def test_overdue_reviews_are_computed_on_the_day_of_the_latest_upload(database):
    taken = a_decision(status="decided", review_on=date(2026, 11, 4))
    submit_records(database, taken, received_on=date(2026, 11, 5))

    assert overdue_reviews(snapshot(database)) == (taken,)


def test_a_reviewed_decision_is_never_overdue_and_is_judged_by_its_range(database):
    review = Review(
        decision_id="D1", reviewed_on=date(2026, 6, 1), verdict="better", actual=120.0001
    )
    card = card_of(database, a_decision(status="decided"), review, on=date(2027, 1, 1))

    assert card.state == "reviewed"
    assert card.outcome == "above"


@pytest.mark.parametrize(("actual", "outcome"), [(80.0, "within"), (79.9, "below")])
def test_range_includes_its_bounds(database, actual, outcome):
    review = Review(decision_id="D1", reviewed_on=date(2026, 6, 1), verdict="met", actual=actual)
    card = card_of(database, a_decision(status="decided"), review)

    assert card.outcome == outcome


@pytest.fixture
def restated(database):
    """Give a decision taken between two uploads, the second of which restates the first."""
    submit_records(
        database,
        *two_metrics(),
        a_pair(),
        a_decision(status="decided", decided_on=date(2026, 4, 10)),
        received_on=date(2026, 4, 1),
    )
    first = months_of([1.0, 2.0, 3.0], metric_id="product")
    submit(database, ("metric_value", first), received_on=date(2026, 4, 10))
    later = months_of([1.0, 2.0, 3.5, 9.0], metric_id="product")
    submit(database, ("metric_value", later), received_on=date(2026, 5, 5))
    return database


def test_decision_snapshot_has_the_figures_received_by_its_day(restated):
    newest = snapshot(restated)
    receipt = decision_snapshot(newest, decisions_view(newest).cards[0].decision)
    figure = receipt.figures[0]

    assert (receipt.version, receipt.basis) == (2, "received")
    assert (figure.month, figure.then) == (date(2026, 3, 1), 3.0)
    assert (figure.restated, figure.latest) == (3.5, 9.0)
    assert figure.latest_month == date(2026, 4, 1)


def test_decision_snapshot_does_not_change_with_later_uploads(restated):
    newest = snapshot(restated)
    before = decision_snapshot(newest, decisions_view(newest).cards[0].decision)
    for k in range(3):
        rows = months_of([0.0, 0.0, float(k)], metric_id="product")
        submit(restated, ("metric_value", rows), received_on=date(2026, 6, 1 + k))
    newest = snapshot(restated)
    after = decision_snapshot(newest, decisions_view(newest).cards[0].decision)

    assert after.version == before.version
    assert [upload.then for upload in after.figures] == [upload.then for upload in before.figures]
    assert after.figures[0].restated == 2.0


def test_data_version_of_a_decision_takes_precedence_over_its_day(restated):
    submit_records(
        restated, a_decision(status="decided", decided_on=date(2026, 4, 10), data_version=3)
    )
    newest = snapshot(restated)
    receipt = decision_snapshot(newest, decisions_view(newest).cards[0].decision)

    assert (receipt.version, receipt.basis) == (3, "declared")
    assert receipt.figures[0].then == 9.0


def test_decision_before_the_first_upload_has_no_figures_of_its_day(restated):
    submit_records(restated, a_decision(status="decided", decided_on=date(2026, 3, 15)))
    newest = snapshot(restated)
    receipt = decision_snapshot(newest, decisions_view(newest).cards[0].decision)

    assert (receipt.version, receipt.basis) == (None, "none")
    assert receipt.first_received_on == date(2026, 4, 1)
    assert receipt.figures[0].then is None
    assert (receipt.figures[0].month, receipt.figures[0].restated) == (date(2026, 2, 1), 2.0)
