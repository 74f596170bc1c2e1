"""People who sign in: what the identity provider says of them, and the role that follows.

Roles are listed in the secrets file::

    [roles]
    administrator = ["anne@example.com"]
    editor = ["product@example.com"]
    viewer = ["@example.com"]
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lib.domain.access import NOBODY, Access, Role
from lib.store.audit import is_on_record
from lib.store.database import Database
from lib.views.snapshot import get_or_refresh

SIGN_IN_HOURS = 12
"""A sign-in ends by itself after that long."""

_ROLES: tuple[Role, ...] = ("administrator", "editor", "viewer")


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in of one person.

    Attributes
    ----------
    key
        Identifies the sign-in; says nothing of the person.
    name
        Name of the person in the audit trail: their address, in lower case.
    role
        Role of the person; without one they may open nothing.
    """

    key: str
    name: str
    role: Role


SignInReader = Callable[[Mapping[str, str]], SignIn | None]
"""Reads the sign-in that cookies prove: None if there is none, or it is forged or too old."""


def sign_in_of_claims(
    claims: Mapping[str, Any], cookie: str, roles: Mapping[str, Iterable[object]]
) -> SignIn:
    """Return the sign-in of a person whose claims are proved.

    Parameters
    ----------
    claims
        What the identity provider says of the person.
    cookie
        The signed cookie; two sign-ins of one person have two.
    roles
        Addresses, or domains beginning with ``@``, by role.
    """
    text = cookie + json.dumps(claims, sort_keys=True)
    key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    name = str(claims.get("email") or claims.get("sub") or "?").strip().lower()
    return SignIn(key, name, _role(claims, roles))


def access_of_sign_in(database: Database, sign_in: SignIn | None) -> Access:
    """Return what a person may open; without a role, or after signing out, nothing."""
    if sign_in is None or _is_signed_out(database, sign_in.key):
        return NOBODY
    return Access(sign_in.role, name=sign_in.name)


def _role(claims: Mapping[str, Any], roles: Mapping[str, Iterable[object]]) -> Role:
    """Return the role of a person; an address that the provider has not verified has none."""
    email = str(claims.get("email") or "").strip().lower()
    if not email or claims.get("email_verified") is False:
        return "nobody"
    names = {email, email[email.rfind("@") :]}
    for role in _ROLES:
        if names & {str(name).strip().lower() for name in roles.get(role, ())}:
            return role
    return "nobody"


def _is_signed_out(database: Database, key: str) -> bool:
    return get_or_refresh(
        database,
        ("signed_out", key),
        lambda connection: is_on_record(connection, "sign_out", key),
    )
