"""Streamlit lives here: frame, address, components."""
