"""Files of metric values as analytics, billing and reporting tools write them."""

from tests.ingest.files import CATALOGUE, checked, codes, figures, loaded, question_codes


def test_an_analytics_report_with_stacked_tables_gives_both_by_day_from_its_start(database):
    content = (
        "# ----------------------------------------\n# Report CSV Export\n# Account: Shop\n"
        "# Property: Web\n# ----------------------------------------\n#  \n"
        "# Start date: 20260901\n# End date: 20260903\n"
        "Nth day,Active users\n0000,11984.736842105263\n0001,12003\n0002,11890\n"
        "\n# Start date: 20260901\n# End date: 20260903\n"
        "Nth day,Sessions\n0000,100\n0001,200\n0002,300\n"
    )

    report = checked(database, content, choices=[("aggregation", "sum")])

    assert figures(report) == [
        ("Active users", "2026-09", None, 11984.736842105263 + 12003 + 11890),
        ("Sessions", "2026-09", None, 600.0),
    ]
    assert report.verdict == "load"


def test_daily_rows_are_asked_about_before_they_make_a_month(database):
    content = "Date,Sessions\n2026-09-01,100\n2026-09-02,200\n2026-09-03,300\n"

    report = checked(database, content)

    assert report.verdict == "choose"
    assert [(q.code, q.options) for q in report.questions] == [
        ("aggregation", ("sum", "mean", "last"))
    ]


def test_daily_rows_follow_the_rule_of_the_catalogue(database):
    loaded(database, CATALOGUE)

    report = checked(database, "Date,Orders\n2026-09-01,100\n2026-09-02,250\n")

    assert figures(report) == [("Orders", "2026-09", None, 350.0)]
    assert "days_made_months" in codes(report)
    assert report.verdict == "load"


def test_an_exploration_sets_its_grand_total_aside_though_its_header_is_short(database):
    content = (
        "# ---------\n# Shop\n# Free form\n# 20260901-20260930\n# ---------\n\n"
        "Month,Event name,Event count,Total users\n,,48,5,Grand total\n"
        "2026-09,purchase,30,3\n2026-09,view,18,2\n\n"
    )

    report = checked(database, content)

    assert figures(report) == [
        ("Event count", "2026-09", "purchase", 30.0),
        ("Total users", "2026-09", "purchase", 3.0),
        ("Event count", "2026-09", "view", 18.0),
        ("Total users", "2026-09", "view", 2.0),
    ]
    assert [row.line for row in report.set_aside] == [8]


def test_search_results_in_french_keep_their_points_as_decimal_marks(database):
    content = (
        "Date,Clics,Impressions,CTR,Position\n2026-09-30,120,6200,1.94%,12.4\n"
        "2026-08-31,110,6100,1.80%,12.9\n"
    )

    report = checked(database, content)

    assert ("CTR", "2026-09", None, 1.94) in figures(report)
    assert ("Position", "2026-08", None, 12.9) in figures(report)
    assert {r["unit"] for r in report.records if r["metric"] == "CTR"} == {"%"}


def test_a_chart_with_titles_above_and_padded_months_in_columns_is_read(database):
    content = (
        '"Signups by platform"\n"Event segmentation","Uniques"\n\n'
        '"\tEvent","\tSegment","\tJan 2026","\tFeb 2026","\tMar 2026"\n'
        '"\tSign up","\tiOS",120,130,\n"\tSign up","\tAndroid",90,95,101\n'
    )

    report = checked(database, content)

    assert report.shape == "wide"
    assert figures(report) == [
        ("Sign up", "2026-01", "iOS", 120.0),
        ("Sign up", "2026-02", "iOS", 130.0),
        ("Sign up", "2026-01", "Android", 90.0),
        ("Sign up", "2026-02", "Android", 95.0),
        ("Sign up", "2026-03", "Android", 101.0),
    ]


def test_the_overall_rows_of_a_breakdown_are_the_whole_not_a_segment(database):
    content = (
        "Date,Plan,A. Sign Up [Total]\n2026-01-01T00:00:00,$overall,30\n"
        "2026-01-01T00:00:00,free,20\n2026-01-01T00:00:00,pro,10\n"
    )

    report = checked(database, content)

    assert figures(report) == [
        ("Sign Up", "2026-01", None, 30.0),
        ("Sign Up", "2026-01", "free", 20.0),
        ("Sign Up", "2026-01", "pro", 10.0),
    ]


