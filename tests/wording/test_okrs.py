"""What objectives say: no stronger than their figures, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.i18n.translate import locale
from lib.views.committee.objectives import objectives_view
from lib.wording.okrs import (
    chance_text,
    change_sentence,
    fall_sentence,
    falls_of,
    kind_heading,
    objectives_headline,
    outlook_sentence,
)
from tests.builders import a_metric
from tests.charts.okr_gallery import a_change, a_forecast, a_line, a_silent_outlook
from tests.okr_builders import a_check_in, a_key_result, an_objective, load_snapshot

ENGLISH, FRENCH = locale("en"), locale("fr")


def test_the_headline_counts_what_is_on_pace_and_what_is_not(database):
    view = objectives_view(
        load_snapshot(
            database,
            an_objective(),
            a_key_result("K1"),
            a_key_result("K2"),
            a_check_in("K1", value=9.9),
            a_check_in("K2", value=1.0),
        )
    )

    assert objectives_headline(view, ENGLISH) == (
        "Q4\u00a02026: 1 of 2 key results on pace, 1 off pace"
    )
    assert objectives_headline(view, FRENCH) == (
        "T4\u00a02026\u00a0: 1 des 2 résultats clés dans le rythme, 1 en retard"
    )


def test_the_headline_says_when_nothing_is_known(database):
    taken = load_snapshot(database, an_objective(), a_key_result())

    assert objectives_headline(objectives_view(taken), ENGLISH) == (
        "Q4\u00a02026: no key result has a value yet"
    )


def test_a_heading_says_what_each_kind_expects():
    assert kind_heading("committed", 0.654, ENGLISH) == "Committed: 1.0 is expected, 0.65 so far"
    assert kind_heading("aspirational", None, FRENCH) == "Ambitieux\u00a0: succès dès 0,7"


def test_a_forecast_has_its_range_its_word_and_its_chance():
    sentence = outlook_sentence(a_line(outlook=a_forecast()), ENGLISH)

    assert sentence == (
        "Forecast for December\u00a02026: 6.2%, in 8 cases out of 10 from 5.5% to 6.9%, "
        "for a target of 10.0%. Likely: about 65% chance of reaching it."
    )


def test_too_few_values_are_said_so():
    sentence = outlook_sentence(a_line(outlook=a_silent_outlook()), ENGLISH)

    assert sentence == "1 monthly value: below 18, nothing is forecast; only its pace is stated."


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("ended", "The quarter has ended: nothing is left to forecast."),
        ("not_started", "The quarter has not started."),
        ("no_value", "No value has been reported yet."),
    ],
)
def test_without_a_forecast_the_reason_is_given(state, sentence):
    assert outlook_sentence(a_line(outlook=a_silent_outlook(state)), ENGLISH) == sentence


@given(st.floats(0, 1))
def test_a_chance_is_never_finer_than_five_points_nor_certain(chance):
    text = chance_text(chance, ENGLISH)

    figure = int(text.split()[-1].rstrip("%"))
    assert figure % 5 == 0
    assert 5 <= figure <= 95


def test_the_long_slide_is_named_once():
    line = a_line(path=(7, 8, 6, 4))

    (fall,) = falls_of(line)

    assert fall_sentence(fall, ENGLISH) == (
        "Confidence fell from 8 in February\u00a02026 to 4 in April\u00a02026."
    )


def test_a_fall_made_good_since_is_named_beside_none():
    line = a_line(path=(8, 6, 8))

    assert [(fall.before, fall.after) for fall in falls_of(line)] == [(8, 6)]


def test_a_changed_target_has_its_reason_or_its_lack():
    result = a_key_result()

    with_reason = change_sentence(a_change(reason="launch postponed"), result, None, ENGLISH)
    without = change_sentence(a_change(), result, None, ENGLISH)

    assert with_reason == (
        "Target changed from 10.0 to 8.0 on 14\u00a0Oct\u00a02026, by product director "
        "(upload 17). Reason: launch postponed"
    )
    assert without.endswith("No reason was given.")


def test_a_changed_start_kind_or_metric_target_is_called_so():
    result = a_key_result()

    start = change_sentence(a_change(target=10.0, start=2.0), result, None, ENGLISH)
    kind = change_sentence(a_change(target=10.0, kind="aspirational"), result, None, ENGLISH)
    metric = change_sentence(
        a_change(key_result_id=None, metric_id="m", period=date(2026, 11, 1)),
        result,
        a_metric(unit="%"),
        ENGLISH,
    )

    assert start.startswith("Start value changed from 0.0 to 2.0")
    assert kind.startswith("Changed from committed to aspirational")
    assert metric.startswith("Target of “Metric m” for November\u00a02026 changed from 10% to 8%")
