"""What no setting of the theme reaches: small texts dark enough to be read, and the page's name."""

import streamlit as st

from lib.ui.text import md

PRODUCT = "Tandem"

_STYLE = """<style>
div[data-testid="stCaptionContainer"], [data-testid="stExpander"] details > summary {
  opacity: 0.82;
}
</style>"""
"""Streamlit fades small texts to 60%, which leaves 4.7:1; this gives about 9:1 on either page."""


def set_appearance() -> None:
    """Give small texts their contrast, whatever the theme."""
    st.html(_STYLE)


def show_name(title: str) -> None:
    """Show the names of the product and of the page."""
    st.markdown(f"**{PRODUCT}** · {md(title)}", width="content")
