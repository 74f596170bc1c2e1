"""Whether the reader of a page may change data; asked again by every function that does.

The edge refuses before a page runs; this holds where a page is reached without it. Without
sign-in, Tandem belongs to the user of the machine: it must listen on this machine alone, and be
asked for by a local name.
"""

import ipaddress

import streamlit as st

from lib.errors import RefusedError
from lib.i18n.translate import N_

_LOCAL_NAMES = frozenset({"localhost"})
_PASSED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


def may_edit() -> bool:
    """Return whether the reader may change data."""
    headers = st.context.headers
    host = headers.get("Host")
    return (
        is_loopback(str(st.get_option("server.address") or ""))
        and (host is None or is_loopback(_name(host)))
        and not any(name in headers for name in _PASSED_ON)
    )


def require_edit() -> None:
    """Refuse a reader who may not change data.

    Raises
    ------
    RefusedError
        When the reader may not.
    """
    if not may_edit():
        raise RefusedError(N_("You may read these data, not change them."))


def is_loopback(name: str) -> bool:
    """Return whether a name or address stands for this machine alone."""
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
