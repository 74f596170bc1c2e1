"""What changed since the reader of a link was last here: on the first page that the link opens."""

import streamlit as st

from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.committee.last_visit import last_visit
from lib.wording.overview import last_visit_headline, last_visit_sentences

_OPEN_AT_MOST = 4
"""More changes than that wait behind the headline, so that the first figure stays in sight."""


def show_last_visit(page: Page) -> None:
    """Tell a reader who comes back what changed; nothing at a first visit."""
    link = page.access.link
    if link is None or page.name != link.pages[0]:
        return
    found = last_visit(page.snapshot, page.access)
    if found is None:
        return
    headline = md(last_visit_headline(found, page.locale))
    if found.is_empty:
        st.caption(headline)
        return
    said = last_visit_sentences(found, page.locale)
    is_short = len(said) <= _OPEN_AT_MOST and not page.is_compact
    with st.expander(headline, expanded=is_short, icon=":material/update:", key="last_visit"):
        st.markdown("\n".join(f"- {md(sentence)}" for sentence in said))
