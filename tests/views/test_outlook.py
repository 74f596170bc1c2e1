"""Forecasts to the end of the quarter, only where the history allows one."""

from datetime import date

import numpy as np
import pytest

from lib.domain.periods import add_months
from lib.statistics.forecast import chance_of_reaching, forecast_to
from lib.views.committee.objectives import objectives_view
from lib.views.outlook import outlook_band, outlook_series
from tests.builders import a_metric, months_of, submit
from tests.okr_builders import a_check_in, a_key_result, an_objective, load_snapshot

JANUARY = date(2024, 1, 1)


def a_history(months, *, slope=0.1, noise=0.2):
    """Return a noisy rise, rounded to one decimal."""
    deviations = np.random.default_rng(5).normal(0, noise, months)
    return [round(3 + slope * k + deviations[k], 1) for k in range(months)]


def outlook_of(database, values, result=None, **check):
    """Return the outlook of a key result whose metric has these values up to October."""
    first = add_months(date(2026, 10, 1), 1 - len(values))
    result = result or a_key_result(metric_id="m", start_value=values[-11], target_value=8.0)
    load_snapshot(database, a_metric(), an_objective(), result)
    submit(database, ("metric_value", months_of(values, first=first)))
    taken = load_snapshot(database, a_check_in(**{"value": values[-1], **check}))
    return objectives_view(taken).lines[0].outlook


def test_a_long_history_is_forecast_to_the_last_month_of_the_quarter(database):
    values = a_history(34)

    outlook = outlook_of(database, values)

    expected = forecast_to(values, 2, level=0.8)
    assert (outlook.state, outlook.basis) == ("forecast", "metric")
    assert outlook.ahead == (date(2026, 11, 1), date(2026, 12, 1))
    assert outlook.path == pytest.approx(list(expected.path), abs=1e-9)
    assert outlook.low == pytest.approx(list(expected.low), abs=1e-9)
    assert outlook.chance == chance_of_reaching(expected, 8.0).probability


def test_the_chance_of_a_falling_target_is_that_of_going_below_it(database):
    values = [round(12 - value, 1) for value in a_history(34)]

    outlook = outlook_of(
        database,
        values,
        a_key_result(metric_id="m", start_value=values[-11], target_value=values[-1] + 0.4),
    )

    assert outlook.chance is not None
    assert outlook.chance >= 0.8
    assert outlook.verdict == "on_course"


def test_no_forecast_with_under_eighteen_values(database):
    outlook = outlook_of(database, a_history(17))

    assert (outlook.state, outlook.count, outlook.chance) == ("few_values", 17, None)
    assert outlook_band(outlook) is None


def test_metric_that_disagrees_with_the_check_ins_is_not_used(database):
    outlook = outlook_of(database, a_history(34), value=555.0)

    assert (outlook.basis, outlook.count, outlook.state) == ("check_ins", 1, "few_values")


def test_only_months_since_a_sum_restarted_are_used(database):
    values = [float(10 * (k % 12 + 1)) for k in range(34)]  # 120 in December, 10 in January
    result = a_key_result(metric_id="m", start_value=0.0, target_value=130.0)

    outlook = outlook_of(database, values, result)

    assert (outlook.state, outlook.count) == ("few_values", 10)
    assert outlook.months[0] == date(2026, 1, 1)


def test_check_ins_alone_are_forecast_when_there_are_enough(database):
    checks = [
        a_check_in(period=add_months(date(2025, 1, 1), k), value=value)
        for k, value in enumerate(a_history(22))
    ]

    line = objectives_view(load_snapshot(database, an_objective(), a_key_result(), *checks)).lines[
        0
    ]

    assert (line.outlook.state, line.outlook.basis) == ("forecast", "check_ins")


def test_a_key_result_never_reported_has_no_outlook(database):
    taken = load_snapshot(
        database, an_objective(), a_key_result("K1"), a_key_result("K2"), a_check_in()
    )

    assert objectives_view(taken).lines[1].outlook.state == "no_value"


def test_the_series_drawn_ends_with_the_forecast_and_aims_at_the_target(database):
    outlook = outlook_of(database, a_history(34))
    result = a_key_result(start_value=1.0, target_value=8.0, unit="%")

    series, band = outlook_series(result, outlook), outlook_band(outlook)

    assert series.months[-1] == date(2026, 12, 1)
    assert series.values[-2:] == (None, None)
    assert series.targets[-3:] == (8.0, 8.0, 8.0)
    assert series.targets[-4] is None
    assert band is not None
    assert len(band.path) == 2
