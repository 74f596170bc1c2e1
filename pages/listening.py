"""Listening: who has heard our users?"""

from lib.ui.app.frame import open_page
from lib.ui.steering.listening import show_clock, show_ledger, show_title
from lib.views.steering.listening import listening_view

page = open_page()

view = listening_view(page.snapshot)

show_title(page, view)
show_clock(page, view)
show_ledger(page, view)
