"""What a request says: its cookies, its language, and whether it comes from this machine.

A request is local when it comes from this machine, names it by a local name (a page of another site
whose name resolves to this machine does not), was sent by no page of another site and was not
forwarded by a proxy, behind which every sender looks local.
"""

import ipaddress
import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import cookie_parser

from lib.i18n.translate import LANGUAGES, language_of

Scope = MutableMapping[str, Any]

LINK_ID = "tandem.link_id"
"""Key in the scope: the link whose view a request is for; absent outside the views of links."""

_FORWARDED = (b"forwarded", b"via", b"x-forwarded-", b"x-real-ip", b"x-original-")
_PREVIEW = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|scan|fetch|imgproxy|facebookexternalhit|safelinks|barracuda"
    r"|mimecast|proofpoint|^whatsapp|^python|^curl|^wget|^go-http|^java|^okhttp",
    re.IGNORECASE,
)
_LOCAL_NAMES = frozenset({"localhost"})


def cookies_of(scope: Scope) -> dict[str, str]:
    """Return the cookies of a request by name; of two with one name, the last."""
    cookies: dict[str, str] = {}
    for value in headers_of(scope, b"cookie"):
        cookies |= cookie_parser(value)
    return cookies


def language_of_request(scope: Scope) -> str:
    """Return the language of the address, else the one the browser prefers, else French."""
    query = parse_qs(bytes(scope.get("query_string", b"")).decode("latin-1"))
    chosen = query.get("lang", [""])[-1]
    if chosen in LANGUAGES:
        return chosen
    preferred = next(iter(headers_of(scope, b"accept-language")), "")
    return language_of(preferred.split(",")[0].partition(";")[0].strip())


def is_preview(scope: Scope) -> bool:
    """Return whether a request comes from a program that looks at a link before its reader does.

    The previews of chat programs and the scanners of mail servers give their name, or do not ask
    for a page in a language as browsers do.
    """
    agent = next(iter(headers_of(scope, b"user-agent")), "")
    purposes = (*headers_of(scope, b"purpose"), *headers_of(scope, b"sec-purpose"))
    return (
        (scope["type"] == "http" and not headers_of(scope, b"accept-language"))
        or _PREVIEW.search(agent) is not None
        or any("prefetch" in purpose for purpose in purposes)
    )


def is_local(scope: Scope) -> bool:
    """Return whether a request comes from the user of this machine."""
    client = scope.get("client")
    hosts, origins = headers_of(scope, b"host"), headers_of(scope, b"origin")
    return (
        client is not None
        and is_loopback(str(client[0]))
        and bool(hosts)
        and all(is_loopback(host_name(host)) for host in hosts)
        and all(is_loopback(host_name(host_of_origin(origin))) for origin in origins)
        and not any(name.startswith(_FORWARDED) for name, _ in scope.get("headers", ()))
    )


def is_encrypted(scope: Scope) -> bool:
    """Return whether a request came over TLS, to this server or to the proxy before it.

    Proxies write the scheme in any case, and a chain of proxies as a list.
    """
    schemes = ",".join(headers_of(scope, b"x-forwarded-proto")).lower().split(",")
    return scope["scheme"] == "https" or "https" in (scheme.strip() for scheme in schemes)


def headers_of(scope: Scope, name: bytes) -> list[str]:
    """Return the values of a header, as often as it was sent."""
    return [value.decode("latin-1") for key, value in scope.get("headers", ()) if key == name]


def host_of_origin(origin: str) -> str:
    """Return host and port of an origin, ``?`` where it has none."""
    return origin.partition("://")[2] or "?"


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def is_loopback(name: str) -> bool:
    """Return whether a name or address means this machine only."""
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
