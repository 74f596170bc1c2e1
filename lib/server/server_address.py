"""The address this server listens on, and whether the user of the machine may edit.

Without sign-in, the user of the machine may edit, but only if no other machine can reach the
server. Where it listens on any other address, or a proxy gives it a public one
(``TANDEM_ADDRESS``), pages open by share links only.
"""

import os
import sys
from collections.abc import Sequence

import streamlit as st

from lib.server.request import is_loopback
from lib.store.settings import public_address
from lib.streamlit_patches.server_mode import is_external_server
from lib.streamlit_patches.sign_in import is_sign_in_set_up

_UVICORN_HOST, _UVICORN_PORT = "127.0.0.1", "8000"


def listens_locally() -> bool:
    """Return whether the server listens on this machine alone; unknown counts as no."""
    return is_loopback(listening_host())


def listening_host() -> str:
    """Return the address listened on; empty for every address, or where it is not known."""
    if is_external_server():
        default = os.environ.get("UVICORN_HOST") or _uvicorn(_UVICORN_HOST)
        return _option(sys.argv, "--host", default)
    return str(st.get_option("server.address") or "")


def base_address() -> str:
    """Return the address at which a browser of this machine finds the pages."""
    if is_external_server():
        port = _option(sys.argv, "--port", os.environ.get("UVICORN_PORT") or _UVICORN_PORT)
        return f"http://localhost:{port}"
    host = st.get_option("browser.serverAddress")
    return f"http://{host}:{st.get_option('server.port')}"


def editing() -> str:
    """Return who may edit, for the log."""
    if is_sign_in_set_up():
        return "by role, after sign-in"
    if public_address() is not None:
        return "off: TANDEM_ADDRESS without sign-in; pages open by share links only"
    if listens_locally():
        return "local"
    return "off: listening beyond this machine without sign-in; pages open by share links only"


def is_owner_let_in() -> bool:
    """Return whether the user of the machine needs neither link nor sign-in."""
    return not is_sign_in_set_up() and listens_locally() and public_address() is None


def _option(words: Sequence[str], name: str, default: str) -> str:
    for position, word in enumerate(words):
        if word == name and position + 1 < len(words):
            return words[position + 1]
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return default


def _uvicorn(host: str) -> str:
    """Return the default of uvicorn; that of another server is not known."""
    return host if "uvicorn" in sys.argv[0] else ""
