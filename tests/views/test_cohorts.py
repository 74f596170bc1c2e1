"""Cohorts before and after a launch: what can be seen, and how easily chance does the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.metrics import CohortValue
from lib.domain.periods import add_months
from lib.views.cohorts import _Sides, cohort_comparisons
from tests.builders import a_metric
from tests.okr_builders import an_initiative, load_snapshot

LAUNCH = date(2026, 4, 15)


def cohorts(values, *, age=3, first=date(2026, 1, 1)):
    return [
        CohortValue(metric_id="business", cohort=add_months(first, k), age=age, value=value)
        for k, value in enumerate(values)
    ]


def compared(database, *values):
    (comparison,) = cohort_comparisons(
        load_snapshot(
            database,
            a_metric("product"),
            a_metric("business", kind="business", unit="%"),
            an_initiative(launched_on=LAUNCH, status="shipped"),
            *values,
        )
    )
    return comparison


def test_launch_month_belongs_to_the_cohorts_after(database):
    comparison = compared(database, *cohorts([40.0, 41.0, 42.0, 50.0, 51.0, 52.0]))

    (age,) = comparison.ages
    assert (age.count_before, age.count_after) == (3, 3)
    assert age.before == pytest.approx((40 + 41 + 42) / 3, abs=1e-9)
    assert age.after == pytest.approx((50 + 51 + 52) / 3, abs=1e-9)
    assert (age.low, age.high) == (40.0, 42.0)


def test_chance_of_separated_cohorts_is_that_of_a_random_shuffle(database):
    comparison = compared(database, *cohorts([40.0, 41.0, 42.0, 50.0, 51.0, 52.0]))

    # 6! / (3! 3!) = 20 ways to pick three later cohorts; two of them separate the sides
    assert comparison.all_beyond
    assert comparison.chance == pytest.approx(2 / 20, abs=1e-9)


def test_cohorts_that_overlap_show_no_difference(database):
    comparison = compared(database, *cohorts([40.0, 45.0, 42.0, 43.0, 51.0, 52.0]))

    assert not comparison.all_beyond


def test_under_three_cohorts_on_a_side_it_is_too_early(database):
    comparison = compared(database, *cohorts([40.0, 41.0, 42.0, 50.0, 51.0]))

    assert comparison.compared is None
    assert comparison.chance is None
    assert comparison.ages[0].count_after == 2


def test_the_oldest_age_with_enough_cohorts_is_compared(database):
    young = cohorts([50.0, 51.0, 52.0, 60.0, 61.0, 62.0], age=1)
    old = cohorts([40.0, 41.0, 42.0, 43.0], age=6)

    assert compared(database, *young, *old).compared.age == 1


def test_an_age_with_many_cohorts_is_preferred_to_an_older_one_with_a_few(database):
    first = date(2025, 10, 1)
    young = cohorts([float(40 + k) for k in range(12)], age=2, first=first)
    old = cohorts([float(30 + k) for k in range(9)], age=8, first=first)

    assert compared(database, *young, *old).compared.age == 2


def test_missing_value_is_not_zero(database):
    comparison = compared(database, *cohorts([40.0, None, 42.0, 50.0]))

    assert comparison.ages[0].count_before == 2
    assert comparison.ages[0].before == pytest.approx(41.0, abs=1e-9)


def test_without_a_launch_or_without_cohorts_nothing_is_compared(database):
    taken = load_snapshot(
        database,
        a_metric("product"),
        a_metric("business", kind="business"),
        an_initiative(launched_on=None),
        *cohorts([40.0, 41.0]),
    )

    assert cohort_comparisons(taken) == ()


@given(
    st.lists(st.floats(0, 100), min_size=3, max_size=8),
    st.lists(st.floats(0, 100), min_size=3, max_size=8),
)
def test_the_chance_is_a_probability_and_separation_is_symmetric(before, after):
    row, other = _Sides(tuple(before), tuple(after)), _Sides(tuple(after), tuple(before))

    assert 0 < row.chance <= 1
    assert row.chance == other.chance
    assert row.separated == other.separated
