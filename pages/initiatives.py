"""Initiatives: what did each initiative change?"""

from lib.ui.app.frame import open_page
from lib.ui.committee.initiative_card import show_card
from lib.ui.committee.initiatives import (
    choose_cards,
    opened_card,
    show_cards,
    show_drafts,
    show_title,
)
from lib.ui.committee.portfolio import show_effects, show_record, show_return, show_stopped
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.views.committee.initiatives import initiatives_view, portfolio

page = open_page()

view = initiatives_view(page.snapshot)
card = opened_card(view)

if card:
    show_card(page, card)
else:
    show_title(page, view)
    chosen = choose_cards(page, view)
    found = portfolio(chosen.cards)
    show_return(page, found, chosen.key)
    show_record(page, chosen.cards, found, chosen.key)
    show_effects(page, chosen.cards, chosen.key)
    cached_fragment(page, "stopped", show_stopped, found)
    show_cards(page, chosen.cards, len(view.cards))
    show_drafts(page, view.drafts)
