"""Names and figures as charts write them."""

import pytest

from lib.i18n.translate import locale
from lib.wording.figures import (
    badge,
    exact,
    figure,
    metric_title,
    month_reading,
    reading,
    value_reading,
)
from lib.wording.names import name_of
from tests.builders import a_metric
from tests.charts.gallery import a_launch, a_series

FRENCH = locale("fr")
ENGLISH = locale("en")


@pytest.mark.parametrize(
    ("unit", "note", "full", "brief"),
    [
        ("%", "des visites", "Nom (% des visites)", "Nom (%)"),
        ("%", None, "Nom (%)", "Nom (%)"),
        ("kEUR", "milliers d’euros par mois", "Nom (milliers d’euros par mois)", "Nom (k€)"),
        ("count", "commandes du mois", "Nom (commandes du mois)", "Nom"),
        ("count", None, "Nom", "Nom"),
    ],
)
def test_a_title_has_its_unit_once(unit, note, full, brief):
    metric = a_metric(name_fr="Nom", unit=unit, unit_note_fr=note)

    assert metric_title(metric, FRENCH) == full
    assert metric_title(metric, FRENCH, brief=True) == brief


def test_a_launch_without_name_shows_its_identifier():
    nameless = a_launch(4)
    nameless = type(nameless)("I04", 4, nameless.launched_on, None, None)

    assert name_of(nameless, FRENCH) == "I04"
    assert badge(nameless, FRENCH) == "4"


def test_decimals_are_those_of_the_metric_or_enough_to_read():
    assert exact(2.345, a_metric(unit="s", decimals=1), ENGLISH) == "2.3\u00a0s"
    assert exact(2.345, a_metric(unit="s"), ENGLISH) == "2.35\u00a0s"
    assert exact(None, a_metric(unit="s"), ENGLISH) == "n/a"


def test_a_large_amount_is_shortened_at_a_glance_only():
    metric = a_metric(unit="kEUR", decimals=0)
    assert metric_title(metric, FRENCH, unit_of_axis="MEUR").endswith("(M€)")

    assert figure(1_234.0, metric, FRENCH) == "1,23\u00a0M€"
    assert exact(1_234.0, metric, FRENCH) == "1\u202f234\u00a0k€"


@pytest.mark.parametrize(
    ("target", "former", "text"),
    [
        (None, (), "4.0%"),
        (5.0, (), "4.0%, target 5.0%"),
        (None, [(0, 3.0)], "4.0%, restated (was 3.0%)"),
        (5.0, [(0, 3.0)], "4.0%, target 5.0%, restated (was 3.0%)"),
    ],
)
def test_a_reading_tells_what_there_is(target, former, text):
    series = a_series([4.0], targets=(target,), former=former)

    assert reading(series, 0, ENGLISH) == text
    assert value_reading(series, 0, ENGLISH) == "4.0%"
    assert month_reading(series, 0, ENGLISH) == f"Metric m, Jan\u00a02023: {text}"
