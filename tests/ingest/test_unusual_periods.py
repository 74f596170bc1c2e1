"""Periods in short, fiscal or missing writings: read, taken from the sheet, or asked."""

import pytest

from tests.ingest.files import checked, codes, figures, question_codes, workbook


def periods(report):
    return sorted({period for _, period, *_ in figures(report)})


def long(*texts):
    rows = [f"{text};Commandes;{100 + number}" for number, text in enumerate(texts)]
    return "Période;Indicateur;Valeur\n" + "\n".join(rows) + "\n"


def across(*texts):
    return ";".join(("Indicateur", *texts)) + "\nCommandes" + ";100" * len(texts) + "\n"


@pytest.mark.parametrize("form", [long, across])
@pytest.mark.parametrize(
    ("texts", "months"),
    [
        (("11/25", "12/25", "01/26"), ["2025-11", "2025-12", "2026-01"]),
        (("9/25", "12/25", "3/26"), ["2025-09", "2025-12", "2026-03"]),
        (("01-26", "02-26", "03-26"), ["2026-01", "2026-02", "2026-03"]),
        (("26-01", "26-02", "26-03"), ["2026-01", "2026-02", "2026-03"]),
    ],
)
def test_months_with_a_year_of_two_figures_are_read(database, form, texts, months):
    report = checked(database, form(*texts))

    assert report.verdict == "load"
    assert periods(report) == months


def test_days_without_a_year_are_no_months(database):
    assert checked(database, long("10/11", "10/12", "10/13")).verdict != "load"


@pytest.mark.parametrize("form", [long, across])
@pytest.mark.parametrize(
    ("texts", "start", "months"),
    [
        (("FY26 P01", "FY26 P02"), "10", ["2025-10", "2025-11"]),
        (("P01 FY2026", "P09 FY2026"), "1", ["2026-01", "2026-09"]),
        (("FY26 Q1", "FY26 Q2"), "4", ["2025-06", "2025-09"]),
        (("FY2025/26-Q1", "FY2025/26-Q2"), "2", ["2025-04", "2025-07"]),
        (("2026 P1", "2026 P2"), "7", ["2025-07", "2025-08"]),
        (("FY26 Q1", "FY26 Q2", "FY26"), "4", ["2025-06", "2025-09"]),
    ],
)
def test_fiscal_periods_ask_where_the_year_begins(database, form, texts, start, months):
    assert question_codes(checked(database, form(*texts))) == {"fiscal_start"}

    report = checked(database, form(*texts), choices=[("fiscal_start", start)])

    assert report.verdict == "load"
    assert periods(report) == months
    assert "fiscal_period" in codes(report)


@pytest.mark.parametrize(
    "text",
    [
        ";2025;;2026;\nKPI;Nov;Dec;Jan;Feb\nOrders;1;2;3;4\n",
        ";2025;;2026;\nKPI;11;12;1;2\nOrders;1;2;3;4\n",
        "Année;2025;2025;2026;2026;2026\nKPI;Nov;Déc;Janv;Févr;T1\nOrders;1;2;3;4;7\n",
        "Suivi\n\n;Year 2025;;Year 2026;\nKPI;Nov;Dec;Jan;Feb\nOrders;1;2;3;4\n",
    ],
)
def test_months_take_the_year_above_them(database, text):
    report = checked(database, text)

    assert report.verdict == "load"
    assert [(period, value) for _, period, _, value in figures(report)] == [
        ("2025-11", 1),
        ("2025-12", 2),
        ("2026-01", 3),
        ("2026-02", 4),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Date", "Sales"), (46023, 10), (46054, 11)],
        [("Month of sale", "Sales"), (46023, 10), (46054, 11)],
        [("KPI", 46023, 46054), ("Sales", 10, 11)],
    ],
)
def test_serial_numbers_are_days(database, rows):
    report = checked(database, workbook({"Data": rows}))

    assert figures(report) == [("Sales", "2026-01", None, 10), ("Sales", "2026-02", None, 11)]


KPI = [("Indicator", "Value"), ("Orders", 131), ("Churn", 2.5)]


@pytest.mark.parametrize("sheet", ["Oct 2026", "2026-10", "KPI octobre 2026", "10.2026"])
def test_the_name_of_a_sheet_tells_the_month(database, sheet):
    report = checked(database, workbook({sheet: KPI}))

    assert report.verdict == "load"
    assert periods(report) == ["2026-10"]
    assert "month_of_sheet" in codes(report)


@pytest.mark.parametrize(
    ("name", "first"), [("kpi_2026-09.csv", "2026-09"), ("kpi_2026-11-03.csv", "2026-10")]
)
def test_a_month_that_nothing_tells_is_asked_for(database, name, first):
    text = "KPI;Réel;Cible\nCommandes;100;110\n"

    (question,) = checked(database, text, name=name).questions

    assert (question.code, question.options[0]) == ("month", first)
    report = checked(database, text, name=name, choices=[("month", "octobre 2026")])
    assert figures(report) == [("Commandes", "2026-10", None, 100)]
    assert question_codes(checked(database, text, choices=[("month", "soon")])) == {"month"}


def test_the_year_of_a_sheet_completes_its_months(database):
    rows = [("KPI", "Jan", "Feb"), ("Orders", 1, 2)]

    report = checked(database, workbook({"Figures 2025": rows}))

    assert periods(report) == ["2025-01", "2025-02"]
    assert "year_of_sheet" in codes(report)


def test_a_year_among_quarters_is_left_out(database):
    report = checked(database, long("2025-Q1", "2025-Q2", "2025"))

    assert periods(report) == ["2025-03", "2025-06"]
    assert [row.code for row in report.set_aside] == ["longer_period"]


def test_calendar_columns_that_are_left_out_are_named(database):
    report = checked(database, "Month;Year;Orders\n2026-01;2026;10\n2026-02;2026;11\n")

    (issue,) = [issue for issue in report.issues if issue.code == "calendar_column"]
    assert issue.parameters["names"] == "Year"


def test_month_ends_with_the_month_first_are_dates(database):
    report = checked(database, 'Sales, Date\n "$10,000.00 ",1/31/2026\n11, "2/28/2026"\n')

    assert figures(report) == [("Sales", "2026-01", None, 10_000), ("Sales", "2026-02", None, 11)]


def test_a_column_of_units_sold_is_a_metric(database):
    report = checked(database, "Month,Product,Units\n2026-01,A,10\n2026-01,B,11\n")

    assert figures(report) == [("Units", "2026-01", "A", 10), ("Units", "2026-01", "B", 11)]
