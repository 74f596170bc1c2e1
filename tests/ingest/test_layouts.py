"""Lines above and around a table are no part of it; tables in other formats are read."""

import pytest

from tests.ingest.files import checked, figures

TABLE = "Mois;Commandes;Panier\n2026-09;10;61,2\n2026-10;12;60,1\n"
FIGURES = {
    ("Commandes", "2026-09", None, 10),
    ("Panier", "2026-09", None, 61.2),
    ("Commandes", "2026-10", None, 12),
    ("Panier", "2026-10", None, 60.1),
}


@pytest.mark.parametrize(
    "above",
    [
        "Tableau de bord;;\nDirection produit;;\n;;\n",
        "Tableau de bord\nMis à jour le 03/11/2026\n",
        "Tableau de bord;;\n;;\nMis à jour le 03/11/2026 à 10:31;;\n;;\n;;\n",
        "Rapport\n\nSource : entrepôt\n\nMis à jour;03/11/2026\n\n",
        "Compte;4444\nPériode;01/09/2026 - 31/10/2026\nFiltre;Pays = FR\nFiltre;Pays = BE\n",
        "Total commandes;22\nTotal panier;121,3\n",
        "Total commandes;22\nTotal panier;121,3\n\n",
        "Compte;Tramontille\nAuteur;Camille\n\n",
        "2026\n\nIndicateurs\n\n",
    ],
)
def test_lines_above_a_table_are_no_part_of_it(database, above):
    report = checked(database, above + TABLE)

    assert report.verdict == "load"
    assert set(figures(report)) == FIGURES


def test_a_number_above_the_table_is_listed_as_not_loaded(database):
    report = checked(database, "Total commandes;22\n\n" + TABLE)

    assert [(row.line, row.code) for row in report.set_aside] == [(1, "footer")]


def test_two_tables_of_months_are_both_loaded(database):
    report = checked(database, "Mois;Churn\n2026-09;3\n2026-10;4\n\n" + TABLE)

    assert set(figures(report)) == FIGURES | {
        ("Churn", "2026-09", None, 3),
        ("Churn", "2026-10", None, 4),
    }


ORDERS = [("Orders", "2026-01", None, 12.5), ("Orders", "2026-02", None, 14)]


@pytest.mark.parametrize(
    "text",
    [
        (
            "-----------------------------\n| Month   | Metric | Value |\n"
            "-----------------------------\n| 01.2026 | Orders | 12.50 |\n"
            "| 02.2026 | Orders | 14.00 |\n-----------------------------\n"
        ),
        (
            "| Month | Metric | Value |\n|---|:--|--:|\n| 2026-01 | Orders | 12.5 |\n"
            "| 2026-02 | Orders | 14 |\n"
        ),
        (
            "+---------+--------+-------+\n| Month   | Metric | Value |\n"
            "+=========+========+=======+\n"
            "| 2026-01 | Orders | 12.5  |\n| 2026-02 | Orders | 14    |\n"
            "+---------+--------+-------+\n"
        ),
        '"Month,Metric,Value"\n"2026-01,Orders,12.5"\n"2026-02,Orders,14"\n',
        'Month,Metric,Value\n"2026-01,""Orders"",12.5"\n"2026-02,Orders,14"\n',
        (
            '[{"Month": "2026-01", "Metric": "Orders", "Value": 12.5},\n'
            '{"Month": "2026-02", "Metric": "Orders", "Value": 14, "Note": null}]'
        ),
        (
            '{"Month": "2026-01", "Metric": "Orders", "Value": 12.5}\n'
            '{"Month": "2026-02", "Metric": "Orders", "Value": 14}\n'
        ),
        (
            '{"result": {"rows": [{"Month": "2026-01", "Orders": 12.5},'
            ' {"Month": "2026-02", "Orders": 14}], "count": 2}}'
        ),
        '{"Month": ["2026-01", "2026-02"], "Orders": [12.5, 14]}',
        '[["Month", "Orders"], ["2026-01", 12.5], ["2026-02", 14]]',
        (
            "<html><style>td {color: red}</style><table><tr><th>Month<th>Orders</tr>"
            "<tr><td>2026-01<td>12.5</tr><tr><td>2026-02</td><td> 14</td></tr></table></html>"
        ),
        (
            "<table><tr><td>Metric</td><td>Month</td><td>Value</td></tr>"
            "<tr><td rowspan=2>Orders</td><td>2026-01</td><td>12.5</td></tr>"
            "<tr><td>2026-02</td><td>14</td></tr></table>"
        ),
        (
            '<?xml version="1.0"?><Workbook><Worksheet ss:Name="KPI"><Table>'
            "<Row><Cell><Data>Month</Data></Cell><Cell><Data>Orders</Data></Cell></Row><Row><Cell><Data>2026-01</Data></Cell>"
            "<Cell><Data>12.5</Data></Cell></Row><Row><Cell><Data>2026-02</Data></Cell>"
            '<Cell ss:Index="2"><Data>14</Data></Cell></Row></Table></Worksheet></Workbook>'
        ),
    ],
)
def test_a_table_in_another_form_is_read(database, text):
    report = checked(database, text, name="export.xls")

    assert report.verdict == "load"
    assert report.rows == 2
    assert figures(report) == ORDERS


def test_a_number_of_json_keeps_its_point(database):
    report = checked(database, '[{"Month": "2026-01", "Orders": 1.234}]')

    assert figures(report) == [("Orders", "2026-01", None, 1.234)]
