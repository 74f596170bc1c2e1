"""Overview: where do we stand?"""

from lib.ui.frame import open_page
from lib.ui.overview import show_common_kpis, show_decisions, show_headline, show_objectives
from lib.views.overview import overview_view

page = open_page()

view = overview_view(page.snapshot)

show_headline(page, view)
show_common_kpis(page, view)
show_objectives(page, view)
show_decisions(page, view)
