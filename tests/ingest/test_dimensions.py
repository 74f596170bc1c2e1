"""What splits values: one column, several together, codes, merged cells, scenarios, units."""

import pytest

from tests.ingest.files import checked, codes, figures, loaded, question_codes, workbook


def options_of(report):
    (question,) = report.questions
    return question.code, question.options


def split(database, text, *answers):
    choices = [("segment", answer) for answer in answers[:1]]
    choices += [("duplicates", answer) for answer in answers[1:]]
    return checked(database, text, choices=choices)


WIDE = """Month,Country,Device,Sessions
2026-01,FR,web,100
2026-01,FR,app,100
2026-01,BE,web,7
2026-02,FR,web,200
2026-02,FR,app,201
2026-02,BE,web,8
"""
LONG = """Month,Metric,Country,Device,Value
2026-01,Sessions,FR,web,100
2026-01,Sessions,FR,app,100
2026-01,Sessions,BE,web,7
2026-02,Sessions,FR,web,200
2026-02,Sessions,FR,app,201
2026-02,Sessions,BE,web,8
"""
ACROSS = """Metric,Country,Device,2026-01,2026-02
Sessions,FR,web,100,200
Sessions,FR,app,100,201
Sessions,BE,web,7,8
"""


@pytest.mark.parametrize("text", [WIDE, LONG, ACROSS])
class TestTwoDimensions:
    """Rows of one month differ by two columns."""

    def test_both_together_are_offered_first(self, database, text):
        code, options = options_of(split(database, text))

        assert code == "segment"
        assert options == ("Country + Device", "Country", "Device", "total")

    def test_both_together_make_the_segment(self, database, text):
        report = split(database, text, "Country + Device")

        assert report.verdict == "load"
        assert ("Sessions", "2026-01", "FR / app", 100) in figures(report)
        assert len(figures(report)) == 6

    def test_a_column_that_is_left_out_is_added_up_equal_values_included(self, database, text):
        assert question_codes(split(database, text, "Country")) == {"duplicates"}
        report = split(database, text, "Country", "sum")

        assert set(figures(report)) == {
            ("Sessions", "2026-01", "FR", 200),
            ("Sessions", "2026-01", "BE", 7),
            ("Sessions", "2026-02", "FR", 401),
            ("Sessions", "2026-02", "BE", 8),
        }
        assert not codes(report) & {"duplicate_identical", "duplicate_conflict"}

    def test_the_total_alone_is_added_up(self, database, text):
        report = split(database, text, "total", "sum")

        assert set(figures(report)) == {
            ("Sessions", "2026-01", None, 207),
            ("Sessions", "2026-02", None, 409),
        }


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Month,Store,CA\n2026-01,101,9\n2026-01,102,5\n2026-02,101,8\n2026-02,102,6\n", "Store"),
        ("Mois;Département;CA\n2026-01;01;9\n2026-01;2A;5\n2026-02;01;8\n", "Département"),
        ("Month,Metric,Shop,Value\n2026-01,CA,7,9\n2026-01,CA,8,5\n2026-02,CA,7,6\n2026-02,CA,8,4\n",
         "Shop"),
        ("Shop,Metric,2026-01,2026-02\n7,CA,9,8\n8,CA,5,6\n", "Shop"),
    ],
)  # fmt: skip
def test_codes_that_come_back_each_month_may_be_segments(database, text, column):
    assert options_of(split(database, text)) == ("segment", (column, "total"))

    report = split(database, text, column)

    assert report.verdict == "load"
    assert {metric for metric, *_ in figures(report)} == {"CA"}
    assert None not in {segment for *_, segment, _ in figures(report)}


def test_a_name_covers_the_empty_cells_below_it(database):
    text = "Région;KPI;2026-01\nNord;Ventes;1\n;Retours;2\nSud;Ventes;3\n;Retours;4\n"

    assert set(figures(checked(database, text))) == {
        ("Ventes", "2026-01", "Nord", 1),
        ("Retours", "2026-01", "Nord", 2),
        ("Ventes", "2026-01", "Sud", 3),
        ("Retours", "2026-01", "Sud", 4),
    }


def test_an_empty_segment_is_the_whole_where_the_rows_differ_without_it(database):
    text = "Région;KPI;2026-01\nNord;Ventes;1\n;Ventes;4\nSud;Ventes;3\n"

    assert ("Ventes", "2026-01", None, 4) in figures(checked(database, text))


def test_equal_rows_are_loaded_once_and_asked_about_by_no_question(database):
    report = checked(database, "Month,Metric,Value\n2026-01,Orders,1\n2026-01,Orders,1\n")

    assert figures(report) == [("Orders", "2026-01", None, 1)]
    assert "duplicate_identical" in codes(report)


def test_scenarios_are_values_and_targets_and_no_forecast(database):
    text = (
        "Month,KPI,Scenario,Value\n2026-01,Orders,Actual,5\n2026-01,Orders,Budget,5\n"
        "2026-01,Orders,Forecast,7\n"
    )

    report = checked(database, text)

    assert figures(report) == [("Orders", "2026-01", None, 5)]
    assert {"scenario_column", "forecast_row"} <= codes(report)
    assert [row.line for row in report.set_aside] == [4]


NAMESAKES = "Month,Churn (%),Churn (€),Churn (#)\n2026-01,2.5,4100,31\n"


def test_names_that_differ_by_unit_alone_are_metrics_of_their_own(database):
    rows = {("Churn (%)", 2.5), ("Churn (€)", 4100), ("Churn (#)", 31)}

    first = loaded(database, NAMESAKES).report
    second = checked(database, NAMESAKES.replace("2026-01", "2026-02"))

    for report in (first, second):
        assert {(record["metric"], record["value"]) for record in report.records} == rows
        assert {record["metric_id"] for record in report.records} == {
            "churn_pct", "churn_eur", "churn_count"
        }  # fmt: skip
        assert report.verdict == "load"


def test_a_known_rate_takes_only_the_column_of_its_unit(database):
    loaded(database, "Month,Churn (%)\n2026-01,2.4\n")

    report = checked(database, NAMESAKES)

    values = {record["metric_id"]: record["value"] for record in report.records}
    assert values == {"churn": 2.5, "churn_eur": 4100, "churn_count": 31}


def test_a_merged_cell_covers_its_rows(database):
    rows = [("Région", "KPI", "2026-01"), ("Nord", "A", 1), ("", "B", 2), ("Sud", "A", 3)]
    content = workbook({"KPI": rows}, merged=["A2:A3"])

    assert set(figures(checked(database, content))) == {
        ("A", "2026-01", "Nord", 1),
        ("B", "2026-01", "Nord", 2),
        ("A", "2026-01", "Sud", 3),
    }
