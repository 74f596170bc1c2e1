"""A chart made of rows with its figures as a table beside it."""

from collections.abc import Callable

import streamlit as st

from lib.charts.drawing.theme import Spec
from lib.ui.app.session import Page
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.text import md


def show_rows(page: Page, key: str, build: Callable[[], Spec]) -> None:
    """Show a chart of rows, and offer what it draws as a table."""
    _ = page.locale.gettext
    cached_chart(page, key, build)
    drawer = st.expander(
        md(_("The figures as a table")), key=f"{key}_table", on_change="rerun", type="compact"
    )
    if not drawer.open:
        return
    spec = page.snapshot.get_or_compute(
        ("chart", key, page.locale.language, page.theme, page.is_compact), build
    )
    rows = spec["usermeta"]["table"]
    heads = (_("Row"), _("Figure"), _("Reading"))
    with drawer:
        st.table(
            {md(head): [md(row[at]) for row in rows] for at, head in enumerate(heads)},
            hide_index=True,
        )
