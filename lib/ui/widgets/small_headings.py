"""Headings below those of a section: bold, of the size of the text."""

import streamlit as st

from lib.ui.widgets.text import md


def small_heading(text: str) -> None:
    """Show a heading of the size of the text."""
    st.markdown(small_heading_text(text))


def small_heading_text(text: str) -> str:
    """Return such a heading as Markdown, for an element that begins with it."""
    return f"**{md(text)}**"
