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


class TestLongerPeriods:
    """Quarters and years among months are totals; lengths never mix."""

    def test_a_year_among_the_columns_of_months_is_left_out(self, database):
        report = checked(
            database,
            "Indicateur;oct-25;nov-25;déc-25;2025;janv-26\nCommandes;100;110;120;1300;130\n",
        )

        assert [(p, v) for _, p, _, v in figures(report)] == [
            ("2025-10", 100),
            ("2025-11", 110),
            ("2025-12", 120),
            ("2026-01", 130),
        ]
        assert "longer_period" in codes(report)
        assert report.verdict == "load"

    @pytest.mark.parametrize("total", ["Q3 2026", "2026-S2", "2026", "T3", "YTD"])
    def test_a_longer_row_among_months_is_left_out(self, database, total):
        content = (
            "Period,Metric,Value\n2026-07,Orders,100\n2026-08,Orders,110\n2026-09,Orders,120\n"
            f"{total},Orders,330\n2026-10,Orders,130\n"
        )

        report = checked(database, content)

        assert values(report) == [100, 110, 120, 130]
        assert [row.line for row in report.set_aside] == [5]

    def test_a_catalogued_metric_keeps_its_months(self, database):
        loaded(database, CATALOGUE)

        report = checked(database, "Mois;Commandes\n2026-08;110\n2026-09;120\nT3 2026;330\n")

        assert values(report) == [110, 120]

    def test_a_metric_that_has_only_quarters_keeps_them(self, database):
        content = (
            "Period,Metric,Value\n2026-07,Orders,100\n2026-08,Orders,110\n"
            "Q2 2026,NPS,40\nQ3 2026,NPS,42\n"
        )

        report = checked(database, content)

        assert {(m, p) for m, p, _, _ in figures(report)} == {
            ("Orders", "2026-07"),
            ("Orders", "2026-08"),
            ("NPS", "2026-06"),
            ("NPS", "2026-09"),
        }

    def test_half_years_stand_at_their_last_month(self, database):
        report = checked(database, "Semestre;Panier\n2024-S1;61\n2024-S2;62\nS1 2025;63\n",
                         choices=[("period", "Semestre")])  # fmt: skip

        assert [p for _, p, _, _ in figures(report)] == ["2024-06", "2024-12", "2025-06"]


class TestCalendarColumns:
    """Year and month in two columns are the month; what repeats it is nothing else."""

    @pytest.mark.parametrize(
        "content",
        [
            "year,month,Signups\n2025,Jan,100\n2025,Feb,105\n2026,Jan,130\n",
            "Année;Mois;Signups\n2025;1;100\n2025;2;105\n2026;1;130\n",
            "Mois;Année;Signups\njanvier;2025;100\nfévrier;2025;105\njanvier;2026;130\n",
            "Month_num,Fiscal year,Signups\n01,2025,100\n02,2025,105\n01,2026,130\n",
        ],
    )
    def test_two_columns_make_the_month(self, database, content):
        report = checked(database, content)

        assert figures(report) == [
            ("Signups", "2025-01", None, 100),
            ("Signups", "2025-02", None, 105),
            ("Signups", "2026-01", None, 130),
        ]
        assert report.verdict == "load"

    def test_metrics_in_rows_have_their_targets(self, database):
        content = (
            "INDICATOR,PERIOD_YEAR,PERIOD_MONTH,MONTHLY_TARGET,MONTHLY_ACTUAL\n"
            "On-time share,2025,1,91.5,90.2\nInjury rate,2025,1,2.0,2.2\n"
        )

        report = checked(database, content)

        assert figures(report) == [
            ("On-time share", "2025-01", None, 90.2),
            ("Injury rate", "2025-01", None, 2.2),
        ]

    def test_columns_that_repeat_the_month_are_no_metrics(self, database):
        content = (
            "month,year,month_num,quarter,Clients\n2026-01,2026,1,Q1,363\n2026-04,2026,4,Q2,366\n"
        )

        report = checked(database, content)

        assert {(m, s) for m, _, s, _ in figures(report)} == {("Clients", None)}