def test_a_billing_roll_forward_has_metrics_in_rows_and_months_in_columns(database):
    content = (
        ",Jan 2026,Feb 2026,Mar 2026\nNew MRR,1000.50,1200.00,900.25\n"
        "Churned MRR,(200.00),(150.00),-\nTotal,800.50,1050.00,900.25\n"
    )

    report = checked(database, content)

    assert figures(report) == [
        ("New MRR", "2026-01", None, 1000.5),
        ("New MRR", "2026-02", None, 1200.0),
        ("New MRR", "2026-03", None, 900.25),
        ("Churned MRR", "2026-01", None, -200.0),
        ("Churned MRR", "2026-02", None, -150.0),
        ("Churned MRR", "2026-03", None, None),
    ]
    assert [row.line for row in report.set_aside] == [4]


def test_month_ends_are_their_month_and_changes_are_no_metrics(database):
    content = (
        "date,mrr,mrr % change,customer-churn-rate\n2026-01-31,52000.5,,2.4%\n"
        "2026-02-28,53100.25,2.1%,2.2%\n"
    )

    report = checked(database, content)

    assert figures(report) == [
        ("customer-churn-rate", "2026-01", None, 2.4),
        ("mrr", "2026-01", None, 52000.5),
        ("customer-churn-rate", "2026-02", None, 2.2),
        ("mrr", "2026-02", None, 53100.25),
    ]


def test_a_report_of_sales_ends_before_its_footer(database):
    content = (
        '"Mois","Indicateur","Valeur"\r\n"01/09/2026","Chiffre","12\u00a0345,67"\r\n'
        '"31/10/2026","Chiffre","13\u00a0001,00"\r\n\r\n"Grand Totals (2 records)"\r\n\r\n'
        '"Rapport mensuel"\r\n"Copyright © 2000-2026 salesforce.com, inc. All rights reserved."\r\n'
        '"Confidential Information - Do Not Distribute"\r\n"Generated By: A. Martin 01/11/2026"\r\n'
    ).encode("latin-1")

    report = checked(database, content)

    assert figures(report) == [
        ("Chiffre", "2026-09", None, 12345.67),
        ("Chiffre", "2026-10", None, 13001.0),
    ]
    assert len(report.set_aside) == 5
    assert report.verdict == "load"


def test_a_formatted_question_in_french_is_read_with_its_spaces_and_months(database):
    content = (
        "Mois;Commandes;Taux\njanvier 2026;1\u202f234;12,5 %\nfévrier 2026;1\u202f310;12,9 %\n"
    )

    report = checked(database, content)

    assert figures(report) == [
        ("Commandes", "2026-01", None, 1234.0),
        ("Taux", "2026-01", None, 12.5),
        ("Commandes", "2026-02", None, 1310.0),
        ("Taux", "2026-02", None, 12.9),
    ]


def test_a_crosstab_in_utf16_with_tabs_fills_its_labels_down(database):
    content = (
        "\t\tMois de Date\t\nNoms de mesures\tRégion\tjanvier 2026\tfévrier 2026\n"
        "Ventes\tNord\t1 234\t1 300\n\tSud\t%null%\t900\nGrand Total\t\t1 234\t2 200\n"
    ).encode("utf-16")

    report = checked(database, content)

    assert (report.encoding, report.delimiter) == ("utf-16", "\t")
    assert figures(report) == [
        ("Ventes", "2026-01", "Nord", 1234.0),
        ("Ventes", "2026-02", "Nord", 1300.0),
        ("Ventes", "2026-01", "Sud", None),
        ("Ventes", "2026-02", "Sud", 900.0),
    ]


def test_a_french_spreadsheet_in_cp1252_is_read_to_its_last_empty_rows(database):
    content = (
        "Suivi mensuel ;;\r\n;;\r\nIndicateur;Mois;Valeur\r\n"
        "Panier moyen (€);janv.-26;1\xa0234,50 €\r\n"
        "Délai d’envoi;janv-26;2,5\r\nTaux d’échec;janv-26;#DIV/0!\r\n;;\r\n;;\r\n"
    ).encode("cp1252")

    report = checked(database, content)

    assert (report.encoding, report.delimiter) == ("cp1252", ";")
    assert figures(report) == [
        ("Panier moyen", "2026-01", None, 1234.5),
        ("Délai d’envoi", "2026-01", None, 2.5),
        ("Taux d’échec", "2026-01", None, None),
    ]
    assert [(i.line, i.column) for i in report.issues if i.code == "formula_error"] == [
        (6, "Valeur")
    ]


