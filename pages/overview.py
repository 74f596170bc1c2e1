"""Overview: where do we stand?"""

from lib.ui.app.frame import open_page
from lib.ui.committee.overview import (
    show_common_kpis,
    show_objective_paces,
    show_outcomes,
    show_summary,
)
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.views.committee.overview import overview_view
from lib.views.signals import signals_view

page = open_page()

view = overview_view(page.snapshot)
signals = signals_view(page.snapshot)

cached_fragment(page, "summary", show_summary, view, signals)
show_common_kpis(page, view, signals)
show_objective_paces(page, view)
cached_fragment(page, "outcomes", show_outcomes, view)
