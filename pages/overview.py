"""Overview: where do we stand?"""

from lib.ui.frame import open_page
from lib.ui.overview import (
    show_common_kpis,
    show_decisions,
    show_headline,
    show_objectives,
    show_outcomes,
    show_signals,
)
from lib.views.overview import overview_view
from lib.views.signals import signals_view

page = open_page()

view = overview_view(page.snapshot)
signals = signals_view(page.snapshot)

show_headline(page, view)
show_decisions(page, view)
show_signals(page, signals)
show_common_kpis(page, view, signals)
show_objectives(page, view)
show_outcomes(page, view)
