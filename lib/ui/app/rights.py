"""What the reader of a page may open and change: decided here, once a run, and by nothing else.

The edge has refused whom it could before a page runs, and tells in a header, which no request can
bring along, whether a connection comes from the user of this machine. All else is decided anew at
each run: a link revoked or expired, a role taken away, end all access at the next interaction.
"""

import streamlit as st

from lib.access.link_cookie import COOKIE, access_of_cookie
from lib.domain.access import NOBODY, Access, closed_reason
from lib.domain.clock import utc_now
from lib.errors import RefusedError
from lib.i18n.translate import N_
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.ui.app.roles import access_of_sign_in, is_sign_in_set_up

WAY_IN = "X-Tandem-Way-In"
"""Header of the edge: how a connection came in."""

LOCAL = "local"
"""Value of the header for the user of this machine."""

OWNER = Access("administrator", name="local")
"""The user of the machine, where nobody signs in."""

SIGN_IN_FIRST = N_("Sign in to open Tandem.")
SIGN_IN = N_("Sign in")
SIGN_OUT = N_("Sign out")


def reader() -> Access:
    """Return what the reader of this run may open and change."""
    headers = st.context.headers
    if not headers.to_dict():  # no connection at all: the script was run by its owner
        return OWNER
    held = st.context.cookies.get(COOKIE)
    if held is not None:
        return access_of_cookie(shared_database(settings().database), held)
    if headers.get(WAY_IN) == LOCAL:
        return OWNER
    if not is_sign_in_set_up():
        return NOBODY
    return access_of_sign_in(shared_database(settings().database), st.context.cookies.to_dict())


def why_closed(access: Access) -> str:
    """Return why a reader may not open what they ask for: an English sentence, to be translated."""
    if access == NOBODY and is_sign_in_set_up():
        return SIGN_IN_FIRST
    return closed_reason(access, utc_now())


def is_signed_in(access: Access) -> bool:
    """Return whether a reader came in by signing in, and can sign out."""
    return bool(access.name) and access.link is None and access != OWNER


def may_edit() -> bool:
    """Return whether the reader may change data."""
    return reader().may_edit


def require_edit() -> None:
    """Refuse a reader who may not change data.

    Raises
    ------
    RefusedError
        When the reader may not.
    """
    if not may_edit():
        raise RefusedError(N_("You may read these data, not change them."))


def require_share() -> Access:
    """Return the reader's rights, if they may make links.

    Raises
    ------
    RefusedError
        When the reader may not.
    """
    found = reader()
    if not found.may_share:
        raise RefusedError(N_("Only the administrator makes and revokes links."))
    return found
