"""Texts of charts for those who do not see them."""

from dataclasses import replace
from datetime import date

import pytest

from lib.charts.pairs.descriptions import (
    pair_description,
    pair_hover,
    pair_rows,
    series_description,
)
from lib.i18n.translate import locale
from tests.charts.gallery import a_band, a_launch, a_series, a_tandem, renamed, silent

FRENCH = locale("fr")
ENGLISH = locale("en")


def test_a_tandem_is_described_in_french():
    text = pair_description(a_tandem(), FRENCH)

    assert text == (
        "Graphique tandem, deux panneaux sur le même calendrier."
        " Activation à J7\u00a0: 48,0\u202f% en oct.\u00a02026. Cible\u00a0: 50,0\u202f%."
        " Un an plus tôt\u00a0: 43,2\u202f%."
        " Revenu net nouveau\u00a0: 340\u00a0k€ en oct.\u00a02026. Cible\u00a0: 300\u00a0k€."
        " Un an plus tôt\u00a0: 292\u00a0k€."
        " Lancements\u00a0: 1 Accueil guidé (mai\u00a02025), 2 Import en un clic"
        " (janv.\u00a02026). Effet attendu 2 mois plus tard."
    )


def test_a_tandem_is_described_in_english():
    text = pair_description(a_tandem(launches=[a_launch(1, date(2026, 1, 3))]), ENGLISH)

    assert text.startswith("Tandem chart, two panels on one calendar. Day-7 activation: 48.0% in")
    assert "Launches: 1 One-click import (Jan\u00a02026)." in text
    assert text.endswith("Effect expected 2 months later.")


@pytest.mark.parametrize(
    ("lag", "end"),
    [(0, "Effect expected the same month."), (1, "Effect expected 1 month later.")],
)
def test_the_expectation_follows_the_lag(lag, end):
    assert pair_description(a_tandem(lag=lag), ENGLISH).endswith(end)


def test_missing_data_is_described():
    tandem = a_tandem(launches=())
    text = pair_description(replace(tandem, product=silent(tandem.product)), ENGLISH)

    assert "Day-7 activation: no data." in text
    assert "No launch is tied to this pair." in text


def test_a_forecast_is_described_with_its_interval():
    text = series_description(a_series([50.0] * 46), ENGLISH, forecast=a_band(60.0))

    assert text.endswith("Forecast: 61.0% in Dec\u00a02026, between 57.0% and 65.0%.")


def test_the_table_holds_every_month_as_finished_text():
    headers, *rows = pair_rows(a_tandem(), FRENCH)

    assert len(headers) == len(set(headers)) == 9
    assert len(rows) == 46
    assert rows[-1] == [
        "oct.\u00a02026",
        "48,0\u202f%",
        "50,0\u202f%",
        "43,2\u202f%",
        "",
        "340\u00a0k€",
        "300\u00a0k€",
        "292\u00a0k€",
        "",
    ]
    assert rows[40][4] == "48,5\u202f%"
    assert rows[0][3] == "n.d."


def test_two_metrics_of_one_name_keep_their_columns_apart():
    tandem = a_tandem()
    twins = replace(tandem, business=renamed(tandem.business, "Activation à J7"))

    headers = pair_rows(twins, FRENCH)[0]

    assert len(set(headers)) == len(headers)


def test_a_month_known_on_one_side_only_is_missing_on_the_other():
    tandem = a_tandem(a_series([1.0] * 3), a_series([2.0], kind="business"))

    rows = pair_rows(tandem, ENGLISH)

    assert rows[3][5:] == ["n/a", "n/a", "n/a", ""]


def test_the_pointer_reads_both_sides_briefly_or_in_full():
    tandem = a_tandem()

    full = pair_hover(tandem.product, tandem.business, ENGLISH, is_brief=False)
    brief = pair_hover(tandem.product, tandem.business, ENGLISH, is_brief=True)

    assert full[40].a == "46.0%, target 50.0%, restated (was 48.5%)"
    assert brief[40].a == "46.0%"
    assert brief[40].m == "May\u00a02026"
