"""Gaps, lateness, restatements and jumps of unit, metric by metric."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lib.domain.periods import add_months
from lib.views.data.quality import data_quality, unit_jumps
from lib.views.snapshot import snapshot
from tests.builders import a_metric, months_of, submit, submit_records

JANUARY = date(2026, 1, 1)


def a_company(database, metrics, **series):
    submit_records(database, *metrics)
    for name, values in series.items():
        submit(database, ("metric_value", months_of(values, metric_id=name)))
    return {one.metric.metric_id: one for one in data_quality(snapshot(database)).metrics}


def test_a_complete_and_fresh_metric_is_sound(database):
    found = a_company(database, [a_metric("gmv")], gmv=[1.0, 2.0, 3.0])

    assert found["gmv"].is_sound
    assert (found["gmv"].first, found["gmv"].last) == (JANUARY, date(2026, 3, 1))


def test_a_month_without_a_value_is_a_gap(database):
    found = a_company(database, [a_metric("gmv")], gmv=[1.0, None, 3.0])

    assert found["gmv"].gaps == (date(2026, 2, 1),)
    assert not found["gmv"].is_sound


def test_lateness_counts_from_the_month_that_half_of_the_metrics_have_reached(database):
    metrics = [a_metric(name) for name in ("early", "late", "one", "two")]
    found = a_company(
        database, metrics, early=[1.0] * 6, one=[1.0] * 5, two=[1.0] * 5, late=[1.0] * 3
    )

    assert {name: one.months_late for name, one in found.items()} == {
        "early": 0,
        "one": 0,
        "two": 0,
        "late": 2,
    }


def test_a_quarterly_metric_is_neither_late_nor_full_of_gaps_between_quarters(database):
    quarterly = a_metric("nps", cadence="quarter")
    values = [None, None, 40.0, None, None, 42.0]
    found = a_company(database, [quarterly, a_metric("gmv")], nps=values, gmv=[1.0] * 8)

    assert found["nps"].gaps == ()
    assert found["nps"].months_late == 0


def test_restatements_are_counted_and_are_no_fault(database):
    a_company(database, [a_metric("gmv")], gmv=[1.0, 2.0])
    submit(database, ("metric_value", months_of([1.0, 3.0], metric_id="gmv")), key="again")

    (found,) = data_quality(snapshot(database)).metrics

    assert found.restatement_count == 1
    assert found.is_sound


def test_a_metric_without_values_says_so_and_stands_first(database):
    found = a_company(database, [a_metric("a"), a_metric("b")], a=[1.0])

    assert list(found) == ["b", "a"]
    assert found["b"].last is None


def test_a_value_in_cents_is_a_jump_and_does_not_become_usual():
    values = [58.0, 59.0, 57.0, 5_830.0, 58.0]

    (jump,) = unit_jumps({add_months(JANUARY, at): value for at, value in enumerate(values)})

    assert (jump.period, jump.value, jump.usual) == (date(2026, 4, 1), 5_830.0, 58.0)
    assert jump.times == 5_830 / 58


@given(st.lists(st.floats(50, 100), max_size=30), st.floats(0.001, 1_000))
def test_a_steady_series_has_no_jump_in_any_unit(values, unit):
    by_month = {add_months(JANUARY, at): value * unit for at, value in enumerate(values)}

    assert unit_jumps(by_month) == ()
