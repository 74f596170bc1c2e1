"""Sessions of the application without a server."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from lib.ui.app.rights import CREDENTIALS

APP = Path(__file__).parent.parent / "app.py"


def owner_session(*, timeout: float = 60) -> AppTest:
    """Return a session of the user of the machine, not yet run."""
    app = AppTest.from_file(str(APP), default_timeout=timeout)
    app.session_state[CREDENTIALS] = ({}, None, True)
    return app