def test_a_semicolon_does_not_make_a_point_a_thousands_mark(database):
    content = 'Date;Indice\n2024T1;" 0.6"\n2024T2;" 1.25"\n'

    report = checked(database, content)

    assert [value for *_, value in figures(report)] == [0.6, 1.25]
    assert "quarterly_values" in codes(report)


def test_a_series_of_the_statistics_office_skips_its_description_and_flags(database):
    content = (
        '"Libellé";"Indice des prix";"Codes"\n"idBank";"010767994";""\n'
        '"Dernière mise à jour";"03/05/2024 08:45";""\n"Période";"";""\n'
        '"2024-03";"118.6";"P"\n"2024-02";"118.1";"A"\n"2024-01";"";"O"\n'
    )

    report = checked(database, content)

    assert figures(report) == [
        ("Indice des prix", "2024-03", None, 118.6),
        ("Indice des prix", "2024-02", None, 118.1),
        ("Indice des prix", "2024-01", None, None),
    ]
    assert [row.line for row in report.set_aside] == [2, 3, 4]


def test_years_in_columns_with_colons_for_missing_stay_years(database):
    content = "TIME,2022,2023,2024\r\nFrance,1.5,:,2.5\r\nItaly,::,1.1,0.9\r\n"

    report = checked(database, content)

    assert [value for *_, value in figures(report)] == [1.5, None, 2.5, None, 1.1, 0.9]
    assert "yearly_values" in codes(report)


def test_a_report_with_targets_beside_values_keeps_them_apart(database):
    content = (
        "\ufeffDate,PageViews,PageViews__Target,pct_mobile\n"
        '"Sun, 05-Jan-2025","523,419",500000,0.41\n'
        '"Sun, 02-Feb-2025","1,523,419",510000,0.43\n'
    )

    report = checked(database, content, choices=[("percent", "fraction")])

    assert ("PageViews", "2025-01", None, 523419.0) in figures(report)
    assert ("PageViews", "2025-02", None, 1523419.0) in figures(report)
    assert not any("Target" in metric for metric, *_ in figures(report))


def test_a_dump_without_header_asks_which_column_is_which(database):
    content = "1/1/2011,16748.46\n7/31/2013,18001.10\n31-Jul-13,18001.10\n"

    report = checked(database, content, kind="metric_value")

    assert report.verdict == "choose"
    assert "metric_name" in question_codes(report)


def test_a_dump_without_header_loads_once_its_columns_are_named(database):
    content = "1/1/2011,16748.46\n7/31/2013,18001.10\n"

    report = checked(
        database,
        content,
        kind="metric_value",
        choices=[("period", "A"), ("value", "B"), ("metric_name", "Hosting cost")],
    )

    assert [(p, v) for _, p, _, v in figures(report)] == [
        ("2011-01", 16748.46),
        ("2013-07", 18001.1),
    ]
    assert report.verdict == "load"


def test_columns_named_year_and_month_that_hold_values_are_asked_about(database):
    content = "Nom;Annee;Mois\nSatisfaction;93;92\nDélai;13.9;14.2\n"

    report = checked(database, content, kind="metric_value")

    assert report.verdict == "choose"
    assert "period" in question_codes(report)


def test_fractions_of_a_rate_not_known_are_asked_about(database):
    content = "Month,Churn rate,MRR\n2026-01-01,0.0833,1200.5\n2026-02-01,0.07,1300.25\n"

    report = checked(database, content)

    assert [(q.code, q.subject) for q in report.questions] == [("percent", "Churn rate")]


def test_fractions_become_points_once_answered(database):
    content = "Month,Churn rate\n2026-01-01,0.0833\n2026-02-01,0.07\n"

    report = checked(database, content, choices=[("percent:Churn rate", "fraction")])

    assert [value for *_, value in figures(report)] == [8.33, 7.0]
    assert {record["unit"] for record in report.records} == {"%"}
