"""Decisions in sentences and charts, in both languages."""

import itertools
from datetime import date

import altair
import pytest

from lib.charts.decisions import options_chart, verdicts_chart
from lib.domain.decisions import Decision, DecisionOption, Review
from lib.i18n.translate import LANGUAGES, locale
from lib.views.steering.decisions import DecisionCard, DecisionsView, Evidence
from lib.wording.decisions import (
    decisions_finding,
    expected_text,
    gaps_sentence,
    option_effect,
    outcome_sentence,
)
from tests.charts.gallery import HOSTILE

ENGLISH, FRENCH = locale("en"), locale("fr")
LOOKS = list(itertools.product(LANGUAGES, ("light", "dark")))


def a_card(decision_id="D1", *, actual=None, verdict="met", **changes):
    decision = Decision(
        **{
            "decision_id": decision_id,
            "status": "decided",
            "expected_low": 80_000.0,
            "expected_mid": 100_000.0,
            "expected_high": 120_000.0,
            **changes,
        }
    )
    review = Review(
        decision_id=decision_id, reviewed_on=date(2026, 6, 1), verdict=verdict, actual=actual
    )
    return DecisionCard(decision, (), None, None, Evidence(None, None), (), review, "reviewed")


def test_the_finding_counts_decisions_met_or_better():
    view = DecisionsView(
        None, (a_card(), a_card("D2", verdict="better"), a_card("D3", verdict="wrong"))
    )

    assert decisions_finding(view, ENGLISH) == (
        "2 of 3 decisions reviewed came out as expected or better"
    )


def test_an_empty_log_asks_its_question():
    assert decisions_finding(DecisionsView(None, ()), FRENCH).startswith("Qu’avons-nous décidé")


def test_an_outcome_is_compared_with_its_range():
    assert outcome_sentence(a_card(actual=70_000.0), ENGLISH) == (
        "€70k a year found for €100k expected [€80k to €120k]: below the range."
    )


def test_an_outcome_without_a_range_says_so():
    assert "without a range" in outcome_sentence(a_card(actual=1.0, expected_low=None), ENGLISH)
    assert "without a range" in expected_text(a_card(expected_low=None).decision, ENGLISH)


def test_a_missing_figure_is_stated():
    option = DecisionOption(decision_id="D1", option="A")

    assert option_effect(option, ENGLISH) == "no figure"
    assert outcome_sentence(a_card(), ENGLISH) == "The review states no figure."


def test_every_gap_is_named_in_french():
    sentence = gaps_sentence(("do_nothing", "range"), FRENCH)

    assert (
        sentence == "Pas prête. Il manque\u00a0: l’option de ne rien faire, la fourchette attendue."
    )


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_options_and_verdicts_draw_in_every_look(language, theme):
    options = [
        DecisionOption(decision_id="D1", option="A", name_fr=HOSTILE, name_en=HOSTILE, mid=5e5),
        DecisionOption(decision_id="D1", option="B", does_nothing=True, low=-9e4, mid=0, high=0),
        DecisionOption(decision_id="D1", option="C"),
    ]
    cards = [a_card(actual=150_000.0), a_card("D2", expected_mid=None, expected_low=None)]
    look = {"locale": locale(language), "theme": theme}

    for spec in (options_chart(options, **look), verdicts_chart(cards, **look)):
        altair.Chart.from_dict(spec)
        assert spec["description"]
        assert all(len(row) == 3 for row in spec["usermeta"]["table"])
