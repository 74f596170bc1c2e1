"""Headings below those of a section: bold, of the size of the text."""

import streamlit as st

from lib.ui.text import md


def small_heading(text: str) -> None:
    """Show a heading of the size of the text."""
    st.markdown(f"**{md(text)}**")
