"""Who signs in with which role, as the secrets file says; without it nobody signs in.

.. code-block:: toml

    [auth]
    redirect_uri = "https://tandem.example.com/oauth2callback"
    cookie_secret = "…"
    client_id = "…"
    client_secret = "…"
    server_metadata_url = "https://…/.well-known/openid-configuration"

    [roles]
    administrator = ["anne@example.com"]
    editor = ["product@example.com"]
    viewer = ["@example.com"]

Streamlit speaks with the identity provider and keeps what it says of a person in a cookie that it
signs. The edge and each run of a page read that same cookie, so that both decide alike.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamlit import config
from streamlit.auth_util import (
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from lib.domain.access import NOBODY, Access, Role
from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.store.audit import is_on_record
from lib.store.database import Database
from lib.views.snapshot import get_or_refresh

SIGN_IN_HOURS = 12
"""A sign-in ends by itself after that long."""

_ROLES: tuple[Role, ...] = ("administrator", "editor", "viewer")
_LEAST_SECRET = 32


@dataclass(frozen=True, slots=True)
class SignIn:
    """One sign-in of one person, as signed by this server.

    Attributes
    ----------
    key
        Tells it from every other; says nothing of the person.
    claims
        What the identity provider said of the person.
    """

    key: str
    claims: Mapping[str, Any]

    @property
    def name(self) -> str:
        """How the audit trail calls the person: their address, in small letters."""
        return str(self.claims.get("email") or self.claims.get("sub") or "?").strip().lower()

    @property
    def role(self) -> Role:
        """Role of the person; an address that its provider has not verified has none."""
        email = str(self.claims.get("email") or "").strip().lower()
        if not email or self.claims.get("email_verified") is False:
            return "nobody"
        held = {email, email[email.rfind("@") :]}
        return next((role for role in _ROLES if _names(role) & held), "nobody")


def is_sign_in_set_up() -> bool:
    """Return whether readers can sign in."""
    return "auth" in _secrets()


def provider_name() -> str:
    """Return the identity provider: that of ``[auth]`` itself, or its first named section."""
    section = _secrets()["auth"]
    named = [name for name, value in section.items() if isinstance(value, Mapping)]
    return "default" if "client_id" in section or not named else str(named[0])


def check_sign_in() -> None:
    """Refuse a sign-in that is set up by halves.

    Raises
    ------
    InvalidInputError
        When the secrets file cannot be read, lacks something, or has a cookie secret that could be
        guessed.
    """
    told = [str(path) for path in config.get_option("secrets.files") if Path(path).exists()]
    if told and not secrets_singleton.load_if_toml_exists():
        raise InvalidInputError(N_("{files} cannot be read as TOML."), files=", ".join(told))
    if not is_sign_in_set_up():
        return
    try:
        validate_auth_credentials(provider_name())
    except StreamlitAuthError as error:
        raise InvalidInputError(
            N_("Sign-in is set up by halves in secrets.toml: {reason}"),
            reason=" ".join(str(error).split()),
        ) from error
    if len(get_cookie_secret()) < _LEAST_SECRET:
        raise InvalidInputError(
            N_("{name} must have {least} characters at least."),
            name="cookie_secret",
            least=_LEAST_SECRET,
        )


def sign_in_of(cookies: Mapping[str, str]) -> SignIn | None:
    """Return the sign-in that cookies prove, or None: none, forged, of another site, or too old."""
    shown = cookies.get(USER_COOKIE_NAME)
    secret = get_cookie_secret()
    if shown is None or len(secret) < _LEAST_SECRET:
        return None

    def part(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(secret, name, value, max_age_days=SIGN_IN_HOURS / 24)

    claims = _claims(get_cookie_with_chunks(part, USER_COOKIE_NAME))
    if not claims.get("is_logged_in") or claims.get("origin") != get_origin_from_redirect_uri():
        return None
    text = shown + json.dumps(claims, sort_keys=True)
    return SignIn(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32], claims)


def access_of_sign_in(database: Database, cookies: Mapping[str, str]) -> Access:
    """Return what the bearer of cookies may open; a name without a role opens nothing."""
    found = sign_in_of(cookies)
    if found is None:
        return NOBODY
    if _is_signed_out(database, found.key):
        return NOBODY
    return Access(found.role, name=found.name)


def _is_signed_out(database: Database, key: str) -> bool:
    return get_or_refresh(
        database,
        ("signed_out", key),
        lambda connection: is_on_record(connection, "sign_out", key),
    )


def _claims(text: bytes | None) -> Mapping[str, Any]:
    if text is None:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _names(role: Role) -> set[str]:
    told = _secrets().get("roles", {}).get(role, ())
    return {str(name).strip().lower() for name in told}


def _secrets() -> Mapping[str, Any]:
    if not secrets_singleton.load_if_toml_exists():
        return {}
    return secrets_singleton
