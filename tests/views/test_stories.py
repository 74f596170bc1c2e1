"""Stories: the label of the day decides how much a story may still say."""

from datetime import date

import numpy as np
import pytest

from lib.domain.decisions import Story
from lib.views.snapshot import snapshot
from lib.views.steering.stories import stories_view
from tests.builders import a_pair, months_of, submit, submit_records
from tests.okr_builders import an_initiative, two_metrics

MONTHS = 48


def a_story(story_id="T1", **changes):
    return Story(
        **{
            "story_id": story_id,
            "initiative_id": "I1",
            "pair_id": "P01",
            "status": "told",
            "told_on": date(2026, 3, 1),
            **changes,
        }
    )


def load_values(database, product, business):
    for name, values in (("product", product), ("business", business)):
        rows = months_of([float(v) for v in values], metric_id=name, first=date(2022, 11, 1))
        submit(database, ("metric_value", rows))


@pytest.fixture
def linked(database):
    """Give a company whose two metrics share their surprises."""
    draws = np.random.default_rng(3)
    product = 50 + draws.normal(0, 1, MONTHS)
    business = 20 + 2 * product + draws.normal(0, 0.3, MONTHS)
    submit_records(database, *two_metrics(), a_pair(), an_initiative(pair_id="P01"), a_story())
    load_values(database, product, business)
    return database


def test_story_with_an_established_link_is_standing(linked):
    card = stories_view(snapshot(linked)).cards[0]

    assert card.evidence.assessment.label == "established"
    assert card.state == "standing"


def test_a_story_is_downgraded_by_the_upload_that_breaks_its_link(linked):
    before = snapshot(linked)
    draws = np.random.default_rng(4)
    load_values(linked, 50 + draws.normal(0, 1, MONTHS), 20 + draws.normal(0, 1, MONTHS))
    after = snapshot(linked)

    assert stories_view(after).cards[0].evidence.assessment.label != "established"
    assert stories_view(after).cards[0].state == "downgraded"
    assert stories_view(snapshot(linked, before.version)).cards[0].state == "standing"


def test_story_without_a_known_pair_is_not_standing(database):
    submit_records(database, a_story(pair_id="unknown"))
    card = stories_view(snapshot(database)).cards[0]

    assert card.state == "downgraded"
    assert card.evidence is None
    assert card.pair is None
    assert card.initiative is None


def test_a_withdrawn_story_stays_withdrawn_whatever_its_link(linked):
    submit_records(linked, a_story(status="withdrawn", withdrawn_on=date(2026, 4, 1)))
    view = stories_view(snapshot(linked))

    assert [card.state for card in view.cards] == ["withdrawn"]


def test_stories_are_listed_the_latest_first(database):
    submit_records(
        database,
        a_story("T1"),
        a_story("T2", told_on=None),
        a_story("T3", told_on=date(2026, 5, 1)),
    )

    order = [card.story.story_id for card in stories_view(snapshot(database)).cards]

    assert order == ["T3", "T1", "T2"]


def test_demo_has_five_stories_and_one_withdrawn(demo):
    view = stories_view(snapshot(demo))

    assert len(view.of("withdrawn")) == 1
    assert len(view.of("standing")) + len(view.of("downgraded")) == 5
    for card in view.cards:
        stands = card.evidence.assessment.label == "established"
        assert (card.state == "standing") is (stands and card.story.status == "told")
