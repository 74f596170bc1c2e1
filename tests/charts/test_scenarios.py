"""Scenarios in sentences and charts: always called a scenario, never measured."""

import itertools

import altair
import pytest

from lib.charts.scenarios import drivers_chart, tornado_chart, what_if_chart
from lib.i18n.translate import LANGUAGES, locale
from lib.store.database import Database
from lib.views.snapshot import snapshot
from lib.views.steering.scenarios import scenarios_view, solve_card, what_if_result
from lib.wording.scenarios import (
    assumption,
    input_value,
    refusal_sentence,
    result_facts,
    result_sentence,
    what_if_facts,
    what_if_sentence,
)

ENGLISH, FRENCH = locale("en"), locale("fr")
LOOKS = list(itertools.product(LANGUAGES, ("light", "dark")))


@pytest.fixture(scope="module")
def demo_snapshot(demo_file):
    opened = Database(demo_file)
    yield snapshot(opened)
    opened.close()


@pytest.fixture
def cards(demo_snapshot):
    return {card.scenario_id: card for card in scenarios_view(demo_snapshot)}


def test_each_closed_form_has_its_break_even(cards):
    sentences = {}
    for name in ("SC1", "SC2", "SC3"):
        result = solve_card(cards[name]).result
        sentences[name] = [result_sentence(cards[name], result, ENGLISH)]
        sentences[name] += result_facts(result, ENGLISH)

    assert sentences["SC1"][0].endswith("would bring €22.8k more over 12 months")
    assert sentences["SC1"][-1] == "Break-even: the reduced scope must keep 62.5% of the value."
    assert "Capacity freed: €289k a year." in sentences["SC2"]
    assert "Paid back in 6.4 months." in sentences["SC2"]
    assert sentences["SC3"][0] == "Scenario: bearing the peak would not pay, €26.4k short"
    assert "Value lost: €42.6k." in sentences["SC3"]
    assert sentences["SC3"][-1] == "Break-even: demand must reach 2.7 times an ordinary day."


def test_a_what_if_says_its_range_and_its_condition(demo_snapshot, cards):
    result = what_if_result(demo_snapshot, cards["SC4"])

    for language, words in (
        (ENGLISH, "if the past link holds"),
        (FRENCH, "si le lien passé tient"),
    ):
        sentence = what_if_sentence(cards["SC4"], result, language)
        assert words in sentence
        assert sentence.startswith(("Scenario", "Scénario"))
        assert "[" in sentence
    assert len(what_if_facts(result, result.outcome, FRENCH)) in (3, 4)


def test_nothing_is_ever_called_measured(demo_snapshot, cards):
    result = what_if_result(demo_snapshot, cards["SC4"])
    for language in (ENGLISH, FRENCH):
        text = what_if_sentence(cards["SC4"], result, language).lower()
        for name in ("SC1", "SC2", "SC3"):
            text += result_sentence(cards[name], solve_card(cards[name]).result, language)
        assert not any(word in text for word in ("measured", "mesuré", "caused", "grâce"))


def test_an_input_without_a_row_is_an_assumption(cards):
    at = [entry.field.name for entry in cards["SC4"].inputs].index("delivery_likely")

    assert assumption(cards["SC4"], at, ENGLISH) == "Assumed by Tandem: no row gives it."


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(0.7, "share", "70%"), (38_000.0, "EUR", "€38k"), (12.0, "months", "12")],
)
def test_inputs_are_written_with_their_unit(value, unit, text):
    assert input_value(value, unit, ENGLISH) == text


def test_nothing_is_refused_where_something_is_computed(demo_snapshot, cards):
    assert refusal_sentence(what_if_result(demo_snapshot, cards["SC4"]), ENGLISH) == ""


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_every_chart_draws_in_every_look(demo_snapshot, cards, language, theme):
    look = {"locale": locale(language), "theme": theme}
    solved = solve_card(cards["SC3"])
    outcome = what_if_result(demo_snapshot, cards["SC4"]).outcome

    specs = [
        tornado_chart(solved.result, solved.swings, **look),
        what_if_chart(outcome, **look),
        drivers_chart(outcome, **look),
    ]

    for spec in specs:
        altair.Chart.from_dict(spec)
        assert spec["usermeta"]["table"]
