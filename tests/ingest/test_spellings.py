"""Numbers said in another way: durations, values below a limit, units written beside the table."""

import pytest

from tests.ingest.files import CATALOGUE, checked, codes, figures, loaded, question_codes


def wide(*cells, name="Session duration"):
    rows = "".join(f"2026-{at:02};{1200 + at};{cell}\n" for at, cell in enumerate(cells, start=1))
    return f"Month;Sessions;{name}\n{rows}"


def values(report, metric="Session duration"):
    return [value for name, _, _, value in figures(report) if name == metric]


class TestDurations:
    @pytest.mark.parametrize(
        ("cell", "seconds"),
        [("00:01:12", 72), ("1:00:00", 3600), ("26:10:05", 94_205), ("1 day, 2:03:04", 93_784)],
    )
    def test_hours_minutes_and_seconds_are_seconds(self, database, cell, seconds):
        report = checked(database, wide(cell, "00:00:30"))

        assert values(report) == [seconds, 30]
        assert {r["unit"] for r in report.records if r["metric"] == "Session duration"} == {"s"}
        assert report.verdict == "load"

    @pytest.mark.parametrize(("answer", "seconds"), [("minutes", 750), ("hours", 45_000)])
    def test_two_parts_are_asked_about(self, database, answer, seconds):
        content = wide("12:30", "")

        assert question_codes(checked(database, content)) == {"duration"}
        report = checked(database, content, choices=[("duration", answer)])
        assert values(report)[0] == seconds

    def test_a_catalogued_metric_is_converted(self, database):
        loaded(database, CATALOGUE + "stay,Durée,Stay,product,hours,up,mean\n")

        report = checked(database, wide("01:30:00", name="Stay"))

        assert values(report, "Stay") == [1.5]

    def test_they_stand_beside_other_numbers_in_one_column(self, database):
        content = "Metric;2026-01;2026-02\nSessions;1200;1210\nSession duration;00:01:12;00:01:16\n"

        report = checked(database, content)

        assert values(report) == [72, 76]
        assert values(report, "Sessions") == [1200, 1210]

    def test_the_time_of_day_is_no_duration(self, database):
        content = "Date;Time;Orders\n2026-01-31;08:00:00;5\n2026-02-28;08:00:00;6\n"

        report = checked(database, content)

        assert {metric for metric, *_ in figures(report)} == {"Orders"}


class TestBelowALimit:
    CONTENT = "Month;Tandem;Cargo\n2026-01;<1;45\n2026-02;3;51\n2026-03;< 0,5;60\n"

    def test_it_is_asked_about(self, database):
        report = checked(database, self.CONTENT)

        assert question_codes(report) == {"below_limit"}
        assert report.verdict == "choose"

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [("half", [0.5, 3, 0.25]), ("limit", [1, 3, 0.5]), ("missing", [None, 3, None])],
    )
    def test_it_counts_as_answered(self, database, answer, expected):
        report = checked(database, self.CONTENT, choices=[("below_limit", answer)])

        assert values(report, "Tandem") == expected
        assert values(report, "Cargo") == [45, 51, 60]
        assert report.verdict == "load"

    def test_a_text_with_such_a_sign_is_none(self, database):
        content = "Month;Orders;Comment\n2026-01;5;<1 day late\n2026-02;6;fine\n"

        assert "below_limit" not in question_codes(checked(database, content))


class TestUnitBesideTheTable:
    CONTENT = (
        "Compte de gestion ({note})\n\nIndicateur;janv-26;févr-26\nCA;410;415\nMarge;120;118\n"
    )

    @pytest.mark.parametrize(
        ("note", "unit"),
        [
            ("montants en k€", "kEUR"),
            ("in k€", "kEUR"),
            ("en milliers d'euros", "kEUR"),
            ("in thousands of euros", "kEUR"),
            ("k€", "kEUR"),
            ("en M€", "MEUR"),
            ("millions of euros, in M EUR", "MEUR"),
        ],
    )
    def test_it_is_asked_about_and_taken(self, database, note, unit):
        content = self.CONTENT.format(note=note)

        assert question_codes(checked(database, content)) == {"note_unit"}
        report = checked(database, content, choices=[("note_unit", "yes")])
        assert {(r["unit"], r["value"]) for r in report.records if r["period"] == "2026-01"} == {
            (unit, 410),
            (unit, 120),
        }

    def test_no_leaves_the_values_as_they_are(self, database):
        content = self.CONTENT.format(note="en k€")

        report = checked(database, content, choices=[("note_unit", "no")])

        assert {row["unit"] for row in report.records} == {"count"}

    def test_a_catalogued_amount_is_converted(self, database):
        loaded(database, CATALOGUE)
        content = "Report in M€\n\nMonth;Revenue;Orders;Conversion rate\n2026-01;4.1;900;2.5\n"

        report = checked(database, content, choices=[("note_unit", "yes")])

        assert {value for *_, value in figures(report)} == {4100, 900, 2.5}

    @pytest.mark.parametrize("note", ["Rapport mensuel", "Ventes en France", "k€ or not"])
    def test_other_lines_are_no_units(self, database, note):
        assert question_codes(checked(database, self.CONTENT.format(note=note))) == set()


class TestTotalsOfPeriods:
    HEAD = "Metric;2026-07;2026-08;2026-09;Q3 2026\n"

    @pytest.mark.parametrize("total", ["330", "110", "120", "331", "1e2"])
    def test_a_total_of_its_months_is_left_out_without_a_word_more(self, database, total):
        report = checked(database, f"{self.HEAD}Orders;100;110;120;{total}\n")

        assert "total_differs" not in codes(report)

    @pytest.mark.parametrize("total", ["450", "90", "-330"])
    def test_a_difference_is_reported(self, database, total):
        report = checked(database, f"{self.HEAD}Orders;100;110;120;{total}\n")

        (issue,) = (issue for issue in report.issues if issue.code == "total_differs")
        assert (issue.line, issue.value) == (2, total)
        assert report.verdict == "load"

    def test_rows_and_years_are_compared_too(self, database):
        rows = "".join(f"2025-{month:02},Orders,10\n" for month in range(1, 13))

        report = checked(database, f"Period,Metric,Value\n{rows}2025,Orders,125\n")

        assert [i.line for i in report.issues if i.code == "total_differs"] == [14]

    def test_a_quarter_of_which_a_month_is_missing_is_not_compared(self, database):
        report = checked(database, "Metric;2026-08;2026-09;Q3 2026\nOrders;110;120;900\n")

        assert "total_differs" not in codes(report)

    def test_scales_and_percent_signs_are_read_as_in_the_months(self, database):
        content = f"{self.HEAD}Revenue;1.1 k€;1.2 k€;1.3 k€;3.6 k€\nShare;10%;12%;14%;12%\n"

        assert "total_differs" not in codes(checked(database, content))
