"""The three shapes of metric values and the canonical CSV, byte by byte."""

from datetime import date

from lib.demo.tables import canonical, english_long, french_excel, wide
from lib.domain.initiatives import Squad
from lib.domain.metrics import MetricValue
from lib.domain.okrs import CheckIn

FEBRUARY = MetricValue(metric_id="orders", period=date(2026, 2, 1), value=118_000.5)
MARCH = MetricValue(metric_id="orders", period=date(2026, 3, 1), segment="France", value=2.62)


def test_a_french_spreadsheet_has_commas_no_break_spaces_and_months_in_words():
    expected = (
        "Indicateur;Mois;Segment;Valeur\r\n"
        "orders;février 2026;;118\u00a0000,5\r\n"
        "orders;mars 2026;France;2,62\r\n"
    )

    assert french_excel([FEBRUARY, MARCH]) == expected.encode("cp1252")


def test_a_warehouse_writes_iso_days_and_points():
    assert english_long([FEBRUARY, MARCH]).decode() == (
        "Date,Metric,Segment,Value\n2026-02-01,orders,,118000.5\n2026-03-01,orders,France,2.62\n"
    )


def test_a_wide_table_leaves_unknown_months_empty():
    other = MetricValue(metric_id="mrr", period=date(2026, 3, 1), value=98.9)

    assert wide([FEBRUARY, other]).decode("utf-8") == (
        "\ufeffMetric,2026-02,2026-03\norders,118000.5,\nmrr,,98.9\n"
    )


def test_a_canonical_table_has_the_columns_of_its_record():
    check = CheckIn(
        key_result_id="KR1.1", period=date(2026, 3, 1), value=2.0, confidence=7, note_en="a, b"
    )

    assert canonical(CheckIn, [check]).decode() == (
        'key_result_id,period,value,confidence,note_fr,note_en\nKR1.1,2026-03,2,7,,"a, b"\n'
    )


def test_missing_cells_are_empty_and_not_zero():
    row = canonical(Squad, [Squad(squad_id="S9")]).decode().splitlines()[1]

    assert row == "S9" + "," * 9
