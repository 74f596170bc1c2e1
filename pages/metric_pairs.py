"""Metric pairs: does this product metric go with its business metric?"""

import streamlit as st

from lib.ui.app.frame import open_page
from lib.ui.committee.metric_pairs import (
    choose_label,
    opened_pair,
    show_headline,
    show_pair,
    show_wall,
)
from lib.ui.widgets.filters import choose_objective, choose_squad
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.evidence import pair_evidence

page = open_page()

view = metric_pairs_view(page.snapshot)
evidence = pair_evidence(page.snapshot)
pair = opened_pair(view)

if pair:
    show_pair(page, pair, evidence[pair.pair_id])
else:
    show_headline(page, evidence)
    with st.container(horizontal=True):
        squad = choose_squad(page, view.squads)
        objective = choose_objective(page, view.objectives)
        label = choose_label(page, evidence)
    labels = {pair_id: item.assessment.label for pair_id, item in evidence.items()}
    show_wall(page, view, view.chosen(squad, objective, label, labels), evidence)
