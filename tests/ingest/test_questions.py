"""Questions: few, with the part of the file they are about and the likeliest answer first."""

import pytest

from lib.domain.tables import TABLES
from lib.ingest.loading import IncomingFile, check_changes, preview
from lib.ingest.recipes import choices_text
from lib.ingest.report_json import changes_json, report_json
from lib.ingest.reports import Options, Source, grouped
from tests.ingest.files import TODAY, checked, codes, figures, loaded, question_codes


def series(rows, year=2001):
    """Return a file of months from January of a year, a column a metric."""
    names = ",".join(f"Metric {number}" for number in range(len(rows[0])))
    lines = [
        f"{year + at // 12}-{at % 12 + 1:02}," + ",".join(f"{value:g}" for value in row)
        for at, row in enumerate(rows)
    ]
    return f"Month,{names}\n" + "\n".join(lines) + "\n"


class TestScale:
    GROWTH = tuple([3 * 1.03**month * (1 + at / 10) for at in range(6)] for month in range(280))

    def test_a_series_that_grows_a_thousand_times_raises_no_question(self, database):
        loaded(database, series(self.GROWTH[:270]))

        assert question_codes(checked(database, series(self.GROWTH))) == set()

    def test_many_metrics_in_another_unit_raise_one_question(self, database):
        loaded(database, series(self.GROWTH[:270]))
        content = series([*self.GROWTH[:275], *[[v * 1000 for v in r] for r in self.GROWTH[275:]]])

        report = checked(database, content)
        answered = checked(database, content, choices=[("scale", "usual")])

        assert [(q.key, q.options) for q in report.questions] == [("scale", ("keep", "usual"))]
        assert answered.verdict == "load"
        assert figures(answered)[-1][3] == pytest.approx(self.GROWTH[-1][-1], rel=1e-4)

    def test_the_same_months_a_thousand_times_larger_are_asked_about(self, database):
        loaded(database, series(self.GROWTH[:120]))

        report = checked(database, series([[v * 1000 for v in row] for row in self.GROWTH[:120]]))

        assert question_codes(report) == {"scale"}


class TestOneAnswerForSeveral:
    DAYS = "Date,Orders,Visits,Basket average\n" + "".join(
        f"2026-0{month}-{day:02},{day},{10 * day},{day + 1}\n" for month in (1, 2) for day in (1, 2)
    )

    def test_how_days_make_a_month_is_one_question(self, database):
        question = checked(database, self.DAYS).questions

        assert [(q.key, q.choices[0]) for q in question] == [("aggregation", "usual")]
        assert set(question[0].subjects) == {"Orders", "Visits", "Basket average"}

    @pytest.mark.parametrize(
        ("choices", "january"),
        [
            ([("aggregation", "usual")], {"Orders": 3, "Visits": 30, "Basket average": 2.5}),
            ([("aggregation", "last")], {"Orders": 2, "Visits": 20, "Basket average": 3}),
            (
                [("aggregation:Orders", "mean"), ("aggregation", "sum")],
                {"Orders": 1.5, "Visits": 30, "Basket average": 5},
            ),
        ],
    )
    def test_the_answer_counts_for_all_but_those_answered_alone(self, database, choices, january):
        report = checked(database, self.DAYS, choices=choices)

        assert report.verdict == "load"
        values = {metric: v for metric, period, _, v in figures(report) if period == "2026-01"}
        assert values == january

    def test_a_sheet_or_quarter_of_last_time_is_not_remembered(self):
        choices = [("sheet", "OKRs - Q1 2027"), ("quarter", "2026-Q4"), ("decimal", ",")]

        assert choices_text(choices) == '[["decimal", ","]]'


class TestChoices:
    def test_a_file_of_unknown_content_offers_five_tables_and_the_others_behind(self, database):
        question = checked(database, "A,B,C\nx,y,z\nx,y,z\n").questions[0]

        assert question.code == "kind"
        assert question.choices[0] == "metric_value"
        assert len(question.choices) == 5
        assert {*question.choices, *question.others} == set(TABLES)

    def test_a_table_whose_columns_fit_best_is_offered_first(self, database):
        question = checked(database, "Title,Owner,Link\nx,y,z\nx,y,z\n").questions[0]

        assert question.choices[0] == "initiative"

    def test_the_question_shows_the_lines_it_is_about(self, database):
        content = "Month,Metric,Value\n2026-01,Visits,1\n2026-02,Orders,3\n2026-02,Orders,4\n"

        excerpt = checked(database, content).questions[0].excerpt

        assert excerpt.headers == ("Month", "Metric", "Value")
        assert [line for line, _ in excerpt.rows] == [3, 4]

    def test_the_question_shows_the_column_it_is_about_in_a_wide_file(self, database):
        header = ",".join(f"Column {number}" for number in range(20))
        content = f"Key,Summary,{header},Status\nA,B,{'x,' * 20}Parked\nC,D,{'x,' * 20}Done\n"

        excerpt = checked(database, content).questions[0].excerpt

        assert excerpt.headers[:2] == ("Key", "Status")
        assert [(line, cells[:2]) for line, cells in excerpt.rows] == [(2, ("A", "Parked"))]

    def test_json_gives_answers_and_excerpt(self, database):
        report = report_json(checked(database, "A,B,C\nx,y,z\nx,y,z\n"))

        question = report["questions"][0]
        assert len(question["options"]) == 5
        assert len(question["options"] + question["other_options"]) == len(TABLES)
        assert question["excerpt"]["rows"][0] == {"line": 2, "cells": ["x", "y", "z"]}


