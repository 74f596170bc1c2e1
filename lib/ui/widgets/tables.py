"""Tables: shown on a page, offered behind a drawer or as a CSV file, and beside a chart of rows."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from lib.charts.drawing.theme import Spec
from lib.exports.tables import csv_bytes, data_frame
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart_spec, drawer
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.text import md


def show_table(table: pd.DataFrame, *, markdown: Sequence[str] = ()) -> None:
    """Show a table of finished texts.

    Parameters
    ----------
    table
        Its labels and cells are plain text.
    markdown
        Columns whose cells are Markdown already.
    """
    escaped = table.apply(lambda texts: texts if texts.name in markdown else texts.map(md))
    st.table(escaped.rename(columns=md), hide_index=True)


def table_drawer(page: Page, key: str, build: Callable[[], pd.DataFrame]) -> None:
    """Offer the figures behind a chart as a table, built when the reader opens it."""
    label = page.locale.gettext("The figures as a table")
    drawer(label, key, lambda: show_table(build()))


def csv_button(
    page: Page, label: str, key: str, file_name: str, build: Callable[[], pd.DataFrame]
) -> None:
    """Offer a table as a CSV file, written when the reader asks for it."""
    st.download_button(
        md(label),
        data=lambda: csv_bytes(build(), page.locale),
        file_name=file_name,
        mime="text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )


def show_rows(page: Page, key: str, build: Callable[[], Spec]) -> None:
    """Show a chart of rows, and offer what it draws as a table."""
    _ = page.locale.gettext
    cached_chart(page, key, build)
    headers = (_("Row"), _("Figure"), _("Reading"))
    table_drawer(
        page,
        f"{key}_table",
        lambda: data_frame(headers, chart_spec(page, key, build)["usermeta"]["table"]),
    )
