"""Who a request comes from, and what they may reach: decided here for every address.

Without sign-in, Tandem belongs to the user of the machine it runs on. A request is theirs when it
comes from this machine, asks for it by a local name (a page of another site that resolves to this
machine does not) and was not passed on by a proxy, which would make the whole world look local.
Whoever holds a link is its reader and no more, on this machine too.
"""

import ipaddress
from collections.abc import MutableMapping
from typing import Any

from starlette.requests import cookie_parser

from lib.domain.access import NOBODY, PAGE_NAMES, Access
from lib.store.database import Database
from lib.ui.rights import OWNER
from lib.views.link_cookie import COOKIE, access_of_cookie

Scope = MutableMapping[str, Any]

_PASSED_ON = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"}
)
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
    held = cookies_of(scope).get(COOKIE)
    if held is not None:
        return access_of_cookie(database, held)
    if is_owner_let_in and is_local(scope):
        return OWNER
    return NOBODY


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
    headers = list(scope.get("headers", ()))
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    client = scope.get("client")
    return (
        client is not None
        and is_loopback(str(client[0]))
        and all(is_loopback(host_name(host)) for host in hosts)
        and not any(name in _PASSED_ON for name, _ in headers)
    )


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
