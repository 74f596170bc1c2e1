"""What the page of stories shows: those that stand, those downgraded, the withdrawn shelf."""

import streamlit as st

from lib.charts.drawing.theme import LARGE, WALL, Size
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, chart, notice, section
from lib.ui.widgets.filters import part_of
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.links import back_link, link_to, open_link
from lib.ui.widgets.sources import sources_drawer
from lib.ui.widgets.text import md
from lib.views.steering.stories import StoriesView, StoryCard
from lib.wording.evidence import finding
from lib.wording.names import name_of
from lib.wording.stories import (
    STATE_ICONS,
    STATE_WORDS,
    effect_text,
    state_sentence,
    stories_finding,
)


def opened_story(view: StoriesView) -> StoryCard | None:
    """Return the story that the address opens, or None for all of them."""
    return view.card(url_state.opened("story", [card.story.story_id for card in view.cards]))


def show_title(page: Page, view: StoriesView) -> None:
    """Show how many stories still stand."""
    _ = page.locale.gettext
    st.title(md(stories_finding(view, page.locale)), anchor=False)
    if not view.cards:
        notice(_("No story has been presented yet."))
    else:
        caption(
            _(
                "A story whose pair is no longer established is downgraded by itself, at the "
                "first upload that shows it."
            )
        )


def show_stories(page: Page, view: StoriesView) -> None:
    """Show the stories that are not withdrawn: those still established first."""
    cards = part_of(page, (*view.of("standing"), *view.of("downgraded")))
    if not cards:
        return
    section(page.locale.gettext("Presented"))
    grid = st.grid(columns="auto", min_column_width=380, gap="small", border=True)
    for card in cards:
        with grid.cell():
            cached_fragment(page, f"story {card.story.story_id}", _card, card)
            _sources(page, card)


def show_withdrawn(page: Page, view: StoriesView) -> None:
    """Show the stories withdrawn, each with its reason."""
    withdrawn = view.of("withdrawn")
    if not withdrawn:
        return
    _ = page.locale.gettext
    section(_("Withdrawn"), _("Kept in sight: what did not hold teaches as much."))
    for card in withdrawn:
        _link(page, card, f"{STATE_ICONS['withdrawn']} **{md(name_of(card.story, page.locale))}**")
        st.caption(md(state_sentence(card, page.locale)))


def show_story(page: Page, card: StoryCard) -> None:
    """Show one story in full: before, what was done, after, and the chart that goes with it."""
    _, locale = page.locale.gettext, page.locale
    back_link(page, "story", _("All stories"))
    st.title(md(name_of(card.story, locale)), anchor=False)
    st.markdown(f"{_badge(page, card)}\n\n{md(state_sentence(card, locale))}")
    if card.story.told_on:
        st.caption(
            md(_("First presented on {day}.").format(day=formats.day(card.story.told_on, locale)))
        )
    _tale(page, card)
    _evidence(page, card, LARGE)


def _card(page: Page, card: StoryCard) -> None:
    locale = page.locale
    _link(page, card, f"**{md(name_of(card.story, locale))}**")
    st.markdown(f"{_badge(page, card)}\n\n{md(state_sentence(card, locale))}")
    _tale(page, card)
    _chart(page, card, WALL)


def _tale(page: Page, card: StoryCard) -> None:
    """Show the story as one element; the heading says where its link is not established."""
    _, language, story = page.locale.gettext, page.locale.language, card.story
    after = _("After:") if card.state == "standing" else _("What was presented:")
    parts = [
        (_("Before:"), localized(story, "before", language)),
        (_("What we did:"), localized(story, "action", language)),
        (after, localized(story, "after", language)),
    ]
    st.markdown("\n\n".join(f"**{md(head)}** {md(text)}" for head, text in parts if text))


def _evidence(page: Page, card: StoryCard, size: Size) -> None:
    _, locale = page.locale.gettext, page.locale
    if card.pair is not None and card.evidence is not None:
        section(_("What the data say today"))
        st.markdown(f"**{md(finding(card.pair.series, card.evidence, locale))}**")
        _chart(page, card, size)
        _sources(page, card)
    effect = effect_text(card, locale)
    if effect:
        st.markdown(md(effect))
    if card.initiative is not None:
        name = name_of(card.initiative, locale)
        link_to(page, "initiative", card.initiative.initiative_id, name)
    if card.pair is not None:
        link_to(page, "pair", card.pair.pair_id, _("Open the pair"))


def _chart(page: Page, card: StoryCard, size: Size) -> None:
    pair = card.pair
    if pair is None:
        return
    story_id = card.story.story_id
    chart(
        page,
        f"stories_{story_id}_{size.name}",
        lambda: pair_chart(pair.series, locale=page.locale, theme=page.theme, size=size),
    )


def _sources(page: Page, card: StoryCard) -> None:
    if card.pair is not None:
        tandem = card.pair.series
        sources_drawer(page, card.story.story_id, tandem.product, tandem.business)


def _badge(page: Page, card: StoryCard) -> str:
    color = "blue" if card.state == "standing" else "gray"
    word = page.locale.gettext(STATE_WORDS[card.state])
    return f":{color}-badge[{STATE_ICONS[card.state]} {md(word)}]"


def _link(page: Page, card: StoryCard, label: str) -> None:
    open_link(page, "story", card.story.story_id, label)
