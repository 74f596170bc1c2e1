"""Small files with the traits of public bug reports: the right value, a question or a refusal."""

import pytest

from tests.ingest.files import CATALOGUE, checked, codes, figures, loaded, question_codes


def long(*cells, metric="Response time", first=1):
    """Return a file of one metric, a row a month."""
    rows = [f"2026-{month:02},{metric},{cell}" for month, cell in enumerate(cells, first)]
    return "Month,Metric,Value\n" + "\n".join(rows) + "\n"


def values(report):
    return [value for *_, value in figures(report)]


class TestUnitLetters:
    """A letter after a number is a scale only where it can be nothing else."""

    def test_milliseconds_of_a_new_metric_are_its_unit(self, database):
        report = checked(database, long("310 ms", "305 ms"))

        assert values(report) == [310, 305]
        assert {record["unit"] for record in report.records} == {"ms"}
        assert report.verdict == "load"

    def test_milliseconds_of_a_metric_in_seconds_are_converted(self, database):
        loaded(database, CATALOGUE)

        report = checked(database, long("2500 ms", "2.4 s", metric="Display time"))

        assert values(report) == [2.5, 2.4]

    def test_a_time_cannot_be_a_count(self, database):
        loaded(database, CATALOGUE)

        report = checked(database, long("310 ms", metric="Orders"))

        assert "unit_mismatch" in codes(report)
        assert report.verdict == "refuse"

    @pytest.mark.parametrize("cell", ["250 g", "3m", "3.1 b", "12 mn", "4 G"])
    def test_a_doubtful_letter_is_refused_with_its_line(self, database, cell):
        report = checked(database, long(cell))

        assert [(i.line, i.value) for i in report.errors] == [(2, cell)]
        assert codes(report) >= {"doubtful_scale"}

    @pytest.mark.parametrize(
        ("cell", "value"),
        [("1.2k", 1200), ("1.2M", 1_200_000), ("3 k€", 3000), ("2 M€", 2e6), ("$3m", 3e6)],
    )
    def test_a_scale_that_can_be_nothing_else_is_read(self, database, cell, value):
        assert values(checked(database, long(cell))) == [value]

    def test_small_letters_beside_thousands_are_scales(self, database):
        assert values(checked(database, long("900k", "1.1m"))) == [900_000, 1_100_000]

    @pytest.mark.parametrize("factor", [1_000, 20_000, 1_000_000])
    def test_a_value_a_thousand_times_its_history_is_asked_about(self, database, factor):
        loaded(database, CATALOGUE)
        loaded(database, long(*[50 + n for n in range(8)], metric="Orders"))

        report = checked(database, long(55 * factor, metric="Orders", first=9))

        assert question_codes(report) == {"scale"}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("'-47", -47),
        ('"1.234,50-"', -1234.5),
        ('"EUR (1,210.00)"', -1210),
        ("$(190.00)", -190),
        ("(3.2%)", -3.2),
        ("$-", None),
    ],
)
def test_signs_in_other_places_are_read(database, cell, value):
    report = checked(database, long(cell, "5"))

    assert values(report)[0] == value
    assert report.verdict == "load"
