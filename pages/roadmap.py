"""Roadmap: what next?"""

import streamlit as st

from lib.ui.app.frame import open_page
from lib.ui.steering.roadmap import (
    choose_cohort,
    choose_filters,
    choose_top,
    choose_weights,
    show_board,
    show_capacity,
    show_past,
    show_title,
    show_weights,
    show_work,
)
from lib.views.steering.riceo_board import riceo_board
from lib.views.steering.roadmap import roadmap_view

page = open_page()

view = roadmap_view(page.snapshot)
title = st.container()

with st.container(horizontal=True, vertical_alignment="bottom"):
    cohort = choose_cohort(page, view)
    top = choose_top(page)
    weights = choose_weights(page, view)
board = riceo_board(page.snapshot, cohort, weights=weights, top=top)

with title:
    show_title(page, board)
show_weights(page, board, is_tried=weights is not None)
show_board(page, board, cohort)
squad, objective = choose_filters(page, view)
show_work(page, view, squad, objective)
show_capacity(page, view)
show_past(page, view)