class TestDaysWithoutYear:
    """A day without a year is asked about, and never a year."""

    CONTENT = (
        "Date;Indicateur;Valeur\n01-nov;Commandes;90\n01-déc;Commandes;95\n01-janv;Commandes;100\n"
    )

    def test_the_year_is_asked_for_with_a_guess(self, database):
        report = checked(database, self.CONTENT, name="export_2025.csv")

        (question,) = report.questions
        assert question.code == "year"
        assert question.options[0] == "2025"
        assert len(question.options) <= 5
        assert report.records == ()

    def test_the_answer_is_the_year_of_the_latest_date(self, database):
        report = checked(database, self.CONTENT, choices=[("year", "2026")])

        assert [(p, v) for _, p, _, v in figures(report)] == [
            ("2025-11", 90),
            ("2025-12", 95),
            ("2026-01", 100),
        ]

    def test_days_in_the_headers_are_asked_about_too(self, database):
        content = "Metric,01-Oct,02-Oct,28-Sep\nOrders,1,2,3\n"

        assert question_codes(checked(database, content)) == {"year"}

    def test_months_alone_are_asked_about(self, database):
        content = "Month,MRR\nJan,100000\nFeb,102500\n"

        report = checked(database, content, choices=[("year", "2026")])

        assert [p for _, p, _, _ in figures(report)] == ["2026-01", "2026-02"]

    def test_the_year_is_not_remembered(self, database):
        loaded(database, self.CONTENT, choices=[("year", "2026")])

        assert question_codes(checked(database, self.CONTENT)) == {"year"}


def test_surplus_cells_are_refused_with_their_lines(database):
    report = checked(database, "Month,Metric,Value\n2026-01,Taux,31,5\n2026-02,Taux,32\n")

    assert [(issue.code, issue.line) for issue in report.errors] == [("surplus_cells", 2)]


def test_headers_that_begin_with_a_percent_sign_are_metrics(database):
    content = (
        "Mois;% de conversion;Percentage of active;Commandes;% change\n2026-01;2,4;61;900;3,5\n"
    )

    report = checked(database, content)

    assert {(record["metric"], record["unit"]) for record in report.records} == {
        ("% de conversion", "%"),
        ("Percentage of active", "%"),
        ("Commandes", "count"),
    }


def test_units_at_the_end_of_a_header_are_read(database):
    report = checked(database, "month,churn_pct,arpu_eur\n2026-01,2.1,61.2\n2026-02,2.3,61.5\n")

    assert {record["unit"] for record in report.records} == {"%", "EUR"}


@pytest.mark.parametrize("header", ["Issue status", "Work item state", "Avancement du sujet"])
def test_statuses_are_read_whatever_their_column_is_called(database, header):
    content = (
        f"Issue key,Title,{header}\nSHOP-1,Faster checkout,In Progress\nSHOP-2,Onboarding,To Do\n"
    )

    report = checked(database, content, kind="initiative")

    assert [record["status"] for record in report.records] == ["in_progress", "proposed"]
    assert "status_assumed" not in codes(report)


def test_unknown_status_words_are_asked_about(database):
    content = "Issue key,Title,Issue status\nSHOP-1,Faster checkout,Parked\n"

    report = checked(database, content, kind="initiative")

    assert [question.key for question in report.questions] == ["status:Parked"]


@pytest.mark.parametrize(
    "header", ["Net change", "Variation nette", "Budget spent", "Budget dépensé"]
)
def test_a_metric_named_like_a_change_or_a_target_is_a_metric(database, header):
    report = checked(database, f"Month,{header}\n2026-01,354\n2026-02,361\n")

    assert [(metric, value) for metric, *_, value in figures(report)] == [
        (header, 354),
        (header, 361),
    ]
    assert (report.kind, report.verdict) == ("metric_value", "load")


@pytest.mark.parametrize("header", ["% change", "Croissance MRR", "Évolution", "MRR vs N-1"])
def test_the_change_of_another_column_is_no_metric(database, header):
    report = checked(database, f"Month,MRR,{header}\n2026-01,354,2\n2026-02,361,3\n")

    assert {metric for metric, *_ in figures(report)} == {"MRR"}
