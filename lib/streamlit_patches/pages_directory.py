"""Stop Streamlit from running scripts of ``pages/`` by itself.

Gain: a folder named ``pages`` switches Streamlit's own page discovery on until some session has
called ``st.navigation``; until then a deep link would run a page without its frame.

Private part: ``PagesManager.uses_pages_directory``. Written for Streamlit 1.67.
"""

from streamlit.runtime.pages_manager import PagesManager


def disable_pages_directory() -> None:
    """Leave the pages to ``st.navigation`` from the first session on."""
    PagesManager.uses_pages_directory = False
