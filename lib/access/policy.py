"""The one place that decides access: for a request in the middleware and for each run of a page.

Without sign-in, Tandem belongs to the user of the machine it runs on, who is its administrator. In
the view of a link, everyone is a reader of that link and nothing more, on this machine and after
signing in too; outside it, the cookie of a link counts for nothing.
"""

from collections.abc import Mapping

from lib.access.cookie import COOKIE, access_of_cookie
from lib.access.sign_in import SignInReader, access_of_sign_in
from lib.domain.access import NOBODY, Access, closed_reason
from lib.domain.clock import utc_now
from lib.domain.pages import PAGE_NAMES
from lib.i18n.translate import N_
from lib.store.database import Database

OWNER = Access("administrator", name="local")
"""The user of the machine, where nobody signs in."""

SIGN_IN_FIRST = N_("Sign in to open Tandem.")
SIGN_IN = N_("Sign in")
SIGN_OUT = N_("Sign out")

_ALLOWED_INNER = frozenset({"/_stcore/stream", "/_stcore/host-config", "/_stcore/health"})
_INNER = ("/_stcore", "/component", "/media")
_FOR_EDITORS = frozenset({"/metrics"})


def access_for(
    database: Database,
    cookies: Mapping[str, str],
    *,
    link_id: str | None = None,
    is_owner: bool,
    read_sign_in: SignInReader | None,
) -> Access:
    """Return what the sender of cookies may open and change now.

    Parameters
    ----------
    database
        Where links and ended sign-ins are stored.
    cookies
        Cookies of the request, by name.
    link_id
        Link whose view is requested; None outside the views of links.
    is_owner
        Whether the request comes from the user of the machine, who needs neither link nor sign-in.
    read_sign_in
        Reads a sign-in from the cookies; None where sign-in is not set up.
    """
    if link_id is not None:
        return access_of_cookie(database, cookies.get(COOKIE, ""), link_id)
    if is_owner:
        return OWNER
    if read_sign_in is None:
        return NOBODY
    return access_of_sign_in(database, read_sign_in(cookies))


def may_reach(access: Access, path: str) -> bool:
    """Return whether a reader may reach a path; the media middleware checks each file besides."""
    page = page_of(path)
    if access.role == "nobody":
        return False
    if page in PAGE_NAMES:
        return access.may_open(page)
    if access.may_edit:
        return True
    if path.rstrip("/") in _FOR_EDITORS:
        return False
    return path in _ALLOWED_INNER or path.startswith("/media/") or not path.startswith(_INNER)


def page_of(path: str) -> str:
    """Return the first part of a path: the name of a page, if it is one."""
    return path.strip("/").partition("/")[0]


def refusal_reason(access: Access, *, is_sign_in_set_up: bool) -> str:
    """Return why a reader may not open what they ask for: an English sentence, to be translated."""
    if access == NOBODY and is_sign_in_set_up:
        return SIGN_IN_FIRST
    return closed_reason(access, utc_now())


def is_signed_in(access: Access) -> bool:
    """Return whether a reader came in by signing in, and can sign out."""
    return bool(access.name) and access.link is None and access != OWNER
