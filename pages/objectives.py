"""Objectives: will we meet them?"""

import streamlit as st

from lib.ui.app.frame import open_page
from lib.ui.committee.objectives import (
    show_alignment,
    show_gaps,
    show_headline,
    show_objectives,
    show_target_changes,
)
from lib.ui.widgets.filters import choose_objective, choose_quarter, choose_squad, choose_state
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.views.committee.alignment import alignment_view
from lib.views.committee.objectives import objectives_view, okr_quarters

page = open_page()

head = st.container()
quarters = okr_quarters(page.snapshot)
with st.container(horizontal=True):
    quarter = choose_quarter(page, quarters.options, quarters.default)
    view = objectives_view(page.snapshot, quarter)
    objective = choose_objective(page, [line.objective for line in view.objectives])
    squad = choose_squad(page, view.squads)
    state = choose_state(page)

chosen = view.chosen(objective_id=objective, squad_id=squad, state=state)
alignment = alignment_view(page.snapshot, quarter)

with head:
    show_headline(page, view)
show_objectives(page, view, chosen)
cached_fragment(page, "targets", show_target_changes, chosen)
show_alignment(page, alignment, objective_id=objective, squad_id=squad)
cached_fragment(page, "gaps", show_gaps, alignment)
