"""Roadmaps, scores, check-ins, targets and objectives in the words of many tools."""

import pytest

from lib.domain.metrics import MetricTarget
from lib.domain.okrs import KeyResult
from lib.store import reads
from tests.ingest.files import CATALOGUE, checked, codes, figures, loaded, question_codes

START = "2026-07-01"


def rows(report, *keys):
    return [tuple(record.get(key) for key in keys) for record in report.records]


class TestInitiatives:
    @pytest.mark.parametrize(
        ("header", "row"),
        [
            ("Theme,Headline,Quarter,Owner", "Socle,Search,Q3 2026,Ana"),
            ("Trimestre;Thème;Sujet;Statut", "T3 2026;Socle;Search;En cours"),
            ("Deliverable,Initiative start date,Initiative end date", f"Search,{START},Sep 2026"),
            ("Name,Timeframe start,Timeframe end,Owners", "Search,2026-07-01,2026-09-30,Ana"),
            ("Item,Target quarter,Team", "Search,2026 Q3,Search team"),
        ],
    )  # fmt: skip
    def test_a_roadmap_without_identifiers_or_status(self, database, header, row):
        report = checked(database, f"{header}\n{row}\n")

        assert (report.kind, report.verdict) == ("initiative", "load")
        assert rows(report, "initiative_id", "title", "end_date") == [
            ("search", "Search", "2026-09-30")
        ]

    def test_identifiers_made_of_titles_are_the_same_at_the_next_load(self, database):
        loaded(database, "Headline,Quarter,Status\nOne-page search,2026 Q3,Planned\n")

        again = loaded(database, "Quarter,Status,Headline\n2026 Q4,In progress,One-page search\n")

        assert (again.upload.new_count, again.upload.restated_count) == (0, 1)

    @pytest.mark.parametrize(
        ("header", "row"),
        [
            ("Feature ID,Feature Title,Reach,Impact,Confidence,Effort,RICE Score",
             "7,Sign-on,1000,3,0.8,2,1200"),
            ("Fonctionnalité;Réf;Portée;Impact;Confiance;Effort", "Sign-on;7;1 000;3;80 %;2"),
        ],
    )  # fmt: skip
    def test_a_sheet_of_scores_keeps_its_identifiers(self, database, header, row):
        report = checked(database, f"{header}\n{row}\n")

        assert (report.kind, report.verdict) == ("initiative", "load")
        columns = ("initiative_id", "reach", "impact", "confidence", "effort")
        assert rows(report, *columns) == [("7", 1000.0, 3.0, 0.8, 2.0)]

    def test_scores_in_words_are_one_question_for_all_columns(self, database):
        content = "Idea,Reach,Impact,Confidence,Effort\nA,10,High,Medium,2\nB,20,Low,High,1\n"

        report = checked(database, content)
        answered = checked(database, content, choices=[("score_words", "read")])
        left = checked(database, content, choices=[("score_words", "leave_out")])

        assert [q.key for q in report.questions] == ["score_words"]
        assert rows(answered, "impact", "confidence") == [(2.0, 0.8), (0.5, 1.0)]
        assert rows(left, "impact", "confidence") == [(None, None), (None, None)]

    def test_confidence_up_to_ten_is_asked_about(self, database):
        content = "Initiative,Impact,Confidence,Status\nA,3,8,Planned\n"

        assert question_codes(checked(database, content)) == {"confidence_scale"}
        answered = checked(database, content, choices=[("confidence_scale", "ten")])
        assert rows(answered, "confidence") == [(0.8,)]

    def test_progress_can_tell_the_status(self, database):
        content = (
            "Feature_ID,OKR_ID,Title,Progress_Percent,Updated\n"
            "F1,,Board,80,2026-07-23\nF2,,Model,0,2026-06-28\nF3,,Loop,100,2026-06-10\n"
        )

        report = checked(database, content)
        answered = checked(database, content, choices=[("status_from_progress", "progress")])

        assert (report.kind, question_codes(report)) == ("initiative", {"status_from_progress"})
        assert rows(answered, "initiative_id", "status") == [
            ("F1", "in_progress"), ("F2", "planned"), ("F3", "shipped"),
        ]  # fmt: skip

    def test_products_and_components_without_a_status_are_set_aside(self, database):
        report = checked(
            database,
            "Type,Name,Status,Effort\nproduct,Shop,,\ncomponent,Cart,,\n"
            "feature,One page,In progress,3\nfeature,Wallets,,5\n",
        )

        assert [(row.line, row.code) for row in report.set_aside] == [
            (2, "container"), (3, "container"),
        ]  # fmt: skip
        assert rows(report, "title", "status") == [
            ("One page", "in_progress"), ("Wallets", "proposed"),
        ]  # fmt: skip
        assert [issue.line for issue in report.issues if issue.code == "status_assumed"] == [5]

    def test_status_words_of_any_column_are_asked_about(self, database):
        report = checked(
            database, "Key,Summary,Workflow step\nA-1,A,Refinement\nA-2,B,UAT\nA-3,C,3 - Done\n"
        )

        assert [q.key for q in report.questions] == ["status:Refinement", "status:UAT"]
        assert rows(report, "status")[2] == ("shipped",)

    def test_many_unknown_statuses_are_one_question(self, database):
        words = ["Refinement", "UAT", "Grooming", "Staging", "Parked"]
        content = "Key,Summary,Status\n" + "".join(f"{w},T {w},{w}\n" for w in words)
        choices = [("status", "planned"), ("status:Parked", "stopped")]

        assert [q.key for q in checked(database, content).questions] == ["status"]
        assert rows(checked(database, content, choices=choices), "status") == [
            *[("planned",)] * 4, ("stopped",),
        ]  # fmt: skip

    @pytest.mark.parametrize("header", ["Effort (days)", "Story points", "Size"])
    def test_other_measures_of_effort_are_no_person_months(self, database, header):
        report = checked(database, f"Title,Status,{header}\nA,Done,40\n")

        assert "points_not_effort" in codes(report)
        assert loaded(database, f"Title,Status,{header}\nA,Done,40\n").report.verdict == "load"


