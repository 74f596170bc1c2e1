"""Workbooks of several sheets: values together, lists one at a time, nothing remembered blindly."""

import pytest

from tests.ingest.files import checked, codes, figures, loaded, question_codes, workbook

OKRS = [("Objective", "Key result", "Start", "Target", "Current"), ("Grow", "Orders", 1, 10, 3)]
KPI = [("Month", "Orders"), ("2026-01", 1), ("2026-02", 2)]


def snapshot(orders, churn):
    return [("Indicator", "Value"), ("Orders", orders), ("Churn", churn)]


def series(*values):
    return [("Month", "Value"), *((f"2026-{month:02}", v) for month, v in enumerate(values, 1))]


@pytest.mark.parametrize(
    "sheets",
    [
        {"Read me": [("Monthly pack",)], "Jan 2026": snapshot(1, 3), "Feb 2026": snapshot(2, 4)},
        {"Orders": series(1, 2), "Churn": series(3, 4)},
        {
            "2026": [("KPI", "Jan", "Feb"), ("Orders", 1, 2)],
            "Churn 2026": [("KPI", "Jan", "Feb"), ("Churn", 3, 4)],
        },
        {"Orders": KPI, "Churn": [("Metric", "Period", "Value"), ("Churn", "2026-01", 3),
                                  ("Churn", "2026-02", 4)]},
    ],
)  # fmt: skip
def test_sheets_of_values_are_one_table(database, sheets):
    report = checked(database, workbook(sheets))

    assert report.verdict == "load"
    assert set(figures(report)) == {
        ("Orders", "2026-01", None, 1),
        ("Orders", "2026-02", None, 2),
        ("Churn", "2026-01", None, 3),
        ("Churn", "2026-02", None, 4),
    }


def test_a_fault_names_its_sheet_and_the_line_in_it(database):
    sheets = {"Orders": series(1, 2, "x"), "Churn": series(3, "y"), "Visits": series("z")}

    report = checked(database, workbook(sheets))

    places = {(issue.sheet, issue.line, issue.value) for issue in report.errors}
    assert places == {("Orders", 4, "x"), ("Churn", 3, "y"), ("Visits", 2, "z")}


def test_sheets_that_are_left_out_are_named(database):
    sheets = {
        "KPI": KPI,
        "Old": series(8, 9),
        "Owners": [("Who", "What"), ("A", "Orders"), ("B", "Churn")],
    }

    report = checked(database, workbook(sheets, hidden=["Old"]))

    names = {issue.code: issue.parameters["names"] for issue in report.issues if issue.parameters
             if "names" in issue.parameters}  # fmt: skip
    assert names == {"hidden_sheets": "Old", "sheets_not_loaded": "Owners"}
    assert figures(report) == [("Orders", "2026-01", None, 1), ("Orders", "2026-02", None, 2)]


def test_a_list_beside_values_is_asked_about(database):
    content = workbook({"KPI": KPI, "OKRs – Q4 2026": OKRS})

    (question,) = checked(database, content).questions

    assert question.key == "sheet"
    assert set(question.options) == {"KPI", "OKRs – Q4 2026"}
    assert checked(database, content, choices=[("sheet", "KPI")]).kind == "metric_value"


def test_the_sheet_of_a_quarter_is_asked_for_each_time(database):
    content = workbook({"OKRs – Q4 2026": OKRS, "OKRs – Q1 2027": OKRS})
    answers = [("sheet", "OKRs – Q4 2026"), ("quarter", "2026-Q4")]
    assert loaded(database, content, choices=answers).report.verdict == "load"

    assert question_codes(checked(database, content)) == {"sheet"}
    answered = checked(database, content, choices=[("sheet", "OKRs – Q1 2027")])
    quarters = {record.get("period") for record in answered.records}
    assert "2026-Q4" not in quarters


def test_the_next_month_lands_in_its_own_month(database):
    loaded(database, workbook({"Oct 2026": snapshot(1, 2)}))

    report = checked(database, workbook({"Sep 2026": snapshot(3, 4)}))

    assert {period for _, period, *_ in figures(report)} == {"2026-09"}
    assert "month_of_sheet" in codes(report)
