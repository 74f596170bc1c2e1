"""Initiatives, objectives and catalogues as planning tools write them."""

import pytest

from tests.ingest.files import CATALOGUE, checked, codes, loaded, question_codes


def rows(report, *keys):
    return [tuple(record.get(key) for key in keys) for record in report.records]


def test_an_english_ticket_export_gives_initiatives_as_drafts(database):
    content = (
        "Summary,Issue key,Issue id,Status,Assignee,Created,Labels,Labels,Attachment,Attachment,"
        "Custom field (Story Points),Custom field (Target start),Sprint,Sprint\n"
        'Faster checkout,SHOP-12,10012,In Progress,Ann,17/Feb/22 11:02 AM,ux,web,"a\nb",,5.0,'
        "17/Feb/22 11:02 AM,S1,S2\n"
        "Saved carts,SHOP-13,10013,Done,Bob,18/Feb/22 9:02 AM,,,,,3.0,,S1,\n"
    )

    report = checked(database, content)

    assert report.kind == "initiative"
    assert rows(report, "initiative_id", "title", "status", "start_date") == [
        ("SHOP-12", "Faster checkout", "in_progress", "2022-02-17"),
        ("SHOP-13", "Saved carts", "shipped", None),
    ]
    assert [issue.line for issue in report.issues if issue.code == "draft_initiative"] == [2, 4]
    assert report.verdict == "load"


def test_a_french_ticket_export_mixes_both_languages(database):
    content = (
        "Type de ticket;Clé de ticket;Résumé;État;Responsable;Création;Date d'échéance;"
        "Champs personnalisés (Story Points);Clé parent;Parent summary\n"
        "Récit;BOU-1;Paiement rapide;En cours;Zoé;17/févr./26 11:02 AM;31/03/2026;5;BOU-0;Socle\n"
        "Récit;BOU-2;Panier gardé;Terminé(e);Léa;18/févr./26 09:10 AM;15/04/2026;3;BOU-0;Socle\n"
    )

    report = checked(database, content)

    assert rows(report, "initiative_id", "title", "status", "end_date") == [
        ("BOU-1", "Paiement rapide", "in_progress", "2026-03-31"),
        ("BOU-2", "Panier gardé", "shipped", "2026-04-15"),
    ]
    assert report.verdict == "load"


def test_a_workspace_export_prefers_its_title_to_its_project(database):
    content = (
        '"ID","Team","Title","Description","Status","Estimate","Priority","Project ID","Project",'
        '"Assignee","Labels","Created","Started","Completed","Canceled","Due Date","UUID"\n'
        '"ENG-7","Growth","Faster search","Two\nlines","In Progress","3","High","p1","Search",'
        '"ann","ux, web","Wed May 13 2026 11:21:41 GMT+0000 (GMT+00:00)",'
        '"Thu May 14 2026 09:00:00 GMT+0000 (GMT+00:00)","","","","u-1"\n'
        '"ENG-8","Growth","Old bet","","Canceled","","Low","p1","Search","bob","","","","",'
        '"2026-06-01T14:22:25.144Z","","u-2"\n'
    )

    report = checked(database, content)

    assert rows(report, "initiative_id", "title", "status", "start_date", "stopped_on") == [
        ("ENG-7", "Faster search", "in_progress", "2026-05-14", None),
        ("ENG-8", "Old bet", "stopped", None, "2026-06-01"),
    ]
    assert report.verdict == "load"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("id,name,type,status,owner,teams,parent,timeframe",
         "F1,Gift cards,feature,Planned,ann,Core;Web,,Q1 2026"),
        ("Feature reference #,Feature name,Feature status,Feature start date",
         "F1,Gift cards,Planned,2026-01-31"),
        ("\ufeffName,Status,Owner,Done,Notes", "Gift cards,Planned,ann,checked,<b>html</b>"),
        ("\ufeffNom,Statut,Échéance,Équipe", "Gift cards,Planifié,31 janvier 2026,Web (https://x)"),
    ],
)  # fmt: skip
def test_other_planning_tools_give_initiatives(database, header, row):
    report = checked(database, f"{header}\n{row}\n")

    assert report.kind == "initiative"
    assert rows(report, "title", "status") == [("Gift cards", "planned")]
    assert report.verdict == "load"


def test_a_status_not_known_is_asked_about_and_remembered(database):
    content = "Key,Summary,Status\nA-1,One,Parked\nA-2,Two,Done\n"

    first = checked(database, content)
    loaded(database, content, choices=[("status:Parked", "stopped")])
    again = checked(database, content.replace("One", "Other"))

    assert [(q.code, q.subject) for q in first.questions] == [("status", "Parked")]
    assert rows(again, "status") == [("stopped",), ("shipped",)]
    assert again.remembered == (("status:Parked", "stopped"),)


def test_an_initiative_is_tied_by_the_metrics_it_names(database):
    loaded(database, CATALOGUE)
    content = (
        "Id,Titre,Statut,KPI visé\nI1,Panier,En cours,Taux de conversion; Panier moyen\n"
        "I2,X,En cours,Inconnu\n"
    )

    report = checked(database, content)

    assert rows(report, "product_metric_id", "business_metric_id") == [
        ("conversion", "basket"),
        (None, None),
    ]
    assert [(i.code, i.line) for i in report.issues] == [
        ("unknown_reference", 3),
        ("draft_initiative", 3),
    ]


def test_a_tool_that_names_no_kpi_does_not_wipe_what_was_completed(database):
    loaded(database, CATALOGUE)
    loaded(database, "Id,Titre,Statut,KPI\nI1,Panier,En cours,conversion;basket\n")

    report = checked(database, "Id,Titre,Statut\nI1,Panier,Terminé\n")

    assert rows(report, "status", "product_metric_id") == [("shipped", "conversion")]
    assert "draft_initiative" not in codes(report)


