"""The signed cookie of a share link's reader: which link, since when, and the data last seen.

The cookie is signed, so that it cannot be forged, and holds no rights: the link itself is read at
each request, so that a revocation or an expiry takes effect at once.
"""

import hashlib
import time
from dataclasses import dataclass, replace

from itsdangerous import BadData, URLSafeSerializer

from lib.access.link_cache import cached_links
from lib.domain.access import NOBODY, Access
from lib.domain.clock import utc_now
from lib.store.backup.signing import signing_secret
from lib.store.database import Database
from lib.store.share_links import with_id

COOKIE = "tandem_link"
VISIT_SECONDS = 1800
"""A reader who comes back after that long begins another visit."""


@dataclass(frozen=True, slots=True)
class LinkCookie:
    """The content of a cookie.

    Attributes
    ----------
    share_link_id
        The reader's link.
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
    content = [cookie.share_link_id, cookie.issued, cookie.before, cookie.now]
    return str(_serializer(database).dumps(content))


def read_cookie(database: Database, value: str) -> LinkCookie | None:
    """Return the content of a cookie, or None where this database's secret did not sign it."""
    try:
        return LinkCookie(*_serializer(database).loads(value))
    except BadData:
        return None


def access_of_cookie(database: Database, value: str) -> Access:
    """Return what the bearer of a cookie may open now; its link says why it opens nothing."""
    cookie = read_cookie(database, value)
    link = cookie and with_id(cached_links(database), cookie.share_link_id)
    if not cookie or not link:
        return NOBODY
    is_active = link.state(utc_now()) == "active"
    return Access(
        "link" if is_active else "nobody",
        name=link.label,
        link=link,
        seen_version=cookie.before,
    )


def current_second() -> int:
    """Return the present second, as cookies count it."""
    return int(time.time())


def _serializer(database: Database) -> URLSafeSerializer:
    signer = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(signing_secret(database), salt=COOKIE, signer_kwargs=signer)
