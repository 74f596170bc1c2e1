"""Decisions: what did we decide, and were we right?"""

from lib.ui.app.frame import open_page
from lib.ui.steering.decisions import (
    opened_decision,
    show_decision,
    show_log,
    show_overdue,
    show_recommendations,
    show_title,
    show_verdicts,
)
from lib.views.steering.decisions import decisions_view

page = open_page()

view = decisions_view(page.snapshot)
card = opened_decision(view)

if card:
    show_decision(page, card)
else:
    show_title(page, view)
    show_recommendations(page, view)
    show_overdue(page, view)
    show_verdicts(page, view)
    show_log(page, view)
