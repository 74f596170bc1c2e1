"""Formats that only charts need."""

from datetime import date

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from lib.i18n.formats import (
    axis_labels,
    axis_unit,
    change,
    compact,
    glance,
    in_unit,
    month_short,
    number,
    quantity,
    quarter_short,
    unit_label,
)
from lib.i18n.translate import LANGUAGES, locale

FRENCH = locale("fr")
ENGLISH = locale("en")


@pytest.mark.parametrize(
    ("values", "unit", "french", "english"),
    [
        ((30, 35, 40), "%", ["30\u202f%", "35\u202f%", "40\u202f%"], ["30%", "35%", "40%"]),
        ((0, 100, 200), "kEUR", ["0", "100", "200"], ["0", "100", "200"]),
        (
            (0, 500, 1500),
            "kEUR",
            ["0", "0,5\u00a0M€", "1,5\u00a0M€"],
            ["0", "€0.5M", "€1.5M"],
        ),
        ((0, 50_000, 100_000), "count", ["0", "50\u00a0k", "100\u00a0k"], ["0", "50k", "100k"]),
        ((0, 2_000, 4_000), "count", ["0", "2\u202f000", "4\u202f000"], ["0", "2,000", "4,000"]),
        ((2.5, 3.0), "s", ["2,5", "3,0"], ["2.5", "3.0"]),
        ((-10, 0, 10), "score", ["−10", "0", "10"], ["−10", "0", "10"]),
        ((0, 12_000), "s", ["0", "12\u202f000"], ["0", "12,000"]),
        ((), "%", [], []),
    ],
)
def test_graduations_share_scale_and_precision(values, unit, french, english):
    assert list(axis_labels(values, unit, FRENCH)) == french
    assert list(axis_labels(values, unit, ENGLISH)) == english


def test_an_axis_whose_values_outgrew_their_unit_uses_a_larger_one():
    values = (0, 500, 1500)
    unit = axis_unit(values, "kEUR")

    assert unit == "MEUR"
    assert in_unit(values, "kEUR", unit) == [0, 0.5, 1.5]
    assert axis_labels(in_unit(values, "kEUR", unit), unit, FRENCH) == ("0,0", "0,5", "1,5")
    assert axis_unit((0, 100), "kEUR") == "kEUR"
    assert axis_unit((0, 5e6), "s") == "s"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (91.0, "kEUR", "91\u00a0k€"),
        (1_234.5, "kEUR", "1,23\u00a0M€"),
        (58.4, "EUR", "58\u00a0€"),
        (0.966, "MEUR", "966\u00a0k€"),
        (1.05, "MEUR", "1\u00a0M€"),
        (0.0, "MEUR", "0\u00a0M€"),
        (118_000, "count", "118\u00a0k"),
        (9_999, "count", "9\u202f999"),
        (12_345, "s", "12\u202f345\u00a0s"),
        (None, "EUR", "n.d."),
    ],
)
def test_a_glance_shortens_only_what_outgrew_its_unit(value, unit, text):
    assert glance(value, unit, FRENCH) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (-0.17, "MEUR", 2, "−170\u00a0k€"),
        (29.0, "kEUR", 0, "+29\u00a0k€"),
        (1_230.0, "kEUR", 0, "+1,23\u00a0M€"),
        (-0.9, "EUR", 2, "−0,90\u00a0€"),
        (12_345.0, "count", 0, "+12\u202f345"),
    ],
)
def test_a_change_of_an_amount_has_the_scale_of_an_amount(value, unit, decimals, text):
    assert change(value, unit, FRENCH, decimals=decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(80_000, "80\u00a0k€"), (34_400, "34,4\u00a0k€"), (8_600, "8\u202f600\u00a0€")],
)
def test_thousands_have_a_fraction_only_where_there_is_one(value, text):
    assert compact(value, "EUR", FRENCH) == text


def test_an_amount_has_cents_or_none():
    assert quantity(58.4, "EUR", FRENCH, decimals=1) == "58,40\u00a0€"
    assert quantity(58.4, "EUR", FRENCH) == "58\u00a0€"
    assert quantity(98.9, "kEUR", FRENCH, decimals=1) == "98,9\u00a0k€"


def test_a_unit_without_scales_is_never_shortened():
    assert compact(12_345.0, "s", ENGLISH) == "12,345\u00a0s"


def test_a_money_unit_stands_as_its_language_writes_amounts():
    assert unit_label("Gcount", FRENCH) == "Md"
    assert unit_label("Gcount", ENGLISH) == "B"
    assert unit_label("kEUR", FRENCH) == "k€"
    assert unit_label("kEUR", ENGLISH) == "€k"


@pytest.mark.parametrize(
    ("period", "month", "quarter"),
    [(date(2026, 2, 1), "févr.", "T1"), (date(2026, 12, 1), "déc.", "T4")],
)
def test_a_calendar_names_its_steps_without_the_year(period, month, quarter):
    assert month_short(period, FRENCH) == month
    assert quarter_short(period, FRENCH) == quarter


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_numbers_are_written_as_babel_writes_them(value, decimals, language):
    rounded = abs(round(value, decimals))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")

    written = number(abs(value), locale(language), decimals=decimals)

    assert written == format_decimal(rounded, format=pattern, locale=locale(language).babel)
