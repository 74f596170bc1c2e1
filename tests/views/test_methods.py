"""The methods page shows what was measured, length by length, and every table."""

import pytest

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.statistics.calibration_table import Rate
from lib.views.data.methods import MethodsView, methods_view


def a_rate(family, value, *, months="36", statistic="signal", measure="false_flag"):
    return Rate(statistic, family, months, measure, value, 500)


def test_a_measure_is_averaged_over_its_families_with_the_extremes_kept():
    view = MethodsView((a_rate("season", 0.01), a_rate("random_walk", 0.03)), ())

    (rates,) = view.measured("signal", "false_flag")

    assert rates.mean == pytest.approx(0.02)
    assert (rates.least, rates.most) == (0.01, 0.03)
    assert (rates.months, rates.families, rates.replicates) == ("36", 2, 500)


def test_lengths_of_history_keep_the_order_of_the_simulations():
    view = MethodsView(tuple(a_rate("season", 0.01, months=m) for m in ("13", "24", "60")), ())

    assert [rate.months for rate in view.measured("signal", "false_flag")] == ["13", "24", "60"]


def test_strengths_and_sizes_are_never_averaged_together():
    rates = (
        a_rate("strength_50", 0.7, statistic="related_pair", measure="established"),
        a_rate("strength_70", 0.9, statistic="related_pair", measure="established"),
        a_rate("season_3", 0.8, statistic="stepped_launch", measure="seen_in_surprises"),
        a_rate("random_walk_6", 1.0, statistic="stepped_launch", measure="seen_in_surprises"),
    )
    view = MethodsView(rates, ())

    assert view.measured("related_pair", "established", "strength_70")[0].mean == 0.9
    assert view.measured("stepped_launch", "seen_in_surprises", "3")[0].mean == 0.8
    assert view.measured("related_pair", "established") == ()


def test_histories_are_counted_once_whatever_was_measured_on_them():
    rates = (a_rate("season", 0.01), a_rate("season", 0.8, measure="found_month"))

    assert MethodsView(rates, ()).histories == 500


def test_the_published_rates_and_every_table_are_shown():
    view = methods_view()

    assert view.histories > 10_000
    assert [table.name for table in view.tables] == list(TABLES)
    for table in view.tables:
        assert table.columns == tuple(columns_of(TABLES[table.name]))
