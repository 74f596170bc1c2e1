"""Whether a server of the user's choice (``uvicorn app:app``) serves the application.

Gain: the log and the command line print the right address, and editing is allowed only where the
server listens locally; with ``streamlit run`` both follow from Streamlit's options.

Private part: ``streamlit.config._server_mode``. Written for Streamlit 1.67.
"""

from streamlit import config


def is_external_server() -> bool:
    """Return whether another server than Streamlit's own serves the application."""
    return bool(config._server_mode == "asgi-server")
