"""Streamlit's own discovery of pages is switched off."""

import inspect

from streamlit.runtime.pages_manager import PagesManager

from lib.streamlit_patches.pages_directory import disable_pages_directory


def test_streamlit_decides_by_this_attribute(monkeypatch):
    assert "uses_pages_directory is None" in inspect.getsource(PagesManager)
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)

    disable_pages_directory()

    assert PagesManager.uses_pages_directory is False
