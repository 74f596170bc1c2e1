"""What no setting of the theme reaches: small texts dark enough, long links whole, the name."""

import streamlit as st

from lib.ui.text import md

PRODUCT = "Tandem"

_STYLE = """<style>
div[data-testid="stCaptionContainer"], [data-testid="stExpander"] details > summary {
  opacity: 0.82;
}
[data-testid="stPageLink"] a[data-testid="stPageLink-NavLink"] {
  height: auto;
}
[data-testid="stPageLink"] a[data-testid="stPageLink-NavLink"] :is(span, div, p) {
  white-space: normal;
  overflow: visible;
  text-align: start;
}
</style>"""
"""Streamlit fades small texts to 60%, which leaves 4.7:1; this gives about 9:1 on either page. It
also cuts a link that is longer than a phone; here it takes another line."""


def set_appearance() -> None:
    """Give small texts their contrast and long links their lines, whatever the theme."""
    st.html(_STYLE)


def show_name(title: str) -> None:
    """Show the names of the product and of the page."""
    st.markdown(f"**{PRODUCT}** · {md(title)}", width="content")
