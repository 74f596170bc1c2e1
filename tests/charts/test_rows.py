"""Charts made of rows: valid, closed, described, in both languages, themes and sizes."""

import itertools
import json
from dataclasses import replace
from datetime import date

import altair
import pytest

from lib.charts.initiatives import announced_chart, effects_chart, return_chart, windows_chart
from lib.charts.roadmap import board_chart, capacity_chart, delays_chart, hindsight_chart
from lib.charts.rows.parts import Dot, Row, value_scale
from lib.charts.rows.rows import rows_chart
from lib.i18n.translate import LANGUAGES, locale
from lib.store.database import Database
from lib.views.committee.initiatives import initiatives_view, portfolio
from lib.views.effect_windows import windows_of
from lib.views.snapshot import snapshot
from lib.views.steering.riceo_board import riceo_board
from lib.views.steering.roadmap import roadmap_view
from lib.wording.initiatives import (
    announced_text,
    effect_brief,
    effect_sentence,
    found_text,
    named_effect,
    portfolio_finding,
    record_sentences,
    seal_text,
)
from lib.wording.roadmap import (
    board_finding,
    capacity_gap,
    chance,
    expected_launch,
    flip_sentence,
    row_doubt,
    weight_flip_sentence,
)
from tests.builders import a_metric, a_pair, months_of, submit, submit_records
from tests.charts.gallery import HOSTILE

ENGLISH, FRENCH = locale("en"), locale("fr")
LOOKS = list(itertools.product(LANGUAGES, ("light", "dark")))


@pytest.fixture(scope="module")
def demo_snapshot(demo_file):
    opened = Database(demo_file)
    yield snapshot(opened)
    opened.close()


