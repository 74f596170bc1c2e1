"""What the reader of a page may open and change, decided again at each run.

A link that was revoked or has expired, a role that was taken away and a sign-out end all access at
the next run. The cookies are those with which the session was opened: they are kept with it, so
that a run whose browser has just gone is decided like any other. A run whose reader is not known
may open nothing.
"""

import streamlit as st
from streamlit import runtime

from lib.access.policy import OWNER, access_for
from lib.domain.access import NOBODY, Access
from lib.errors import RefusedError
from lib.i18n.translate import N_
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.streamlit_patches.sign_in import sign_in_reader

AUTH_HEADER = "X-Tandem-Auth"
"""Header by which the middleware says how a connection was authenticated; requests cannot set it.
"""

LINK_HEADER = "X-Tandem-Link"
"""Header by which the middleware names the link whose view a connection is for; requests cannot set
it.
"""

LOCAL = "local"
"""Value of the header for the user of this machine."""

CREDENTIALS = "reader_credentials"
"""Key in the session: the cookies, the link whose view it shows, and whether it belongs to the user
of this machine.
"""


def reader() -> Access:
    """Return what the reader of this run may open and change."""
    if not runtime.exists():  # the script was run without a server, by the user of the machine
        return OWNER
    headers = st.context.headers
    if headers.to_dict():
        is_owner = headers.get(AUTH_HEADER) == LOCAL
        st.session_state[CREDENTIALS] = (
            st.context.cookies.to_dict(),
            headers.get(LINK_HEADER),
            is_owner,
        )
    credentials = st.session_state.get(CREDENTIALS)
    if credentials is None:
        return NOBODY
    cookies, link_id, is_owner = credentials
    return access_for(
        shared_database(settings().database),
        cookies,
        link_id=link_id,
        is_owner=is_owner,
        read_sign_in=sign_in_reader(),
    )


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
    access = reader()
    if not access.may_share:
        raise RefusedError(N_("Only the administrator makes and revokes links."))
    return access
