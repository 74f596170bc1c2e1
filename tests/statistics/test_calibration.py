"""The error rates that are published can be measured again, and a naive method fails them."""

import numpy as np
import pytest

from lib.errors import InvalidInputError
from lib.statistics.calibration_table import CALIBRATION, Rate, read_rates, write_rates
from lib.statistics.pairs import smallest_visible
from tests.calibration.cells import Cell, share
from tests.calibration.run import calibrate, measure, planned_cells
from tests.calibration.simulation import QUIET, UNRELATED, UNTOUCHED


def measured(*cells: Cell) -> dict[str, float]:
    """Return the mean of each measure over the cells."""
    rates = [rate for cell in cells for rate in measure(cell)]
    return {
        name: float(np.mean([rate.value for rate in rates if rate.measure == name]))
        for name in {rate.measure for rate in rates}
    }


def published(statistic: str, measure_name: str, months: str | None = None) -> list[float]:
    return [
        rate.value
        for rate in read_rates()
        if rate.statistic == statistic
        and rate.measure == measure_name
        and months in (None, rate.months)
    ]


def test_unrelated_pairs_are_announced_as_rarely_as_published_and_naively_mostly():
    rates = measured(*(Cell("unrelated_pair", family, "36", 50) for family in UNRELATED))
    assert rates["established"] <= 0.03
    assert rates["suggestive_or_better"] <= 0.09
    assert rates["naive_link"] >= 0.5


def test_true_links_are_seen_and_covered_as_published():
    rates = measured(Cell("related_pair", "strength_70", "36", 120))
    assert rates["suggestive_or_better"] >= 0.82
    assert rates["established"] >= 0.58
    assert 0.88 <= rates["coverage"] <= 0.99
    assert 0.85 <= rates["estimate_over_truth"] <= 1.2


def test_the_smallest_visible_link_is_measured_among_pairs_that_get_an_answer():
    (rate,) = measure(Cell("visible_link", "declared", "36", 40))
    assert rate.value == pytest.approx(smallest_visible(36), abs=0.1)


def test_links_that_ended_or_run_the_other_way_are_detected():
    assert measured(Cell("guarded_pair", "planted_reversed", "46", 40))["found"] >= 0.85
    assert measured(Cell("guarded_pair", "planted_broken", "60", 40))["found"] >= 0.4


def test_launches_without_effect_are_announced_as_rarely_as_published_and_naively_mostly():
    rates = measured(*(Cell("quiet_launch", family, "36+6", 40) for family in UNTOUCHED))
    assert rates["p_below_5"] <= 0.09
    assert rates["moderate_or_better"] <= 0.03
    assert rates["controlled_p_below_5"] <= 0.10
    assert 0.90 <= rates["coverage"] <= 0.99
    assert rates["naive_effect"] >= 0.4


def test_steps_are_seen_as_often_as_published():
    rates = measured(Cell("stepped_launch", "line_medium_memory_3", "36+6", 100))
    assert rates["seen_in_deviations"] >= 0.85
    assert rates["seen_in_surprises"] >= 0.75
    assert measured(Cell("announced_launch", "season_announced", "36+6", 60))[
        "seen_as_announced"
    ] == pytest.approx(0.8, abs=0.17)


def test_quiet_months_are_flagged_as_rarely_as_published_and_by_the_classical_chart_often():
    rates = measured(*(Cell("signal", family, "36", 25) for family in QUIET))
    assert rates["false_flag"] <= 0.06
    assert rates["found_month"] >= 0.70
    assert rates["classical_false_flag"] >= 0.12


def test_the_band_of_real_series_covers_what_came():
    rates = measured(Cell("forecast", "real_series", "36", 60))
    assert 0.74 <= rates["coverage_80"] <= 0.90
    assert rates["error_of_forecast"] <= rates["error_of_last_month"]


def test_any_number_of_processes_measures_the_same():
    cells = [Cell("unrelated_pair", "white_noise", "36", 6), Cell("signal", "season", "24", 6)]
    assert calibrate(cells, 1) == calibrate(cells, 2)


def test_every_family_is_planned_at_every_length_once():
    cells = planned_cells(1_000)
    assert len({(cell.statistic, cell.family, cell.months) for cell in cells}) == len(cells)
    planned = {(cell.family, cell.months) for cell in cells if cell.statistic == "unrelated_pair"}
    assert planned == {(family, months) for family in UNRELATED for months in ("24", "36", "60")}
    assert {cell.replicates for cell in cells if cell.statistic == "quiet_launch"} == {1_000}


def test_a_cell_knows_its_lengths_and_draws_the_same_history_again():
    cell = Cell("quiet_launch", "season", "36+6", 10)
    assert (cell.before, cell.length) == (36, 42)
    assert cell.generator(3).random() == cell.generator(3).random()
    assert cell.generator(3).random() != cell.generator(4).random()


def test_the_share_of_nothing_is_none_of_it():
    assert share([]) == 0.0
    assert share([True, False, True, True]) == 0.75


def test_a_table_reads_back_as_it_was_written(tmp_path):
    rates = (Rate("signal", "season", "36", "false_flag", 0.0225, 500),)
    write_rates(rates, tmp_path / "rates.csv")
    assert read_rates(tmp_path / "rates.csv") == rates


def test_a_file_that_is_no_table_of_rates_is_refused(tmp_path):
    (tmp_path / "other.csv").write_text("month,value\n1,2\n")
    with pytest.raises(InvalidInputError):
        read_rates(tmp_path / "other.csv")


@pytest.mark.skipif(not CALIBRATION.exists(), reason="the table is being made")
class TestPublishedTable:
    def test_unrelated_pairs_stay_within_the_promised_rates(self):
        for months in ("24", "36", "60"):
            established = published("unrelated_pair", "established", months)
            support = published("unrelated_pair", "suggestive_or_better", months)
            assert np.mean(established) <= 0.015
            assert max(established) <= 0.03
            assert np.mean(support) <= 0.06
            assert max(support) <= 0.10

    def test_launches_without_effect_stay_within_the_promised_rates(self):
        for months in ("24+6", "36+6", "48+12"):
            assert np.mean(published("quiet_launch", "p_below_5", months)) <= 0.06
            assert np.mean(published("quiet_launch", "moderate_or_better", months)) <= 0.015

    def test_quiet_months_stay_within_the_promised_rates(self):
        flagged = {
            months: published("signal", "false_flag", months) for months in ("24", "36", "60")
        }
        assert np.mean([np.mean(rates) for rates in flagged.values()]) <= 0.025
        assert max(max(rates) for rates in flagged.values()) <= 0.055

    def test_bands_of_real_series_cover_what_they_promise(self):
        covered = published("forecast", "coverage_80")
        assert len(covered) == 4
        assert min(covered) >= 0.77
        assert max(covered) <= 0.86
