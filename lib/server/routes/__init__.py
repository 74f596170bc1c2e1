"""HTTP routes other than the Streamlit pages."""
