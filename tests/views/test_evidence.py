"""Evidence of every pair, in units that a reader can picture."""

import dataclasses
import math
from datetime import date

import numpy as np
import pytest

from lib.domain.periods import add_months
from lib.statistics.pairs import smallest_visible
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.evidence import pair_evidence, pair_lag_profile
from lib.views.snapshot import snapshot
from tests.builders import a_metric, a_pair, months_of, submit, submit_records
from tests.calibration.simulation import related_pair

FIRST = date(2023, 1, 1)


def declare(database, pair, *, months, sign=1, lag=0, unit="count"):
    """Load one declared pair with the values of both metrics."""
    submit_records(
        database,
        a_metric("product", unit=unit),
        a_metric("business", kind="business", unit=unit),
        a_pair(expected_sign=sign, lag_months=lag),
    )
    for name, values in (("product", pair.product), ("business", pair.business)):
        rows = months_of(values[:months].tolist(), metric_id=name, first=FIRST)
        submit(database, ("metric_value", rows), key=name)
    return pair_evidence(snapshot(database))["P01"]


def a_link(*, months=46, lag=0, strength=0.9):
    return related_pair(np.random.default_rng(3), months, lag=lag, strength=strength)


def test_established_link_is_scaled_to_a_round_step_of_the_product_metric(database):
    evidence = declare(database, a_link(), months=46)

    effect = evidence.effect
    assert evidence.assessment.label == "established"
    assert effect.step == pytest.approx(1.0)
    assert effect.low < effect.effect < effect.high
    assert effect.effect == pytest.approx(evidence.assessment.estimate * effect.step)


def test_a_step_goes_towards_the_better_side(database):
    pair = a_link()
    submit_records(
        database,
        a_metric("product", direction="down"),
        a_metric("business", kind="business"),
        a_pair(),
    )
    for name, values in (("product", pair.product), ("business", pair.business)):
        rows = months_of(values.tolist(), metric_id=name, first=FIRST)
        submit(database, ("metric_value", rows), key=name)

    effect = pair_evidence(snapshot(database))["P01"].effect

    assert effect.step < 0
    assert effect.low < effect.effect < effect.high < 0


def test_effect_of_a_relative_metric_is_scaled_to_one_percent(database):
    pair = a_link(months=60)
    grows = 0.03 * np.arange(60)
    logs = dataclasses.replace(
        pair,
        product=np.exp(4 + grows + 0.05 * pair.product),
        business=np.exp(6 + grows + 0.05 * pair.business),
    )

    effect = declare(database, logs, months=60).effect

    assert (effect.step, effect.step_is_relative, effect.is_relative) == (0.01, True, True)
    assert effect.effect == pytest.approx(0.01 * pair.slope, rel=0.4)


def test_a_pair_that_is_too_early_says_when_an_answer_is_possible(database):
    evidence = declare(database, a_link(months=20), months=20)

    assert evidence.assessment.label == "too_early"
    assert evidence.effect is None
    assert evidence.answer_on == add_months(add_months(FIRST, 19), 4)
    assert evidence.held_until is None


def test_weak_link_has_the_number_of_months_until_it_is_visible(database):
    evidence = declare(database, a_link(strength=0.45), months=46)

    months = evidence.months_to_settle
    assert months is None or (
        smallest_visible(evidence.assessment.n + months) <= abs(evidence.assessment.r)
    )
    assert evidence.visible_soon == smallest_visible(evidence.assessment.n + 12)


def test_the_demo_company_is_assessed_once_for_a_data_version(demo):
    newest = snapshot(demo)
    first = pair_evidence(newest)

    assert pair_evidence(newest) is first
    assert pair_evidence(snapshot(demo)) is first


def test_all_pairs_of_the_demo_company_are_labelled_together(demo):
    evidence = [assessment.assessment for assessment in pair_evidence(snapshot(demo)).values()]

    for assessment in evidence:
        assert math.isnan(assessment.q_value) == math.isnan(assessment.p_value)
        if assessment.label == "established":
            assert assessment.q_value < 0.05


def test_broken_links_and_early_pairs_of_the_demo_company_carry_their_dates(demo):
    for assessment in pair_evidence(snapshot(demo)).values():
        label = assessment.assessment.label
        assert (assessment.held_until is not None) == (label == "broken")
        assert assessment.answer_on is None or label == "too_early"


def test_the_lag_profile_of_a_pair_covers_half_a_year_on_both_sides(demo):
    newest = snapshot(demo)
    tandem = metric_pairs_view(newest).cards[0].series

    profile = pair_lag_profile(newest, tandem)

    assert [point.lag for point in profile] == list(range(-6, 7))
    assert pair_lag_profile(newest, tandem) is profile
