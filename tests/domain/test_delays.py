"""Launch dates as ranges, from how late past launches came."""

import random
from datetime import date

import pytest

from lib.domain.delays import back_test, delay_of, delays_of, launch_range
from lib.domain.initiatives import Initiative


def an_initiative(planned=None, launched=None):
    return Initiative(initiative_id="I", status="shipped", planned_on=planned, launched_on=launched)


def test_a_delay_is_counted_in_days_and_negative_when_early():
    assert delay_of(an_initiative(date(2026, 1, 12), date(2026, 2, 2))) == 21
    assert delay_of(an_initiative(date(2026, 1, 12), date(2026, 1, 10))) == -2
    assert delay_of(an_initiative(date(2026, 1, 12))) is None


def test_unknown_delays_are_left_out():
    initiative = an_initiative(date(2026, 1, 1), date(2026, 1, 8))

    assert delays_of([initiative, an_initiative(), an_initiative(None, date(2026, 1, 1))]) == (7,)


def test_few_launches_give_their_whole_span_and_say_how_little_it_covers():
    # n = 4: from the smallest to the largest covers (4 + 1 − 2) ÷ (4 + 1) = 0.6
    days = launch_range(date(2027, 3, 15), (0, 0, 21, 21))

    assert (days.earliest, days.latest) == (date(2027, 3, 15), date(2027, 4, 5))
    assert days.coverage == pytest.approx(0.6, abs=1e-9)
    assert days.launches == 4


def test_many_launches_are_trimmed_to_four_in_five():
    # n = 19: trimmed by two at each end, (19 + 1 − 4) ÷ 20 = 0.8, from the 2nd to the 18th delay
    days = launch_range(date(2027, 1, 1), tuple(range(19)))

    assert (days.earliest, days.latest) == (date(2027, 1, 2), date(2027, 1, 18))
    assert days.coverage == pytest.approx(0.8, abs=1e-9)


def test_too_few_launches_give_no_range():
    assert launch_range(date(2027, 1, 1), (0, 5)) is None
    assert back_test((0, 5, 9)) is None
    assert back_test(()) is None


def test_the_ranges_hold_as_often_as_they_say():
    draw = random.Random(7)
    inside, promised, day = 0, 0.0, date(2027, 1, 1)
    for _ in range(2_000):
        delays = [round(draw.expovariate(1 / 300)) for _ in range(12)]
        days = launch_range(day, delays[:-1])
        inside += days.earliest <= launch_range(day, [delays[-1]] * 3).earliest <= days.latest
        promised += days.coverage

    assert inside / 2_000 == pytest.approx(promised / 2_000, abs=0.03)


def test_each_launch_is_judged_by_the_others_alone():
    # 35 lies outside 0–7; 0 lies inside the others' 0–35, twice; 7 inside 0–35
    test = back_test((0, 0, 7, 35))

    assert (test.launches, test.within) == (4, 3)
    assert test.expected == pytest.approx((3 + 1 - 2) / (3 + 1))
