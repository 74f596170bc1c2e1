"""Quarterly update: what do we tell the committee?"""

import streamlit as st

from lib.exports.update_file import update_report
from lib.ui.app.frame import open_page
from lib.ui.committee.quarterly_update import (
    choose_blocks,
    choose_update_quarter,
    show_freeze,
    show_sections,
    show_title,
    show_update_files,
)
from lib.views.committee.quarterly_update import quarterly_update_view, update_quarters

page = open_page()

title = st.container()
quarter = choose_update_quarter(page, update_quarters(page.snapshot))

if quarter:
    blocks = choose_blocks(page, quarter)
    view = quarterly_update_view(page.snapshot, quarter, blocks)
    report = update_report(page.snapshot, quarter, page.locale, blocks)
    with title:
        show_title(page, view, report)
    show_update_files(page, report)
    show_freeze(page, view.source)
    show_sections(page, view, report)
else:
    title.title(page.locale.gettext("What do we tell the committee?"), anchor=False)