class TestCheckIns:
    HEADER = "Date,Objective,Key result,Value,Confidence\n"

    def keep(self, *choices):
        return [("unknown_key_results", "keep"), *choices]

    @pytest.mark.parametrize(
        ("first", "second"), [("7/10", "8/10"), ("70%", "80%"), ("7", "8"), ("0.7", "0.8")]
    )
    def test_confidence_is_out_of_ten_however_it_is_written(self, database, first, second):
        content = (
            f"{self.HEADER}2026-07-15,Grow,Signed,4,{first}\n2026-08-15,Grow,Signed,9,{second}\n"
        )

        report = checked(database, content, choices=self.keep())

        assert (report.kind, report.verdict) == ("check_in", "load")
        assert rows(report, "period", "value", "confidence") == [
            ("2026-07", 4.0, 7), ("2026-08", 9.0, 8),
        ]  # fmt: skip

    def test_confidence_in_words_is_asked_about_with_its_meaning(self, database):
        content = f"{self.HEADER}2026-07-15,Grow,Signed,4,À risque\n"

        question = next(q for q in checked(database, content).questions if q.code == "score_words")
        answered = checked(database, content, choices=self.keep(("score_words", "read")))

        assert question.parameters["words"] == "À risque = 5"
        assert rows(answered, "confidence") == [(5,)]

    def test_the_latest_check_in_of_a_month_counts_in_any_order(self, database):
        content = (
            f"{self.HEADER}2026-07-20,Grow,Signed,6,7\n2026-07-06,Grow,Signed,4,7\n"
            "2026-07-13,Grow,Signed,5,7\n"
        )

        report = checked(database, content, choices=self.keep())

        assert rows(report, "period", "value") == [("2026-07", 6.0)]
        assert [row.code for row in report.set_aside] == ["earlier_check_in"] * 2

    def test_a_key_result_loaded_later_finds_its_check_ins(self, database):
        loaded(database, f"{self.HEADER}2026-07-15,Grow,Signed,4,7\n", choices=self.keep())
        loaded(database, "Objective,Key result,Start,Target,Quarter\nGrow,Signed,0,20,2026-Q3\n")

        again = checked(database, f"{self.HEADER}2026-08-15,Grow,Signed,9,7\n")

        assert again.verdict == "load"
        assert rows(again, "key_result_id") == [("signed",)]


