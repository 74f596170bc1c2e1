"""The three closed forms, worked out by hand, and what they do at their limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.scenarios import FIELDS, missing_inputs, solve, tornado

SCOPE = {
    "horizon_months": 12.0,
    "full_ready_month": 7.0,
    "reduced_ready_month": 4.0,
    "monthly_value": 38_000.0,
    "reduced_share": 0.7,
}
QUALITY = {
    "one_off_cost": 155_000.0,
    "maintenance_share_before": 0.34,
    "maintenance_share_after": 0.26,
    "people": 35.0,
    "monthly_cost": 8_600.0,
}
PEAK = {
    "base_orders_per_hour": 162.0,
    "demand_multiple": 2.4,
    "capacity_multiple": 1.9,
    "hours": 46.0,
    "margin_per_order": 8.06,
    "lost_buyer_share": 0.2,
    "lost_buyer_value": 16.9,
    "cost": 69_000.0,
}
CASES = {"scope": SCOPE, "quality": QUALITY, "peak_load": PEAK}


def figures(result):
    return {figure.name: figure.value for figure in result.figures}


def exactly(value):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def test_a_reduced_scope_breaks_even_at_five_eighths_and_wins_at_seven_tenths():
    result = solve("scope", SCOPE)

    assert result.break_even == exactly(0.625)
    assert figures(result) == {
        "full_value": exactly(190_000),
        "reduced_value": exactly(212_800),
    }
    assert result.net == exactly(22_800)
    assert result.pays


def test_repaying_the_debt_frees_capacity_and_pays_back_in_half_a_year():
    result = solve("quality", QUALITY)

    assert figures(result)["freed_a_year"] == exactly(288_960)
    assert figures(result)["payback_months"] == exactly(155_000 / 24_080)
    assert round(155_000 / 24_080, 1) == 6.4
    assert result.net == exactly(133_960)
    assert result.break_even == exactly(0.34 - 155_000 / 3_612_000)


def test_the_november_peak_does_not_pay():
    result = solve("peak_load", PEAK)

    assert figures(result)["orders_lost"] == exactly(3_726)
    assert figures(result)["value_lost"] == exactly(42_625.44)
    assert result.net == exactly(42_625.44 - 69_000)
    assert result.break_even == exactly(1.9 + 69_000 / 85_250.88)
    assert round(result.break_even, 1) == 2.7
    assert not result.pays


def test_at_its_break_even_a_choice_brings_nothing():
    for kind, inputs in CASES.items():
        result = solve(kind, inputs)

        at = solve(kind, {**inputs, result.break_even_input: result.break_even})

        assert at.net == pytest.approx(0, abs=1e-6)


def test_what_can_never_be_paid_back_says_so():
    worse = solve("quality", {**QUALITY, "maintenance_share_after": 0.4})

    assert figures(worse)["payback_months"] is None
    assert solve("quality", {**QUALITY, "people": 0.0}).break_even is None
    assert solve("scope", {**SCOPE, "reduced_ready_month": 12.0}).break_even is None
    assert solve("peak_load", {**PEAK, "hours": 0.0}).break_even is None


def test_a_scope_ready_after_the_horizon_is_worth_nothing():
    late = solve("scope", {**SCOPE, "full_ready_month": 20.0})

    assert figures(late)["full_value"] == 0


def test_a_missing_input_is_named():
    assert missing_inputs("scope", {}) == tuple(field.name for field in FIELDS["scope"])
    assert missing_inputs("scope", SCOPE) == ()


def test_the_tornado_puts_first_what_matters_most():
    swings = tornado("scope", SCOPE)

    assert [swing.reach for swing in swings] == sorted(
        (swing.reach for swing in swings), reverse=True
    )
    by_name = {swing.name: swing for swing in swings}
    assert by_name["monthly_value"].at_high == exactly(1.2 * 22_800)
    assert by_name["reduced_share"].at_low == exactly(304_000 * 0.56 - 190_000)


def test_a_share_never_swings_beyond_one():
    swings = tornado("scope", {**SCOPE, "reduced_share": 0.9})

    assert next(swing for swing in swings if swing.name == "reduced_share").high_input == 1.0


@given(
    share=st.floats(0, 1),
    value=st.floats(1, 1e6),
    early=st.integers(0, 10),
    late=st.integers(0, 11),
)
def test_a_larger_share_never_brings_less(share, value, early, late):
    inputs = {
        **SCOPE,
        "monthly_value": value,
        "reduced_ready_month": float(early),
        "full_ready_month": float(late),
    }

    less = solve("scope", {**inputs, "reduced_share": share / 2}).net
    more = solve("scope", {**inputs, "reduced_share": share}).net

    assert more >= less