def texts_in(part):
    """Yield every text of a chart, its tooltips and its description."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("t", "d", "description") and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts_in(value)


def charts(demo_snapshot, look):
    language, theme = look
    style = {"locale": locale(language), "theme": theme}
    cards, road = initiatives_view(demo_snapshot).cards, roadmap_view(demo_snapshot)
    card = initiatives_view(demo_snapshot).card("I08")
    return {
        "return": return_chart(portfolio(cards), **style),
        "announced": announced_chart(cards, **style),
        "effects": effects_chart(cards, **style),
        "windows": windows_chart(
            card.business, windows_of(demo_snapshot, "I08", "retention_90d"), **style
        ),
        "board": board_chart(riceo_board(demo_snapshot, "delivered"), **style),
        "capacity": capacity_chart(road.capacity, **style),
        "delays": delays_chart(road.delivery, **style),
        "hindsight": hindsight_chart(road.scoring_backtest, **style),
    }


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_chart_is_valid_vega_lite_and_says_what_it_shows(demo_snapshot, look):
    for spec in charts(demo_snapshot, look).values():
        altair.LayerChart.from_dict(spec, validate=True)
        assert len(spec["description"]) > 30
        assert "NaN" not in json.dumps(spec)
        assert spec["autosize"]["type"] == "fit-x"


def test_names_and_figures_are_in_the_language_of_the_reader(demo_snapshot):
    french, english = (charts(demo_snapshot, (language, "light")) for language in ("fr", "en"))

    assert "Paiement en un écran" in texts_in(french["board"])
    assert "palier A · 90\u202f%" in texts_in(french["board"])
    assert "One-screen checkout" in texts_in(english["board"])
    assert "€405k for €420k" in texts_in(english["announced"])
    assert "405\u00a0k€ pour 420\u00a0k€" in texts_in(french["announced"])


def test_bars_start_at_zero(demo_snapshot):
    for name in ("return", "capacity", "hindsight"):
        for layer in charts(demo_snapshot, ("en", "light"))[name]["layer"]:
            mark = layer.get("mark")
            if isinstance(mark, dict) and mark["type"] == "rect":
                assert {row["l"] for row in layer["data"]["values"]} == {0}


def test_an_empty_set_draws_an_empty_chart():
    spec = rows_chart("Nothing.", (), "EUR", locale=ENGLISH, theme="light")

    altair.LayerChart.from_dict(spec, validate=True)


def test_hostile_names_stay_plain_text():
    row = Row(HOSTILE, "note", (Dot(1.0, HOSTILE, low=0.5, high=2.0),))

    spec = rows_chart("One row.", (row,), "%", locale=ENGLISH, theme="dark")

    assert HOSTILE in texts_in(spec)
    altair.LayerChart.from_dict(spec, validate=True)


def test_a_scale_holds_zero_and_every_value():
    scale = value_scale([-3.0, None, 12.0], "EUR", ENGLISH)

    assert scale.low < -3.0
    assert scale.high > 12.0
    assert value_scale([], "EUR", ENGLISH).low == 0.0
    assert len(scale.ticks) == len(scale.labels)


def test_a_chance_is_never_stated_as_certain():
    assert [chance(share, ENGLISH) for share in (0, 0.004, 0.5, 0.996, 1)] == [
        "0%",
        "under 1%",
        "50%",
        "over 99%",
        "100%",
    ]


def test_sentences_of_the_board_name_who_enters_and_who_leaves(demo_snapshot):
    board = riceo_board(demo_snapshot, "delivered")

    assert board_finding(board, ENGLISH) == (
        "5 initiatives of 24 are in the top 8 in more than 60% of plausible scorings"
    )
    assert board_finding(board, FRENCH).startswith(
        "5 initiatives sur 24 figurent parmi les 8 premières"
    )
    assert "At the top in 90% of plausible scorings; rank 1 to 8" in row_doubt(
        board.row("I04"), ENGLISH
    )
    assert flip_sentence(board.row("I24").flip, board, ENGLISH) == (
        "enters the top if reach is 40.2% instead of 29.0%; Guaranteed delivery date leaves"
    )
    assert "from 30% to 29%" in weight_flip_sentence(board.weight_flip, board, ENGLISH)
    assert "No change" in weight_flip_sentence(None, board, ENGLISH)
    assert "no single change" in flip_sentence(None, board, ENGLISH)


def test_a_single_place_uses_the_singular(demo_snapshot):
    board = riceo_board(demo_snapshot, "candidates")

    assert board_finding(board, ENGLISH) == "“Annual plan” is first in 95% of plausible scorings"
    assert "O = 0" in row_doubt(board.row("C04"), ENGLISH)
    assert board_finding(replace(board, rows=()), ENGLISH) == "Nothing can be ranked yet"


def test_launches_are_ranges_with_their_basis(demo_snapshot):
    work = {item.initiative.initiative_id: item for item in roadmap_view(demo_snapshot).work}

    assert expected_launch(work["C04"], ENGLISH) == (
        "date aimed at: 15 Mar 2027 · likely 15 Mar 2027 to 5 Apr 2027"
        ": 60% chance, from 4 launches of the squad"
    ).replace(" Mar 2027", "\u00a0Mar\u00a02027").replace(" Apr 2027", "\u00a0Apr\u00a02027")
    promised = replace(work["C04"], initiative=replace(work["C04"].initiative, status="planned"))
    assert expected_launch(promised, ENGLISH).startswith("promised 15")
    assert "all squads" in expected_launch(replace(work["C04"], by_company=True), ENGLISH)
    assert "too few" in expected_launch(replace(work["C04"], expected=None), ENGLISH)


def test_a_gap_of_capacity_is_stated_in_points(demo_snapshot):
    line = roadmap_view(demo_snapshot).capacity[0]

    text = capacity_gap(replace(line, spent=0.39, weight=0.35), ENGLISH)

    assert text == "39% for 35% (+4\u00a0pp)"
    assert capacity_gap(replace(line, spent=None), ENGLISH) == "no effort known"


def test_sentences_of_an_initiative_never_exceed_their_evidence(demo_snapshot):
    view = initiatives_view(demo_snapshot)
    quiet, early = view.card("I03").impact.business, view.card("I11").impact.business

    assert "does not prove there is none" in effect_sentence(quiet, ENGLISH)
    assert effect_brief(quiet, ENGLISH).endswith("no visible change")
    assert "Too early" in effect_sentence(early, ENGLISH)
    assert "An answer is possible in February" in effect_sentence(early, ENGLISH)
    assert effect_sentence(None, ENGLISH) == "Not yet assessed."
    wrong = view.card("I08").impact.business
    assert "Alarm: this is the unfavourable way" in effect_sentence(wrong, ENGLISH)
    leaning = replace(wrong, finding="none", course="unclear")
    assert "Alarm: it leans the wrong way" in effect_sentence(leaning, ENGLISH)
    assert effect_brief(leaning, ENGLISH).endswith("leans the wrong way")
    assert portfolio_finding((), ENGLISH) == "What did each initiative change?"


def test_an_effect_on_a_card_names_its_metric(demo_snapshot):
    impact = initiatives_view(demo_snapshot).card("I08").impact.business

    text = named_effect(impact, ENGLISH)

    assert text == f"90-day app retention: {effect_brief(impact, ENGLISH)}"
    assert named_effect(replace(impact, estimate=None), ENGLISH) == effect_brief(
        replace(impact, estimate=None), ENGLISH
    )
    assert named_effect(None, FRENCH) == "pas encore évalué"


def test_a_portfolio_that_shows_nothing_says_so_in_words(demo_snapshot):
    cards = [card for card in initiatives_view(demo_snapshot).cards if card.kind != "demonstrated"]

    assert portfolio_finding(tuple(cards), ENGLISH) == (
        "None of the 21 launched initiatives has a demonstrated business effect"
    )


def test_the_record_lists_each_class_without_a_sum(demo_snapshot):
    launched = portfolio(initiatives_view(demo_snapshot).cards)
    sentences = record_sentences(launched, ENGLISH)

    assert sentences[0] == (
        "7 announced effects were reviewed: 2 of 7 in the range announced, 2 within 25% of the "
        "figure, 2 at nothing or less. Amounts stated by the reviews, by what the business metric "
        "shows, never added up:"
    )
    assert (
        sentences[1]
        == "◐ Sign of an effect: €555k a year stated for €610k announced (2 initiatives)."
    )
    assert sum(item.accuracy.count for item in launched.records) == 7
    assert "€743k" not in " ".join(sentences)  # the sum of what has no common sum
    assert record_sentences(portfolio(()), ENGLISH) == [
        "No announced effect has been reviewed yet."
    ]


def test_a_broken_seal_and_a_missing_prediction_are_stated(demo_snapshot):
    card = initiatives_view(demo_snapshot).card("I04")
    sealed = card.prediction

    assert seal_text(sealed, ENGLISH) == "sealed, unchanged since"
    broken = seal_text(replace(sealed, seal="altered", versions=3, is_late=True), ENGLISH)
    assert "altered since it was frozen" in broken
    assert "written 3 times" in broken
    assert "frozen after the launch" in broken
    assert "No effect was announced" in announced_text(None, ENGLISH)
    assert "[€294k to €546k]" in announced_text(sealed, ENGLISH)
    no_range = replace(sealed, prediction=replace(sealed.prediction, low=None))
    assert "without range" in announced_text(no_range, ENGLISH)
    assert "€405k a year" in found_text(card, ENGLISH)
    assert "No effect has been found" in found_text(replace(card, review=None), ENGLISH)


def test_an_effect_on_a_metric_at_zero_has_no_share_and_is_left_out(database):
    submit_records(
        database,
        a_metric("product"),
        a_metric("business", kind="business"),
        a_pair(),
    )
    submit(
        database,
        ("metric_value", months_of([0.0] * 3, first=date(2026, 1, 1), metric_id="product")),
    )

    spec = effects_chart(initiatives_view(snapshot(database)).cards, locale=ENGLISH, theme="light")

    assert texts_in(spec)
