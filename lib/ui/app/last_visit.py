"""What changed since the last visit of a link's reader, on the first page that the link opens."""

import streamlit as st

from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.committee.last_visit import last_visit
from lib.wording.overview import last_visit_headline, last_visit_sentences

_EXPANDED_LIMIT = 4
"""More changes than that are collapsed, so that the first figure stays in sight."""


def show_last_visit(page: Page) -> None:
    """Show a returning reader what changed; nothing at a first visit."""
    link = page.access.link
    if link is None or page.name != link.pages[0]:
        return
    changes = last_visit(page.snapshot, page.access)
    if changes is None:
        return
    headline = md(last_visit_headline(changes, page.locale))
    if changes.is_empty:
        st.caption(headline)
        return
    sentences = last_visit_sentences(changes, page.locale)
    is_short = len(sentences) <= _EXPANDED_LIMIT
    with st.expander(headline, expanded=is_short, icon=":material/update:", key="last_visit"):
        st.markdown("\n".join(f"- {md(sentence)}" for sentence in sentences))