class TestLosses:
    FIRST = "Month,Orders,Visits\n2026-07,100,1\n2026-08,110,2\n2026-09,120,3\n"
    SECOND = "Month,Orders,Visits\n2026-08,,2\n2026-09,0,3\n2026-10,130,4\n"

    def test_an_emptied_cell_is_asked_about(self, database):
        loaded(database, self.FIRST)

        question = checked(database, self.SECOND).questions[0]

        assert (question.code, question.choices) == ("emptied", ("keep", "empty"))
        assert question.excerpt.rows == ((2, ("2026-08", "", "2")),)

    @pytest.mark.parametrize(("answer", "value"), [("keep", 110), ("empty", None)])
    def test_the_stored_value_is_kept_or_becomes_missing(self, database, answer, value):
        loaded(database, self.FIRST)
        loaded(database, self.SECOND, choices=[("emptied", answer)])

        with database.reading() as connection:
            stored = connection.execute(
                "select value from metric_value_current "
                "where metric_id = 'orders' and period = date '2026-08-01'"
            ).fetchone()
        assert stored == (value,)

    def test_a_cell_that_was_always_empty_raises_no_question(self, database):
        loaded(database, self.SECOND)

        assert checked(database, self.SECOND).verdict == "load"

    @pytest.mark.parametrize("name", ["kpi_2026-10.csv", "another.csv"])
    def test_a_renamed_column_is_asked_about_and_remembered(self, database, name):
        loaded(database, self.FIRST, name="kpi_2026-09.csv")
        content = "Month,Paid orders,Visits\n2026-10,130,4\n"

        report = checked(database, content, name=name)
        answer = ("metric:Paid orders", "orders")
        loaded(database, content, name=name, choices=[answer])
        again = checked(database, content.replace("2026-10", "2026-11"), name=name)

        assert [(q.key, q.options[0], q.options[-1]) for q in report.questions] == [
            ("metric:Paid orders", "orders", "new")
        ]
        assert figures(again)[0][:2] == ("Paid orders", "2026-11")
        assert {record["metric_id"] for record in again.records} == {"orders", "visits"}

    def test_a_file_with_other_metrics_is_no_renamed_one(self, database):
        loaded(database, self.FIRST)

        assert checked(database, "Month,Churn\n2026-10,3\n", name="x.csv").verdict == "load"

    def test_a_column_that_does_not_come_any_more_is_named(self, database):
        loaded(database, self.FIRST)

        report = checked(database, "Month,Visits\n2026-10,4\n")

        issue = next(issue for issue in report.issues if issue.code == "metrics_absent")
        assert issue.parameters["names"] == "Orders"


class TestFiguresNotRead:
    def test_columns_of_figures_that_are_not_read_need_a_word(self, database):
        content = "Month;CA;Orders\n2026-01;EUR 85048,84 net;3\n2026-02;EUR 85148,84 net;4\n"

        report = checked(database, content)
        answered = checked(database, content, choices=[("unused_columns", "leave_out")])

        assert [(q.key, q.parameters["columns"]) for q in report.questions] == [
            ("unused_columns", "CA")
        ]
        assert answered.verdict == "load"

    def test_texts_changes_and_identifiers_need_none(self, database):
        report = checked(
            database,
            "Month,Orders,% change,Comment,Source\n2026-01,5,3%,x1,a 2\n2026-02,6,3%,x2,a 3\n",
        )

        assert report.verdict == "load"
        assert "column_not_used" in codes(report)


class TestChanges:
    FIRST = "Key,Summary,Status,Due date\nA-1,Search,To do,2026-09-30\nA-2,Tags,Done,\n"
    SECOND = FIRST.replace("To do", "In progress").replace("09-30", "11-30")

    def changes(self, database, content):
        result = check_changes(database, Source("plan.csv", content.encode()), Options(today=TODAY))
        return changes_json(result).get("changes", [])

    def test_each_column_of_a_record_is_listed_old_and_new(self, database):
        loaded(database, self.FIRST)

        assert self.changes(database, self.SECOND) == [
            {
                "table": "initiative", "key": ["A-1"], "column": column, "stored": stored,
                "incoming": incoming, "line": 2,
            }
            for column, stored, incoming in (
                ("status", "proposed", "in_progress"), ("planned_on", "2026-09-30", "2026-11-30"),
            )
        ]  # fmt: skip

    def test_targets_and_values_are_listed_alike(self, database):
        loaded(database, "Month,KPI,Value,Target\n2026-09,Orders,100,110\n")

        changes = self.changes(database, "Month,KPI,Value,Target\n2026-09,Orders,101,120\n")

        assert [(c["table"], c["stored"], c["incoming"]) for c in changes] == [
            ("metric_target", 110.0, 120.0), ("metric_value", 100.0, 101.0),
        ]  # fmt: skip

    def test_a_preview_of_several_files_lists_them_too(self, database):
        loaded(database, self.FIRST)
        file = IncomingFile(Source("plan.csv", self.SECOND.encode()), Options(today=TODAY))

        result = preview(database, [file]).files[0]

        assert [change.column for change in result.record_changes] == ["status", "planned_on"]

    def test_a_status_that_is_asked_about_is_no_change_yet(self, database):
        loaded(database, self.FIRST)
        content = self.FIRST.replace("Done", "Parked") + "A-3,Bar,Parked,\n"

        report = checked(database, content)

        assert [record["status"] for record in report.records] == ["proposed", None, None]
        assert self.changes(database, content) == []

    def test_a_new_record_changes_nothing(self, database):
        assert self.changes(database, self.FIRST) == []


def test_remarks_are_grouped_by_kind_with_their_lines(database):
    rows = "".join(f"A-{number},Title {number},Done\n" for number in range(30))

    groups = grouped(checked(database, f"Key,Summary,Status\n{rows}").issues)

    assert [(group.first.code, group.count) for group in groups] == [("draft_initiative", 30)]
    assert groups[0].lines[:3] == (2, 3, 4)
