"""The sessions connected to this server: list them, count them, and run one again.

Gain: open pages follow a change of the data without a poll by every browser, and ``/metrics``
counts readers; Streamlit's public API knows only the current session.

Private parts: ``Runtime._session_mgr``, ``AppSession._client_state`` and ``AppSession._state``.
Written for Streamlit 1.67.
"""

from streamlit import runtime
from streamlit.runtime.app_session import AppSession, AppSessionState


def active_sessions() -> dict[str, AppSession]:
    """Return the sessions whose browsers are connected, by identifier."""
    if not runtime.exists():
        return {}
    infos = runtime.get_instance()._session_mgr.list_active_sessions()
    return {info.session.id: info.session for info in infos}


def session_count() -> int:
    """Return how many sessions are connected."""
    return runtime.get_instance()._session_mgr.num_active_sessions() if runtime.exists() else 0


def is_running(session: AppSession) -> bool:
    """Return whether a run of a session's script is under way."""
    return session._state == AppSessionState.APP_IS_RUNNING


def rerun(session: AppSession) -> None:
    """Run a session's script again with its widgets and address as they are."""
    session.request_rerun(session._client_state)
