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
    return {metric.metric.metric_id: metric for metric in data_quality(snapshot(database)).metrics}


def test_a_complete_and_fresh_metric_is_sound(database):
    quality = a_company(database, [a_metric("gmv")], gmv=[1.0, 2.0, 3.0])

    assert quality["gmv"].is_sound
    assert (quality["gmv"].first, quality["gmv"].last) == (JANUARY, date(2026, 3, 1))


def test_a_month_without_a_value_is_a_gap(database):
    quality = a_company(database, [a_metric("gmv")], gmv=[1.0, None, 3.0])

    assert quality["gmv"].gaps == (date(2026, 2, 1),)
    assert not quality["gmv"].is_sound


def test_lateness_counts_from_the_month_that_half_of_the_metrics_have_reached(database):
    metrics = [a_metric(name) for name in ("early", "late", "one", "two")]
    quality = a_company(
        database, metrics, early=[1.0] * 6, one=[1.0] * 5, two=[1.0] * 5, late=[1.0] * 3
    )

    assert {name: metric.months_late for name, metric in quality.items()} == {
        "early": 0,
        "one": 0,
        "two": 0,
        "late": 2,
    }


def test_a_quarterly_metric_is_neither_late_nor_full_of_gaps_between_quarters(database):
    quarterly = a_metric("nps", cadence="quarter")
    values = [None, None, 40.0, None, None, 42.0]
    quality = a_company(database, [quarterly, a_metric("gmv")], nps=values, gmv=[1.0] * 8)

    assert quality["nps"].gaps == ()
    assert quality["nps"].months_late == 0


def test_restatements_are_counted_but_are_not_a_quality_issue(database):
    a_company(database, [a_metric("gmv")], gmv=[1.0, 2.0])
    submit(database, ("metric_value", months_of([1.0, 3.0], metric_id="gmv")), key="again")

    (quality,) = data_quality(snapshot(database)).metrics

    assert quality.restatement_count == 1
    assert quality.is_sound


def test_metric_without_values_is_listed_first(database):
    quality = a_company(database, [a_metric("a"), a_metric("b")], a=[1.0])

    assert list(quality) == ["b", "a"]
    assert quality["b"].last is None


def test_a_value_in_cents_is_a_jump_and_does_not_become_usual():
    values = [58.0, 59.0, 57.0, 5_830.0, 58.0]

    (jump,) = unit_jumps({add_months(JANUARY, at): value for at, value in enumerate(values)})

    assert (jump.period, jump.value, jump.usual) == (date(2026, 4, 1), 5_830.0, 58.0)
    assert jump.times == 5_830 / 58


@given(st.lists(st.floats(50, 100), max_size=30), st.floats(0.001, 1_000))
def test_a_steady_series_has_no_jump_in_any_unit(values, unit):
    by_month = {add_months(JANUARY, at): value * unit for at, value in enumerate(values)}

    assert unit_jumps(by_month) == ()
