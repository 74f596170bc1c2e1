"""Numbers as they were written: those of a workbook are never doubted, none loses a digit."""

import pytest

from tests.ingest.files import checked, codes, figures, question_codes, workbook

HEADER = ["metric", "period", "value", "unit"]


def test_real_numbers_of_a_workbook_ask_for_no_decimal_mark(database):
    rows = [HEADER, ["Delay", "2026-01", 1.234, "s"], ["Delay", "2026-02", -12.345, "s"]]

    report = checked(database, workbook({"Data": rows}), name="delay.xlsx")

    assert question_codes(report) == set()
    assert [value for *_, value in figures(report)] == [1.234, -12.345]


def test_real_percents_of_a_workbook_ask_for_no_decimal_mark(database):
    rows = [HEADER, ["Share", "2026-01", 0.01234, "%"], ["Share", "2026-02", 0.05678, "%"]]
    percents = {("Data", "C2"), ("Data", "C3")}

    report = checked(database, workbook({"Data": rows}, percents=percents), name="share.xlsx")

    assert question_codes(report) == set()
    assert [value for *_, value in figures(report)] == [1.234, 5.678]


@pytest.mark.parametrize("written", ["1234567.123456789012", "0.1234567890123456", "1e-15"])
def test_a_number_in_the_unit_of_its_metric_keeps_every_digit(database, written):
    content = f"metric,period,value,unit\nDelay,2026-01,{written},s\n".encode()

    report = checked(database, content)

    assert [value for *_, value in figures(report)] == [float(written)]


def test_an_apostrophe_before_a_sign_of_formula_stays_as_read(database):
    content = b"initiative_id,name_en,status\nI1,'=2+2 plan,proposed\nI2,'+33,proposed\n"

    report = checked(database, content, kind="initiative")

    assert [record["name_en"] for record in report.records] == ["'=2+2 plan", "'+33"]
    assert "bad_text" not in codes(report)
