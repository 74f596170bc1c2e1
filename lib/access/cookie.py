"""The signed cookie of a share link's reader: which link, since when, and the data last seen.

The cookie is signed, so that it cannot be forged, and holds no rights: the link itself is read at
each request, so that a revocation or an expiry takes effect at once. Every link has a cookie of its
own, which browsers send below the prefix of the link only.
"""

import hashlib
import time
from dataclasses import astuple, dataclass, replace

from itsdangerous import BadData, URLSafeSerializer

from lib.access.link_cache import cached_links
from lib.domain.access import NOBODY, Access
from lib.domain.clock import utc_now
from lib.store.backup.signing import signing_secret
from lib.store.database import Database
from lib.store.share_links import with_id

COOKIE = "tandem_view"
VIEW_PATH = "/v/"
"""Start of the prefix of every link; its identifier follows."""

VISIT_SECONDS = 1800
"""A reader who comes back after that long begins another visit."""

_PASS = "tandem_pass"
_PASS_SECONDS = 60


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
    is_counted
        Whether the opening with which the visit began has been recorded.
    """

    share_link_id: str
    issued: int
    before: int | None
    now: int
    is_counted: bool = False

    def is_stale(self, second: int) -> bool:
        """Return whether a request at ``second`` begins another visit."""
        return second - self.issued > VISIT_SECONDS

    def renewed(self, version: int, second: int) -> "LinkCookie":
        """Return the cookie of the next visit, at which the data have ``version``."""
        return replace(self, issued=second, before=self.now, now=version)

    def counted(self) -> "LinkCookie":
        """Return the cookie once the opening of the link has been recorded."""
        return replace(self, is_counted=True)


def write_cookie(database: Database, cookie: LinkCookie) -> str:
    """Return the cookie as signed text."""
    return str(_serializer(database).dumps(list(astuple(cookie))))


def read_cookie(database: Database, value: str) -> LinkCookie | None:
    """Return the content of a cookie, or None where this database's secret did not sign it."""
    try:
        return LinkCookie(*_serializer(database).loads(value))
    except BadData:
        return None


def write_pass(database: Database, share_link_id: str) -> str:
    """Return signed text that begins a visit of a link within the next minute."""
    return str(_serializer(database, _PASS).dumps([share_link_id, current_second()]))


def is_pass(database: Database, text: str, share_link_id: str) -> bool:
    """Return whether a text begins a visit of a link now."""
    try:
        link_id, second = _serializer(database, _PASS).loads(text)
    except BadData:
        return False
    return bool(link_id == share_link_id and current_second() - second <= _PASS_SECONDS)


def view_prefix(share_link_id: str) -> str:
    """Return the start of the addresses of a link's pages, without the last slash."""
    return f"{VIEW_PATH}{share_link_id}"


def access_of_cookie(database: Database, value: str, link_id: str) -> Access:
    """Return what the bearer of a cookie may open of a link; the link says why it opens nothing."""
    cookie = read_cookie(database, value)
    if cookie is None or cookie.share_link_id != link_id:
        return NOBODY
    link = with_id(cached_links(database), link_id)
    if link is None:
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


def _serializer(database: Database, salt: str = COOKIE) -> URLSafeSerializer:
    signer = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeSerializer(signing_secret(database), salt=salt, signer_kwargs=signer)
