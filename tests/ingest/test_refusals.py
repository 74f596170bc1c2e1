"""Files that cannot be loaded are refused with the line and what to do, never with a trace."""

import io
import zipfile

import pytest

from tests.ingest.files import CATALOGUE, checked, codes, figures, loaded, workbook

HEADER = "metric_id,period,value\n"


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty_file", None),
        (b" \n\n ", "empty_file", None),
        (HEADER.encode(), "header_only", 1),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary_file", None),
        (b"%PDF-1.7 ...", "binary_file", None),
        (b"<html><body><p>Please sign in.</p></body></html>", "web_page", None),
        (b'[{"month": "2026-01"', "bad_json", 1),
        (b'{"status": "ok"}', "no_records", None),
        (b"metric_id,period,value\na,2026-01,1\na,2026-02,\x002\n", "nul_byte", 3),
        (b'metric_id,period,value\na,2026-01,1\na,"2026-02,2\na,2026-03,3\n', "unclosed_quote", 3),
        ("metric,mois,valeur\né,2026-01,1\n".encode() + "é,2026-02,2\n".encode("cp1252"),
         "mixed_encodings", 3),
        (b"a" + b",b" * 9_999 + b"\n" + b"1" + b",2" * 9_999 + b"\n", "too_many_columns", 1),
        (b"PK\x03\x04 not a workbook", "damaged_workbook", None),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(database, content, code, line):
    report = checked(database, content)

    assert report.verdict == "refuse"
    assert [(issue.code, issue.line) for issue in report.issues] == [(code, line)]


def test_a_workbook_that_unpacks_beyond_measure_is_refused(database):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 << 20))

    report = checked(database, buffer.getvalue(), name="bomb.xlsx")

    assert codes(report) == {"too_large_unpacked"}


def test_an_archive_that_is_no_workbook_is_refused(database):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Requêtes.csv", "a,b\n1,2\n")

    assert codes(checked(database, buffer.getvalue())) == {"archive"}


def test_every_fault_is_reported_at_once_with_its_line_and_column(database):
    loaded(database, CATALOGUE)
    content = (
        "metric_id,period,value\nconversion,2026-01,2.35\nconversion,2026-13,2.4\n"
        "conversion,2026-02,abc\nconversion,2027-01,2.5\nconversion,2026-03,250\n,2026-04,2.5\n"
    )

    report = checked(database, content)

    assert [
        (i.code, i.line, i.column, i.value) for i in report.issues if i.severity == "error"
    ] == [
        ("bad_period", 3, "period", "2026-13"),
        ("bad_number", 4, "value", "abc"),
        ("future_period", 5, "value", "2.5"),
        ("impossible_rate", 6, "value", "250"),
        ("missing_metric", 7, "metric_id", None),
    ]


def test_lines_are_counted_as_an_editor_does_after_cells_of_several_lines(database):
    content = '# note\n\nmetric_id,period,value,note\na,2026-01,1,"two\nlines"\na,2026-02,x,\n'

    report = checked(database, content)

    assert [(i.code, i.line) for i in report.issues if i.severity == "error"] == [("bad_number", 6)]


def test_nothing_is_loaded_when_one_file_of_several_is_refused(database):
    report = loaded(database, HEADER + "a,2026-01,x\n")

    assert report.upload is None
    assert figures(checked(database, HEADER + "a,2026-01,1\n")) == [("a", "2026-01", None, 1.0)]


def test_dates_that_can_be_read_two_ways_are_asked_about(database):
    content = "metric;date;value\na;01/02/2026;1,5\na;01/03/2026;2,5\n"

    report = checked(database, content)
    american = checked(
        database,
        content.replace("01/03/2026", "01/31/2026"),
        choices=[("duplicates", "last"), ("aggregation", "last")],
    )

    assert [question.code for question in report.questions] == ["date_order"]
    assert report.records == ()
    assert {period for _, period, *_ in figures(american)} == {"2026-01"}


def test_a_decimal_mark_that_nothing_proves_is_asked_about(database):
    content = 'metric,period,value\na,2026-01,"1,234"\na,2026-02,"5,678"\n'

    report = checked(database, content)
    answered = checked(database, content, choices=[("decimal", ",")])

    assert [question.code for question in report.questions] == ["decimal"]
    assert [value for *_, value in figures(answered)] == [1.234, 5.678]


def test_percent_cells_and_dates_of_a_workbook_are_read_as_shown(database):
    content = workbook(
        {"KPI": [["Métrique", "Mois", "Valeur"], ["Taux", 46082, 0.125], ["Taux", 46113, 0.13]]},
        percents={("KPI", "C2"), ("KPI", "C3")},
        dates={("KPI", "B2"), ("KPI", "B3")},
    )

    report = checked(database, content, name="kpi.xlsx")

    assert figures(report) == [("Taux", "2026-03", None, 12.5), ("Taux", "2026-04", None, 13.0)]
    assert {record["unit"] for record in report.records} == {"%"}


def test_a_recipe_can_be_named(database):
    content = 'metric,period,value\na,2026-01,"1,234"\n'
    loaded(database, content, choices=[("decimal", ",")], name="first.csv")

    remembered = checked(database, content.replace("1,234", "2,345"))
    by_name = checked(database, content.replace("metric", "kpi"), recipe="first.csv")

    assert [value for *_, value in figures(remembered)] == [2.345]
    assert [value for *_, value in figures(by_name)] == [1.234]
