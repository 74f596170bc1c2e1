"""The cookie of a link's reader: which link, since when, and what was seen at the visit before.

It is signed, so that nobody can write one, and holds no more than that: what a reader saw last is
remembered by their own browser, not by Tandem. The link itself is read anew each time, so that a
revocation or an expiry ends all access at once.
"""

import re
import time
from dataclasses import dataclass, replace

from lib.access.known_links import known_links
from lib.access.signing import is_signed, signature
from lib.domain.access import NOBODY, Access
from lib.domain.clock import utc_now
from lib.store.database import Database
from lib.store.share_links import with_id

COOKIE = "tandem_link"
VISIT_SECONDS = 1800
"""A reader who comes back after that long makes another visit."""

_FORM = re.compile(r"([0-9a-f]{1,40})\.(\d{1,12})\.(\d{0,12})\.(\d{1,12})\.([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class LinkCookie:
    """What a cookie says.

    Attributes
    ----------
    share_link_id
        Link held.
    issued
        Second at which the visit began.
    before
        Data version seen at the visit before; None at the first.
    now
        Data version when the visit began.
    """

    share_link_id: str
    issued: int
    before: int | None
    now: int

    def is_stale(self, second: int) -> bool:
        """Return whether a request at ``second`` begins another visit."""
        return second - self.issued > VISIT_SECONDS

    def renewed(self, version: int, second: int) -> "LinkCookie":
        """Return the cookie of the next visit, at which the data have ``version``."""
        return replace(self, issued=second, before=self.now, now=version)


def write_cookie(database: Database, cookie: LinkCookie) -> str:
    """Return the cookie as signed text."""
    before = "" if cookie.before is None else cookie.before
    text = f"{cookie.share_link_id}.{cookie.issued}.{before}.{cookie.now}"
    return f"{text}.{signature(database, text)}"


def read_cookie(database: Database, value: str) -> LinkCookie | None:
    """Return what a cookie says, or None where it was not written here."""
    found = _FORM.fullmatch(value)
    if found is None or not is_signed(database, value.rpartition(".")[0], found[5]):
        return None
    before = int(found[3]) if found[3] else None
    return LinkCookie(found[1], int(found[2]), before, int(found[4]))


def access_of_cookie(database: Database, value: str) -> Access:
    """Return what the bearer of a cookie may open now; its link says why it opens nothing."""
    cookie = read_cookie(database, value)
    if cookie is None:
        return NOBODY
    link = with_id(known_links(database), cookie.share_link_id)
    if link is None:
        return NOBODY
    is_active = link.state(utc_now()) == "active"
    return Access(
        "link" if is_active else "nobody",
        name=link.label,
        link=link,
        seen_version=cookie.before,
    )


def this_second() -> int:
    """Return the present second, as cookies tell it."""
    return int(time.time())
