from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.i18n import formats
from lib.i18n.translate import language_of, locale

FR, EN = locale("fr"), locale("en")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "french", "english"),
    [
        (2.62, "%", 2, "2,62\u202f%", "2.62%"),
        (58.4, "EUR", 2, "58,40\u00a0€", "€58.40"),
        (-1234567.8, "EUR", 2, "−1\u202f234\u202f567,80\u00a0€", "−€1,234,567.80"),
        (312, "kEUR", 0, "312\u00a0k€", "€312k"),
        (1.9, "s", 1, "1,9\u00a0s", "1.9\u00a0s"),
        (118000, "count", 0, "118\u202f000", "118,000"),
        (42, "score", 0, "42\u00a0pts", "42\u00a0pts"),
        (-1, "score", 0, "−1\u00a0pt", "−1\u00a0pt"),
        (11, "days", 0, "11\u00a0j", "11\u00a0d"),
        (None, "%", 2, "n.d.", "n/a"),
        (float("nan"), "EUR", 0, "n.d.", "n/a"),
    ],
)
def test_a_quantity_is_written_as_its_readers_write_it(value, unit, decimals, french, english):
    assert formats.quantity(value, unit, FR, decimals=decimals) == french
    assert formats.quantity(value, unit, EN, decimals=decimals) == english


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (1_234_567, "1,23\u00a0M€", "€1.23M"),
        (12_600_000_000, "12,6\u00a0Md€", "€12.6B"),
        (999_600, "1,00\u00a0M€", "€1.00M"),
        (-405_000, "−405\u00a0k€", "−€405k"),
        (0, "0\u00a0€", "€0"),
    ],
)
def test_a_large_amount_keeps_three_digits(value, french, english):
    assert formats.compact(value, "EUR", FR) == french
    assert formats.compact(value, "EUR", EN) == english


def test_the_change_of_a_rate_is_in_points():
    assert formats.change(1.2, "%", FR, decimals=1) == "+1,2\u00a0pt"
    assert formats.change(1.2, "%", EN, decimals=1) == "+1.2\u00a0pp"


def test_a_value_that_rounds_to_zero_has_no_sign():
    assert formats.number(-0.004, FR, decimals=2, signed=True) == "0,00"


def test_dates_are_written_in_words():
    assert formats.month(date(2026, 10, 1), FR) == "oct.\u00a02026"
    assert formats.month_long(date(2026, 2, 1), EN) == "February\u00a02026"
    assert formats.quarter(date(2026, 7, 1), FR) == "T3\u00a02026"
    assert formats.quarter(date(2026, 7, 1), EN) == "Q3\u00a02026"
    assert formats.day(date(2026, 11, 5), EN) == "5\u00a0Nov\u00a02026"
    assert "09:30" in formats.instant(datetime(2026, 11, 5, 9, 30), FR)  # noqa: DTZ001 - the store keeps UTC without zone


def test_a_share_is_a_percentage():
    assert formats.percent(0.35, FR) == "35\u202f%"
    assert formats.percent(None, FR) == "n.d."


@given(
    value=st.floats(-1e12, 1e12),
    decimals=st.integers(0, 3),
    unit=st.sampled_from(["%", "EUR", "kEUR", "count", "s", "score"]),
)
def test_both_languages_show_the_same_figure(value, decimals, unit):
    def digits(text):
        return "".join(c for c in text if c.isdigit() or c in "−+")

    assert digits(formats.quantity(value, unit, FR, decimals=decimals)) == digits(
        formats.quantity(value, unit, EN, decimals=decimals)
    )
    assert digits(formats.compact(value, unit, FR)) == digits(formats.compact(value, unit, EN))


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr-CA", "fr"), ("en-GB", "en"), ("EN_us", "en"), ("de-DE", "fr"), (None, "fr"), ("", "fr")],
)
def test_a_browser_language_is_one_that_is_served(tag, language):
    assert language_of(tag) == language


def test_french_counts_zero_and_one_as_singular():
    singular = FR.ngettext("{shown} of {total} pair.", "{shown} of {total} pairs.", 1)
    plural = FR.ngettext("{shown} of {total} pair.", "{shown} of {total} pairs.", 2)

    assert singular == FR.ngettext("{shown} of {total} pair.", "{shown} of {total} pairs.", 0)
    assert singular != plural


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="unknown language"):
        locale("de")
