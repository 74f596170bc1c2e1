"""Figures that cannot be: periods under way, numbers beyond bounds, other units, odd years."""

from datetime import date

import pytest

from lib.domain.metrics import MetricValue
from lib.ingest.edits import record_edit
from lib.ingest.records.edit_texts import EditRefusedError
from tests.ingest.files import CATALOGUE, checked, codes, figures, loaded


def long(*cells, metric="Basket", period="2026-01", mark=";"):
    rows = "".join(f"{period}{mark}{metric}{mark}{cell}\n" for cell in cells)
    return f"Period{mark}Metric{mark}Value\n{rows}"


class TestPeriodsUnderWay:
    """An actual value needs a period that is over; the month under way has begun."""

    @pytest.mark.parametrize("period", ["2026-Q4", "T4 2026", "4T26", "2026", "2026-S2", "S2 2026"])
    def test_a_longer_period_under_way_is_refused(self, database, period):
        report = checked(database, long("5", period=period))

        assert report.verdict == "refuse"
        assert [(issue.code, issue.line) for issue in report.errors] == [("future_period", 2)]

    @pytest.mark.parametrize("header", ["Q3 2026;Q4 2026", "2025;2026"])
    def test_it_is_refused_as_a_column_too(self, database, header):
        report = checked(database, f"Metric;{header}\nBasket;61;62\n")

        assert [issue.code for issue in report.errors] == ["future_period"]

    def test_an_empty_quarter_to_come_is_no_fault(self, database):
        report = checked(database, "Metric;Q2 2026;Q3 2026;Q4 2026\nBasket;61;62;\n")

        assert [(p, v) for _, p, _, v in figures(report)] == [("2026-06", 61), ("2026-09", 62)]
        assert report.verdict == "load"

    @pytest.mark.parametrize("period", ["2026-11", "2026-Q3", "2025", "2026-S1"])
    def test_a_month_under_way_and_what_is_over_are_kept(self, database, period):
        assert checked(database, long("5", period=period)).verdict == "load"

    def test_a_target_of_a_year_under_way_is_kept(self, database):
        content = "Period,Metric,Value,Target\n2026-10,Basket,60,62\n2026-12,Basket,,65\n"

        assert checked(database, content).verdict == "load"


@pytest.mark.parametrize("period", ["0001-01", "0026-03", "0001-Q1", "01/0001", "05/03/0026"])
def test_a_year_of_four_figures_is_never_completed(database, period):
    report = checked(database, long("5", "6", period="2026-01") + f"{period};Basket;7\n")

    assert [(issue.code, issue.line) for issue in report.errors] == [("bad_period", 4)]


class TestExtremeNumbers:
    """What no statistic can bear is refused with its place, in files and in edits."""

    @pytest.mark.parametrize("cell", ["1e300", "-1e300", "2e15", "1e-300", "5e-324", "1e16"])
    def test_a_value_beyond_the_bounds_is_refused(self, database, cell):
        report = checked(database, long("5", cell))

        assert [(issue.code, issue.line, issue.column) for issue in report.errors] == [
            ("extreme_number", 3, "Value")
        ]

    def test_a_scale_counts(self, database):
        report = checked(database, long("5 k€", "9000000000 M€"))

        assert "extreme_number" in codes(report)

    def test_a_target_is_bounded_too(self, database):
        report = checked(database, "Period,Metric,Value,Target\n2026-10,Basket,60,1e200\n")

        assert [(issue.code, issue.column) for issue in report.errors] == [
            ("extreme_number", "Target")
        ]

    @pytest.mark.parametrize("cell", ["999000000000000", "0.000001", "0", "-12"])
    def test_a_value_within_is_read(self, database, cell):
        assert checked(database, long(cell)).verdict == "load"

    def test_a_number_of_another_table_is_bounded(self, database):
        content = (
            "objective,key_result,start_value,target_value,period\nGrow,Orders,10,1e300,2026-Q3\n"
        )

        report = checked(database, content)

        assert [(i.code, i.line) for i in report.errors if i.code == "extreme_number"] == [
            ("extreme_number", 2)
        ]

    def test_an_edit_is_bounded(self, database):
        loaded(database, CATALOGUE)
        value = MetricValue(metric_id="orders", period=date(2026, 1, 1), segment="", value=1e300)

        with pytest.raises(EditRefusedError):
            record_edit(database, value, author="product lead", reason="typed")


class TestUnitsOfAnotherKind:
    """Money, times, shares and counts never stand for one another."""

    @pytest.mark.parametrize(
        ("metric", "cell"),
        [
            ("Average basket", "5%"),
            ("Revenue", "12 %"),
            ("Orders", "5%"),
            ("Orders", "12 €"),
            ("Display time", "3%"),
            ("Display time", "3 €"),
            ("Conversion rate", "3 €"),
            ("Conversion rate", "3 s"),
            ("Average basket", "3 s"),
            ("Average basket", "$3"),
        ],
    )
    def test_a_sign_of_another_kind_is_refused(self, database, metric, cell):
        loaded(database, CATALOGUE)

        report = checked(database, long(cell, metric=metric))

        assert report.verdict == "refuse"
        assert "unit_mismatch" in codes(report)

    @pytest.mark.parametrize(
        "header", ["Average basket (%)", "Conversion rate (€)", "Display time (%)", "Orders (€)"]
    )
    def test_a_unit_in_the_header_is_refused(self, database, header):
        loaded(database, CATALOGUE)

        report = checked(database, f"Month;{header}\n2026-01;5\n2026-02;6\n")

        assert "unit_mismatch" in codes(report)

    @pytest.mark.parametrize(
        ("metric", "cell", "value"),
        [
            ("Average basket", "5 €", 5),
            ("Conversion rate", "5%", 5),
            ("Revenue", "5 k€", 5),
            ("Display time", "5 s", 5),
            ("Orders", "5", 5),
        ],
    )
    def test_its_own_sign_is_read(self, database, metric, cell, value):
        loaded(database, CATALOGUE)

        report = checked(database, long(cell, metric=metric))

        assert [v for *_, v in figures(report)] == [value]
        assert report.verdict == "load"

    def test_a_count_without_a_definition_may_be_money(self, database):
        loaded(database, long("5", metric="Something"))

        assert checked(database, long("6 €", metric="Something")).verdict == "load"
