"""What may be said of a story in each state."""

from datetime import date

from lib.domain.decisions import Story
from lib.i18n.translate import locale
from lib.views.snapshot import snapshot
from lib.views.steering.stories import StoriesView, StoryCard, stories_view
from lib.wording.names import name_of
from lib.wording.stories import effect_text, state_sentence, stories_finding

ENGLISH, FRENCH = locale("en"), locale("fr")


def a_card(state, **changes):
    story = Story(story_id="T1", initiative_id="I1", status="withdrawn", **changes)
    return StoryCard(story, None, None, None, None, state)


def test_a_withdrawn_story_gives_its_day_and_reason():
    card = a_card("withdrawn", withdrawn_on=date(2026, 3, 23), reason_en="Christmas only.")

    assert state_sentence(card, ENGLISH) == "Withdrawn on 23\u00a0Mar\u00a02026: Christmas only."


def test_a_missing_reason_is_said():
    assert state_sentence(a_card("withdrawn"), ENGLISH) == "Withdrawn: No reason was given."


def test_a_story_without_a_pair_says_so_in_french():
    assert state_sentence(a_card("downgraded"), FRENCH).startswith("Déclassé\u00a0: aucune paire")


def test_a_story_without_a_title_has_its_identifier():
    assert name_of(a_card("downgraded").story, ENGLISH) == "T1"


def test_without_stories_the_headline_asks_the_question():
    assert stories_finding(StoriesView((a_card("withdrawn"),)), ENGLISH) == (
        "What worked, what did not?"
    )


def test_no_sentence_about_a_story_claims_a_cause(demo):
    view = stories_view(snapshot(demo))

    for language in (ENGLISH, FRENCH):
        for card in view.cards:
            text = f"{state_sentence(card, language)} {effect_text(card, language)}".lower()
            assert not any(word in text for word in ("caused", "thanks to", "grâce", "a causé"))
    assert "5 stories presented" in stories_finding(view, ENGLISH)
