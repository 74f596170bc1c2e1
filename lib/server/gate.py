"""Who may open and who may edit: the one place where it is decided.

Without sign-in, Tandem belongs to the user of the machine it runs on. A request is theirs when it
comes from this machine, asks for it by a local name (a page of another site that resolves to this
machine does not) and was not passed on by a proxy, which would make the whole world look local.
"""

import ipaddress
from collections.abc import MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]

_PASSED_ON = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"}
)
_LOCAL_NAMES = frozenset({"localhost"})


def may_open(scope: Scope) -> bool:
    """Return whether the sender of a request may see pages and data."""
    return is_local(scope)


def may_edit(scope: Scope) -> bool:
    """Return whether the sender of a request may change data."""
    return is_local(scope)


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
