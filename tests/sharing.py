"""Builders of share links and of their cookies."""

from lib.access.cookie import COOKIE, LinkCookie, current_second, write_cookie
from lib.domain.access import link_request
from lib.domain.clock import utc_now
from lib.store.share_links import create_link


def a_link(database, *, label="Board", pages=("overview",), **changes):
    """Make a link and return it with its token."""
    return create_link(database, link_request(label, list(pages), **changes), author="local")


def cookie_of(database, link, *, issued=None, before=None, now=0):
    """Return the cookie header of a reader of a link."""
    second = current_second() if issued is None else issued
    cookie = LinkCookie(link.share_link_id, second, before, now)
    return f"{COOKIE}={write_cookie(database, cookie)}"


def past():
    """Return an instant in the past."""
    return utc_now().replace(year=2020)
