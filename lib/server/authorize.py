"""Who a request comes from, and what they may reach: decided here for every address.

Without sign-in, Tandem belongs to the user of the machine it runs on. A request is theirs when it
comes from this machine, asks for it by a local name (a page of another site that resolves to this
machine does not), was sent by no page of another site and was not passed on by a proxy, which would
make the whole world look local. Whoever holds a link is its reader and no more, on this machine and
after signing in too.
"""

import ipaddress
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import cookie_parser

from lib.access.link_cookie import COOKIE, access_of_cookie
from lib.domain.access import NOBODY, Access
from lib.domain.pages import PAGE_NAMES
from lib.store.database import Database
from lib.store.settings import public_address
from lib.ui.app.rights import OWNER
from lib.ui.app.roles import access_of_sign_in, is_sign_in_set_up

Scope = MutableMapping[str, Any]

_PASSED_ON = (b"forwarded", b"via", b"x-forwarded-", b"x-real-ip", b"x-original-")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL_NAMES = frozenset({"localhost"})
_FOR_READERS = frozenset({"/_stcore/stream", "/_stcore/host-config", "/_stcore/health"})
_INNER = ("/_stcore", "/component", "/media")
_FOR_EDITORS = frozenset({"/metrics"})


def access_of(scope: Scope, database: Database, *, is_owner_let_in: bool) -> Access:
    """Return what the sender of a request may open.

    Parameters
    ----------
    scope
        The request.
    database
        Where links are kept.
    is_owner_let_in
        Whether the user of the machine needs neither link nor sign-in.
    """
    cookies = cookies_of(scope)
    held = cookies.get(COOKIE)
    if held is not None:
        return access_of_cookie(database, held)
    if is_owner_let_in and is_local(scope):
        return OWNER
    return access_of_sign_in(database, cookies) if is_sign_in_set_up() else NOBODY


def asks_the_database(scope: Scope) -> bool:
    """Return whether it takes the database to tell who a request comes from."""
    return is_sign_in_set_up() or COOKIE in cookies_of(scope)


def may_reach(access: Access, path: str) -> bool:
    """Return whether a reader may reach a path; media are asked for one by one elsewhere."""
    page = page_of(path)
    if access.role == "nobody":
        return False
    if page in PAGE_NAMES:
        return access.may_open(page)
    if access.may_edit:
        return True
    if path.rstrip("/") in _FOR_EDITORS:
        return False
    return path in _FOR_READERS or path.startswith("/media/") or not path.startswith(_INNER)


def page_of(path: str) -> str:
    """Return the first part of a path: the name of a page, if it is one."""
    return path.strip("/").partition("/")[0]


def cookies_of(scope: Scope) -> dict[str, str]:
    """Return the cookies of a request."""
    found: dict[str, str] = {}
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            found |= cookie_parser(value.decode("latin-1"))
    return found


def is_local(scope: Scope) -> bool:
    """Return whether a request comes from the user of this machine."""
    client = scope.get("client")
    hosts, origins = _header(scope, b"host"), _header(scope, b"origin")
    return (
        client is not None
        and is_loopback(str(client[0]))
        and bool(hosts)
        and all(is_loopback(host_name(host)) for host in hosts)
        and all(is_loopback(host_name(_host_of(origin))) for origin in origins)
        and not any(name.startswith(_PASSED_ON) for name, _ in scope.get("headers", ()))
    )


def is_of_another_site(scope: Scope) -> bool:
    """Return whether a page of another site sends what could change or open something.

    A browser tells the site of the page that opens a WebSocket or sends more than a question; it is
    this one, or the one that ``TANDEM_ADDRESS`` names where a proxy changes the host.
    """
    if scope["type"] == "http" and scope["method"] in _READING:
        return False
    own = {*_header(scope, b"host"), urlsplit(public_address() or "").netloc} - {""}
    return any(_host_of(origin) not in own for origin in _header(scope, b"origin"))


def _header(scope: Scope, wanted: bytes) -> list[str]:
    return [value.decode("latin-1") for name, value in scope.get("headers", ()) if name == wanted]


def _host_of(origin: str) -> str:
    """Return host and port of an origin; what has none belongs nowhere."""
    return origin.partition("://")[2] or "?"


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def is_loopback(name: str) -> bool:
    """Return whether a name or address stands for this machine alone."""
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