def test_objectives_and_key_results_in_one_list_are_separated_by_type(database):
    content = (
        "Title,Type,Owner,Team,Time period,Parent,Metric name,Start,Target,Current,Status,"
        "Progress\n"
        "Grow,Objective,Ann,Core,Q4 2026,,,,,,On track,40\n"
        "Orders per day,Key result,Ann,Core,Q4 2026,Grow,,100,200,150,On track,50\n"
    )

    report = checked(database, content)

    assert rows(report, "type", "objective", "start_value", "target_value", "current_value") == [
        ("objective", "Grow", None, None, None),
        ("key_result", "Grow", 100.0, 200.0, 150.0),
    ]
    assert report.verdict == "load"


def test_start_and_end_of_a_key_result_can_be_values(database):
    content = (
        "Team,Objective,Progress,Parent goal,Key result,Description,Start,End,Actual,Unit\n"
        "Core,Grow,50%,,Orders per day,,100,200,150,orders\n"
    )

    report = checked(database, content, choices=[("quarter", "Q4 2026")])

    assert rows(report, "objective", "key_result", "start_value", "target_value", "period") == [
        ("Grow", "Orders per day", 100.0, 200.0, "2026-Q4")
    ]
    assert report.verdict == "load"


def test_the_quarter_of_key_results_is_asked_for(database):
    content = "Objective,Key result,Start,Target\nGrow,Orders,100,200\n"

    report = checked(database, content)

    assert question_codes(report) == {"quarter"}


def test_goals_with_milestones_under_them_are_linked_by_their_order(database):
    content = (
        "name,type,progress,start_date,end_date,owner_email,categories,description\n"
        "Grow,goal,40,2026-10-01,2026-12-31,a@x.fr,a;b,\n"
        "First shop,milestone,100,2026-10-01,2026-12-31,a@x.fr,,\n"
    )

    report = checked(database, content)

    assert rows(report, "type", "parent_id") == [("objective", None), ("key_result", "grow")]
    assert report.verdict == "load"


def test_several_parents_in_a_cell_take_the_first_that_is_known(database):
    content = (
        "Row ID,Parent Row IDs,Goal ID,Goal Title,Owner Emails,Goal Cycle,Goal Type,Start Date,"
        "End Date,Starting Value,Target Value,Current Value\n"
        "1,,G1,Grow,a@x.fr,Q4 2026,Objective,2026-10-01,2026-12-31,,,\n"
        '2,"1,9",G2,Orders,a@x.fr,Q4 2026,Key Result,2026-10-01,2026-12-31,10,20,12\n'
    )

    report = checked(database, content)

    assert rows(report, "type", "parent_id") == [("objective", None), ("key_result", "1")]


def test_a_target_equal_to_its_start_is_loaded_with_a_warning(database):
    content = "Objective,Key result,Start value,Target value,Period\nGrow,Orders,100,100,Q4 2026\n"

    report = checked(database, content)

    assert [(i.code, i.severity, i.line) for i in report.issues if "target" in i.code] == [
        ("target_is_start", "warning", 2)
    ]
    assert report.verdict == "load"


def test_objectives_whose_parents_form_a_loop_are_kept_without_their_links(database):
    content = (
        "objective_id,name_fr,name_en,parent_id\nO1,Un,One,O2\nO2,Deux,Two,O3\nO3,Trois,Three,O1\n"
    )

    report, upload = (loaded(database, content).report, loaded(database, content).upload)

    assert [i.line for i in report.issues if i.code == "parent_loop"] == [2, 3, 4]
    assert "O1 → O2 → O3 → O1" in str(report.issues[0].parameters["loop"])
    assert rows(report, "parent_id") == [(None,), (None,), (None,)]
    assert upload is not None


def test_a_parent_that_is_absent_is_a_warning(database):
    report = checked(database, "objective_id,name_fr,name_en,parent_id\nO1,Un,One,O9\n")

    assert [(i.code, i.severity) for i in report.issues] == [("unknown_reference", "warning")]
    assert report.verdict == "load"


def test_a_pair_of_an_unknown_metric_is_refused(database):
    loaded(database, CATALOGUE)
    content = (
        "pair_id,product_metric_id,business_metric_id,expected_sign,lag_months,declared_on\n"
        "P1,conversion,nowhere,1,2,2026-01-05\nP2,Taux de conversion,Panier moyen,-,0,2026-01-05\n"
    )

    report = checked(database, content)

    assert [(i.code, i.severity, i.line) for i in report.issues if i.severity == "error"] == [
        ("unknown_reference", "error", 2)
    ]
    assert ("conversion", "basket", -1) in rows(report, "left", "right", "expected_sign")


def test_a_partial_catalogue_keeps_what_it_does_not_tell(database):
    loaded(database, CATALOGUE)

    report = checked(
        database, "metric_id,definition_fr\nconversion,Commandes par visite\n", kind="metric"
    )

    assert rows(report, "unit", "definition_fr") == [("%", "Commandes par visite")]


def test_every_fault_of_a_table_is_reported_at_once(database):
    content = (
        "metric_id,name_fr,name_en,kind,unit,direction,decimals\n"
        "a,A,A,produit,%,hausse,1\nb,B,B,gadget,%,up,x\n,C,C,product,%,up,1\n"
    )

    report = checked(database, content)

    assert [(i.code, i.line) for i in report.issues if i.severity == "error"] == [
        ("bad_choice", 3),
        ("bad_integer", 3),
        ("missing_value", 4),
    ]
    assert report.verdict == "refuse"
