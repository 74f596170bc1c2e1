"""Initiatives: what did each initiative change?"""

from lib.ui.app.frame import open_page
from lib.ui.committee.initiatives import (
    choose_cards,
    opened_card,
    show_card,
    show_cards,
    show_drafts,
    show_effects,
    show_record,
    show_return,
    show_stopped,
    show_title,
)
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
    totals = portfolio(chosen.cards)
    show_return(page, totals, chosen.key)
    show_record(page, chosen.cards, totals, chosen.key)
    show_effects(page, chosen.cards, chosen.key)
    cached_fragment(page, "stopped", show_stopped, totals)
    show_cards(page, chosen.cards, len(view.cards))
    show_drafts(page, view.drafts)
