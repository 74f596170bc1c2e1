"""Builders of share links and of their cookies."""

from lib.access.cookie import COOKIE, LinkCookie, current_second, view_prefix, write_cookie
from lib.domain.access import link_request
from lib.domain.clock import utc_now
from lib.store.share_links import create_link


def a_link(database, *, label="Board", pages=("overview",), **changes):
    """Make a link and return it with its token."""
    return create_link(database, link_request(label, list(pages), **changes), author="local")


def cookie_of(database, link, *, issued=None, before=None, now=0, is_counted=False):
    """Return the cookie header of a reader of a link."""
    second = current_second() if issued is None else issued
    cookie = LinkCookie(link.share_link_id, second, before, now, is_counted)
    return f"{COOKIE}={write_cookie(database, cookie)}"


def view_of(link, path="/"):
    """Return an address in the view of a link."""
    return f"{view_prefix(link.share_link_id)}{path}"


def past():
    """Return an instant in the past."""
    return utc_now().replace(year=2020)
