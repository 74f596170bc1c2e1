"""Scenarios: what does a constraint cost?"""

import streamlit as st

from lib.ui.app.frame import open_page
from lib.ui.steering.scenarios import choose_inputs, choose_scenario, show_scenario
from lib.views.steering.scenarios import scenarios_view

page = open_page()

card = choose_scenario(page, scenarios_view(page.snapshot))
body = st.container()

if card:
    tried = choose_inputs(page, card)
    with body:
        show_scenario(page, tried)