class TestTargets:
    @pytest.mark.parametrize(
        "content",
        [
            "Month,Target Orders,Target Basket (EUR)\n2026-12,100,7\n2027-01,110,7.5\n",
            "Mois;Objectif Commandes;Panier moyen (EUR) cible\n2026-12;100;7\n2027-01;110;7,5\n",
            "Target,2026-12,2027-01\nOrders,100,110\nBasket (EUR),7,7.5\n",
            "KPI,Month,Target\nOrders,2026-12,100\nOrders,2027-01,110\n",
        ],
    )
    def test_targets_alone_may_lie_in_the_future(self, database, content):
        result = loaded(database, content)

        with database.reading() as connection:
            targets = reads.records(connection, MetricTarget, result.upload.seq)
            values = list(figures(result.report))
        by_key = {(t.metric_id, t.period.isoformat()[:7]): t.value for t in targets}
        orders = "commandes" if "Commandes" in content else "orders"
        assert by_key[orders, "2026-12"] == 100
        assert by_key[orders, "2027-01"] == 110
        assert 100 in [value for *_, value in values]

    def test_targets_are_those_of_the_catalogue(self, database):
        loaded(database, CATALOGUE)

        result = loaded(database, "Month,Target Revenue (M€)\n2027-01,1.2\n")

        assert [record["value"] for record in result.report.records] == [1200.0]
        assert result.report.records[0]["metric_id"] == "revenue"


class TestObjectives:
    @pytest.mark.parametrize(
        "content",
        [
            "Objective,Parent,Status,Owner\nGrow,Keep,On track,Ana\nKeep,Grow,At risk,Bo\n",
            "id,title,parent,status\nO1,Grow,O2,on track\nO2,Keep,O1,at risk\n",
            "Identifiant;Titre de l'objectif;Objectif parent\nO1;Grow;O2\nO2;Keep;O1\n",
            "ID,Name,Type,Parent\nO1,Grow,Objective,O2\nO2,Keep,Objective,O1\n",
        ],
    )
    def test_objectives_with_parents_in_a_loop_are_objectives(self, database, content):
        report = checked(database, content)

        assert (report.kind, report.verdict) == ("objective", "load")
        assert codes(report) >= {"parent_loop"}
        assert rows(report, "parent_id") == [(None,), (None,)]

    def test_key_results_in_the_words_of_another_tool(self, database):
        report = checked(
            database,
            "Objective Name,KR Name,Metric start,Metric target,Metric current,Owner,Cycle\n"
            "Grow,Raise satisfaction,30,50,41,Bo,Q3 2026\n",
        )

        assert (report.kind, report.verdict) == ("key_result", "load")
        columns = ("start_value", "target_value", "current_value", "period")
        assert rows(report, *columns) == [(30.0, 50.0, 41.0, "2026-Q3")]

    @pytest.mark.parametrize("words", ["done every week", "fait chaque semaine", "3 per squad"])
    def test_a_key_result_without_a_number_is_qualitative(self, database, words):
        content = (
            "Objective,Key result,Start,Target,Current,Quarter\n"
            f"Listen,Interviews,,{words},,2026-Q3\nListen,Calls,0,20,5,2026-Q3\n"
        )

        result = loaded(database, content)

        with database.reading() as connection:
            results = reads.records(connection, KeyResult, result.upload.seq)
        interviews = next(item for item in results if item.key_result_id == "interviews")
        assert interviews.name_en == f"Interviews ({words})"
        assert (interviews.start_value, interviews.target_value, interviews.unit) == (0, 100, "%")
        assert "qualitative_target" in codes(result.report)

    @pytest.mark.parametrize("wrong", ["12O", "2O0"])
    def test_a_number_with_a_letter_in_it_is_still_a_fault(self, database, wrong):
        report = checked(
            database, f"Objective,Key result,Start,Target,Quarter\nA,B,0,{wrong},2026-Q3\n"
        )

        assert report.verdict == "refuse"

    def test_the_quarter_in_the_name_of_the_file_is_the_first_guess(self, database):
        report = checked(
            database,
            "Objective,Key result,Start,Target\nGrow,Sign,0,20\n",
            name="OKR Q1 2027 - list.csv",
        )

        assert report.questions[0].options[0] == "2027-Q1"


@pytest.mark.parametrize(
    "content",
    [
        "Month,Signups,Churn\n2026-01,100,2\n2026-02,110,3\n",
        "Date,Feature,Usage\n2026-01,SSO,100\n2026-01,Dark,50\n2026-02,SSO,110\n2026-02,Dark,60\n",
        "Month,KPI,Value,Target\n2026-01,Orders,100,110\n2026-02,Orders,105,110\n",
    ],
)
def test_values_stay_values(database, content):
    report = checked(database, content)

    assert (report.kind, report.verdict) == ("metric_value", "load")


def test_owners_and_priorities_that_no_column_keeps_are_named(database):
    report = checked(database, "Title,Status,Owner,Priority\nA,Done,Ana,High\n")

    issue = next(issue for issue in report.issues if issue.code == "column_not_used")
    assert issue.parameters["names"] == "Owner, Priority"
    assert rows(report, "owner", "priority") == [("Ana", "High")]
