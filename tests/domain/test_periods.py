from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import periods
from lib.errors import InvalidInputError

MONTHS = st.dates(date(1990, 1, 1), date(2090, 12, 1)).map(lambda day: day.replace(day=1))


@given(month=MONTHS, shift=st.integers(-600, 600))
def test_adding_months_and_counting_them_agree(month, shift):
    assert periods.months_between(month, periods.add_months(month, shift)) == shift


@given(month=MONTHS)
def test_a_month_survives_its_written_form(month):
    assert periods.parse_month(periods.month_key(month)) == month


@given(month=MONTHS)
def test_a_month_lies_in_its_quarter(month):
    quarter = periods.quarter_key(month)

    assert periods.quarter_start(quarter) <= month <= periods.quarter_end(quarter)


@pytest.mark.parametrize("text", ["2026-13", "2026", "26-01", "mars 2026", ""])
def test_what_is_not_a_month_is_refused(text):
    with pytest.raises(InvalidInputError):
        periods.parse_month(text)


@pytest.mark.parametrize("text", ["2026-Q5", "Q1 2026", "2026-T1"])
def test_what_is_not_a_quarter_is_refused(text):
    with pytest.raises(InvalidInputError):
        periods.quarter_start(text)


def test_a_range_holds_both_ends():
    assert periods.month_range(date(2025, 11, 1), date(2026, 1, 1)) == (
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    )
