"""Initiatives of a small company: drafts, sealed predictions, effects, returns."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from lib.domain.decisions import Decision, Review
from lib.domain.initiatives import Contribution, Initiative, Prediction, Squad
from lib.domain.metrics import Event
from lib.domain.okrs import Objective
from lib.domain.returns import prediction_fingerprint
from lib.errors import NotFoundError
from lib.views.committee.initiatives import impact_of, initiatives_view, portfolio
from lib.views.effect_windows import detectable_of, turns_round, windows_of
from lib.views.snapshot import snapshot
from tests.builders import a_metric, a_pair, months_of, submit, submit_records

FIRST = date(2023, 1, 1)
LAUNCH = date(2025, 3, 3)
AT = 26  # March 2025, counted from January 2023


def an_initiative(initiative_id="I1", **changes):
    return Initiative(
        **{
            "initiative_id": initiative_id,
            "status": "shipped",
            "squad_id": "S1",
            "pair_id": "P01",
            "product_metric_id": "product",
            "business_metric_id": "business",
            "started_on": date(2024, 11, 4),
            "launched_on": LAUNCH,
            "effect_shape": "step",
            "cost": 80_000.0,
            **changes,
        }
    )


def a_prediction(**changes):
    fields = Prediction(
        **{
            "initiative_id": "I1",
            "frozen_on": date(2024, 11, 4),
            "low": 70.0,
            "mid": 100.0,
            "high": 130.0,
            **changes,
        }
    )
    return (
        fields
        if fields.fingerprint
        else replace(fields, fingerprint=prediction_fingerprint(fields))
    )


def noisy(level, step=0.0, *, at=AT, months=40, seed=3):
    """Return a steady level with a little noise, moved by ``step`` from month ``at`` on."""
    noise = np.random.default_rng(seed).normal(0.0, 0.5, months)
    moved = np.where(np.arange(months) >= at, step, 0.0)
    return [float(value) for value in level + noise + moved]


@pytest.fixture
def company(database):
    submit_records(
        database,
        a_metric("product"),
        a_metric("business", kind="business", unit="%", decimals=1),
        Squad(squad_id="S1", name_fr="Commande", name_en="Checkout"),
        Objective(objective_id="O1", name_fr="Croître", name_en="Grow", weight=1.0, year=2026),
        a_pair("P01", squad_id="S1", lag_months=2),
        an_initiative(),
        Contribution(initiative_id="I1", objective_id="O1", contribution=1.0, key_result_id="KR1"),
        a_prediction(),
    )
    submit(database, ("metric_value", months_of(noisy(20, 6), metric_id="product", first=FIRST)))
    submit(
        database,
        (
            "metric_value",
            months_of(noisy(50, 5, at=AT + 2, seed=4), metric_id="business", first=FIRST),
        ),
    )
    return database


def test_an_effect_is_found_on_both_metrics_each_from_its_own_month(company):
    impact = impact_of(snapshot(company), "I1")

    assert impact.product.expected_from == date(2025, 3, 1)
    assert impact.business.expected_from == date(2025, 5, 1)  # two months of declared lag
    assert impact.product.estimate == pytest.approx(6.0, abs=1.0)
    assert impact.business.low < 5.0 < impact.business.high
    assert (impact.business.finding, impact.business.course) == ("moderate", "better")


def test_a_launch_after_the_fifteenth_moves_the_month_after(company):
    submit_records(company, an_initiative(launched_on=date(2025, 2, 16)))

    assert impact_of(snapshot(company), "I1").product.expected_from == date(2025, 3, 1)


def test_a_metric_that_should_fall_gets_better_by_falling(company):
    submit_records(company, a_metric("business", kind="business", unit="%", direction="down"))

    view = initiatives_view(snapshot(company))

    assert view.cards[0].impact.business.course == "worse"
    assert view.cards[0].kind == "reversed"
    assert view.cards[0].impact.business.is_alarm


def test_a_metric_without_direction_is_neither_better_nor_worse(company):
    submit_records(company, a_metric("business", kind="business", direction="none"))

    card = initiatives_view(snapshot(company)).cards[0]

    assert (card.impact.business.course, card.kind) == ("unclear", "not_shown")
    assert not card.impact.business.is_alarm


def test_coinciding_launch_or_event_caps_the_evidence_and_is_listed(company):
    submit_records(
        company,
        an_initiative("I2", launched_on=date(2025, 4, 1)),
        Event(event_id="E1", happened_on=date(2025, 6, 10), metric_id="business"),
        Event(event_id="E2", happened_on=date(2025, 12, 1)),
    )

    business = impact_of(snapshot(company), "I1").business

    assert business.finding == "weak"
    assert [item.initiative_id for item in business.launches] == ["I2"]
    assert [event.event_id for event in business.events] == ["E1"]


def test_an_effect_is_read_for_a_year_or_until_the_next_launch(company):
    alone = impact_of(snapshot(company), "I1").product.n
    submit_records(company, an_initiative("I2", launched_on=date(2025, 9, 1)))

    shorter = impact_of(snapshot(company), "I1").product.n

    assert alone == AT + 12
    assert shorter == AT + 6


def test_too_recent_a_launch_is_too_early_and_says_when_an_answer_comes(company):
    submit_records(company, an_initiative(launched_on=date(2026, 4, 1)))

    card = initiatives_view(snapshot(company)).cards[0]

    # data end in April 2026; the effect is expected from June, three months are needed: August
    assert (card.kind, card.impact.business.estimate) == ("too_early", None)
    assert card.impact.business.answer_from == date(2026, 8, 1)


def test_a_launch_before_the_data_is_too_early_for_ever(company):
    submit_records(company, an_initiative(launched_on=date(2021, 1, 4)))

    business = impact_of(snapshot(company), "I1").business

    assert (business.finding, business.answer_from) == ("too_early", None)


def test_no_impact_before_the_launch_or_for_a_draft(company):
    submit_records(
        company,
        an_initiative("I2", status="planned", launched_on=None),
        an_initiative("I3", business_metric_id=None),
    )
    newest = snapshot(company)

    for name in ("I2", "I3"):
        assert impact_of(newest, name).business is None
    with pytest.raises(NotFoundError):
        impact_of(newest, "unknown")


def test_a_draft_is_counted_with_what_is_missing_and_shown_nowhere_else(company):
    submit_records(
        company,
        an_initiative("I2", business_metric_id=None),
        an_initiative("I3", product_metric_id="gone", business_metric_id=""),
    )

    view = initiatives_view(snapshot(company))

    assert [card.initiative.initiative_id for card in view.cards] == ["I1"]
    assert [(draft.initiative.initiative_id, draft.gaps) for draft in view.drafts] == [
        ("I2", ("business_metric",)),
        ("I3", ("product_metric", "business_metric")),
    ]


def test_cards_are_kept_by_squad_objective_quarter_and_status(company):
    submit_records(
        company,
        an_initiative("I2", status="planned", launched_on=None, planned_on=date(2027, 2, 1)),
    )
    view = initiatives_view(snapshot(company))

    def names(**choice):
        return [card.initiative.initiative_id for card in view.chosen(**choice)]

    assert names() == ["I2", "I1"]  # latest first
    assert names(squad="S1", objective="O1") == ["I1"]
    assert names(quarter="2027-Q1") == ["I2"]
    assert names(status="shipped") == ["I1"]
    assert names(squad="S2") == []
    assert view.quarters == ("2027-Q1", "2025-Q1")
    assert view.card("I1").squad.squad_id == "S1"
    assert view.card("unknown") is None


def test_a_prediction_is_kept_as_first_written_and_a_rewriting_shows(company):
    assert initiatives_view(snapshot(company)).cards[0].prediction.seal == "intact"

    submit_records(company, a_prediction(mid=60.0))
    sealed = initiatives_view(snapshot(company)).cards[0].prediction

    assert (sealed.prediction.mid, sealed.seal, sealed.versions) == (100.0, "altered", 2)


def test_a_prediction_whose_figures_do_not_match_its_fingerprint_is_altered(company):
    submit_records(
        company, an_initiative("I2"), a_prediction(initiative_id="I2", fingerprint="0" * 64)
    )

    cards = {
        card.initiative.initiative_id: card for card in initiatives_view(snapshot(company)).cards
    }

    assert cards["I2"].prediction.seal == "altered"
    assert cards["I1"].prediction.seal == "intact"


def test_only_sealed_predictions_made_before_the_launch_count(company):
    submit_records(
        company,
        an_initiative("I2"),
        an_initiative("I3"),
        a_prediction(initiative_id="I2", frozen_on=date(2025, 6, 1)),
        a_prediction(initiative_id="I3", fingerprint="0" * 64),
        *(
            Decision(decision_id=f"D{k}", status="decided", initiative_id=f"I{k}")
            for k in (1, 2, 3)
        ),
        *(
            Review(
                decision_id=f"D{k}", reviewed_on=date(2026, 1, 5), verdict="partial", actual=75.0
            )
            for k in (1, 2, 3)
        ),
    )

    result = portfolio(initiatives_view(snapshot(company)).cards)

    assert (result.record.count, result.record.announced, result.record.actual) == (1, 100.0, 75.0)
    assert (result.record.close, result.record.within_range) == (1, 1)  # 25 off 100: within 25 %
    assert result.left_out == 2


def test_the_spend_is_split_and_stopped_bets_are_listed(company):
    submit_records(
        company,
        an_initiative("I2", status="planned", launched_on=None),
        an_initiative(
            "I3", status="stopped", stopped_on=date(2025, 9, 1), money_saved=43_000.0, cost=10.0
        ),
    )

    result = portfolio(initiatives_view(snapshot(company)).cards)

    assert sum(line.spend for line in result.lines) == 80_010.0  # what is not launched is not spent
    assert [card.initiative.initiative_id for card in result.stopped] == ["I3"]
    assert result.saved == 43_000.0


def test_short_run_and_long_run_effects_are_separate(company):
    turning = noisy(50, 5)
    turning[AT + 3 :] = [value - 12 for value in turning[AT + 3 :]]
    submit(company, ("metric_value", months_of(turning, metric_id="business", first=FIRST)))

    windows = windows_of(snapshot(company), "I1", "business")

    assert [(item.window.first, item.window.last) for item in windows] == [(0, 2), (3, 6), (7, 12)]
    assert windows[0].course == "better"
    assert windows[0].low < 5.0 < windows[0].high
    assert "worse" in {item.course for item in windows[1:]}
    assert turns_round(windows)


def test_steady_effect_does_not_change_direction(company):
    assert not turns_round(windows_of(snapshot(company), "I1", "product"))
    assert not turns_round(())


def test_smallest_detectable_change_is_known_before_the_launch(company):
    newest = snapshot(company)

    result = detectable_of(newest, "business")

    # noise of half a point: a change of a few points shows, one of a tenth does not
    assert 0.3 < result.change < 6.0
    assert result.months == 6


def test_an_empty_company_has_no_initiative(database):
    view = initiatives_view(snapshot(database))

    assert (view.cards, view.drafts, view.quarters) == ((), (), ())
    assert portfolio(view.cards).record.count == 0
