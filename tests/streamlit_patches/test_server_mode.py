"""Streamlit notes which server serves the application."""

import inspect

from streamlit import config
from streamlit.web.server.starlette import starlette_app

from lib.streamlit_patches.server_mode import is_external_server


def test_the_mode_of_another_server_is_recognised(monkeypatch):
    assert '"asgi-server"' in inspect.getsource(starlette_app)
    monkeypatch.setattr(config, "_server_mode", "asgi-server")
    assert is_external_server()


def test_any_other_mode_is_streamlits_own(monkeypatch):
    monkeypatch.setattr(config, "_server_mode", None)
    assert not is_external_server()
