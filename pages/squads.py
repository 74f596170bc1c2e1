"""Squads: does each squad have a business mission?"""

import streamlit as st

from lib.ui.app.frame import open_page
from lib.ui.steering.squads import show_cohorts, show_headline, show_ownership, show_squads
from lib.ui.widgets.filters import choose_objective, choose_quarter, choose_squad, choose_state
from lib.views.cohorts import cohort_comparisons
from lib.views.committee.objectives import objectives_view, okr_quarters
from lib.views.steering.ownership import ownership_view
from lib.views.steering.squads import squads_view

page = open_page()

head = st.container()
quarters = okr_quarters(page.snapshot)
with st.container(horizontal=True):
    quarter = choose_quarter(page, quarters.options, quarters.default)
    objectives = objectives_view(page.snapshot, quarter).objectives
    view = squads_view(page.snapshot, quarter)
    squad = choose_squad(page, [card.squad for card in view.cards])
    objective = choose_objective(page, [line.objective for line in objectives])
    state = choose_state(page)

with head:
    show_headline(page, view)
show_squads(page, view, view.chosen(squad_id=squad, objective_id=objective, state=state))
show_ownership(page, ownership_view(page.snapshot), squad_id=squad)
show_cohorts(page, cohort_comparisons(page.snapshot), squad_id=squad)
