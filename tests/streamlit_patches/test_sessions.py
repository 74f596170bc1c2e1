"""Streamlit's session manager and its sessions have the parts that the patch uses."""

import inspect

from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from lib.streamlit_patches.sessions import active_sessions, is_running, session_count


def test_the_private_parts_exist():
    assert "self._session_mgr = " in inspect.getsource(Runtime)
    source = inspect.getsource(AppSession.__init__)
    assert "self._client_state" in source
    assert "self._state" in source
    assert "client_state" in inspect.signature(AppSession.request_rerun).parameters
    assert callable(WebsocketSessionManager.list_active_sessions)
    assert callable(WebsocketSessionManager.num_active_sessions)


def test_without_a_server_there_are_no_sessions():
    assert active_sessions() == {}
    assert session_count() == 0


def test_a_session_is_running_only_during_a_run():
    class Session:
        _state = AppSessionState.APP_IS_RUNNING

    session = Session()
    assert is_running(session)
    session._state = AppSessionState.APP_NOT_RUNNING
    assert not is_running(session)
