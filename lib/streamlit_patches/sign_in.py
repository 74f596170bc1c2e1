"""Read Streamlit's sign-in cookie outside a page, and check its settings at the start.

Gain: the middleware decides before any page runs, from the cookie that Streamlit signed after the
exchange with the identity provider; ``st.user`` exists only within a page.

Private parts: ``streamlit.auth_util``, ``get_cookie_secret``, ``decode_signed_value`` and the names
of the cookies. Written for Streamlit 1.67.

The secrets file::

    [auth]
    redirect_uri = "https://tandem.example.com/oauth2callback"
    cookie_secret = "…"
    client_id = "…"
    client_secret = "…"
    server_metadata_url = "https://…/.well-known/openid-configuration"

    [roles]
    administrator = ["anne@example.com"]
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    SESSION_COOKIE_NAME,
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)

from lib.access.sign_in import SIGN_IN_HOURS, SignIn, SignInReader, sign_in_of_claims
from lib.errors import InvalidInputError
from lib.i18n.translate import N_

USER_COOKIE = USER_COOKIE_NAME
"""The name with which the names of all cookies of a sign-in begin."""

COOKIE_NAMES = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME, SESSION_COOKIE_NAME, XSRF_COOKIE_NAME)
"""Cookies that Streamlit sets; those of a sign-in may be split, and then end in a number."""

_SECRET_LENGTH = 32


def is_sign_in_set_up() -> bool:
    """Return whether readers can sign in."""
    return "auth" in _secrets()


def sign_in_reader() -> SignInReader | None:
    """Return what reads a sign-in from cookies; None where sign-in is not set up."""
    return read_sign_in if is_sign_in_set_up() else None


def provider_name() -> str:
    """Return the identity provider: that of ``[auth]`` itself, or its first named section."""
    section = _secrets()["auth"]
    providers = [name for name, value in section.items() if isinstance(value, Mapping)]
    return "default" if "client_id" in section or not providers else str(providers[0])


def provider_token() -> str:
    """Return the provider as Streamlit's own sign-in address expects it."""
    return encode_provider_token(provider_name())


def check_sign_in() -> None:
    """Check the settings of sign-in.

    Raises
    ------
    InvalidInputError
        When the secrets file cannot be read, lacks something, or has a cookie secret that could be
        guessed.
    """
    files = [str(path) for path in config.get_option("secrets.files") if Path(path).exists()]
    if files and not st.secrets.load_if_toml_exists():
        raise InvalidInputError(N_("{files} cannot be read as TOML."), files=", ".join(files))
    if not is_sign_in_set_up():
        return
    try:
        validate_auth_credentials(provider_name())
    except StreamlitAuthError as error:
        raise InvalidInputError(
            N_("Sign-in is only partly set up in secrets.toml: {reason}"),
            reason=" ".join(str(error).split()),
        ) from error
    if len(get_cookie_secret()) < _SECRET_LENGTH:
        raise InvalidInputError(
            N_("{name} must have {least} characters at least."),
            name="cookie_secret",
            least=_SECRET_LENGTH,
        )


def read_sign_in(cookies: Mapping[str, str]) -> SignIn | None:
    """Return the sign-in that cookies prove; None if missing, forged, of another site or old."""
    cookie = cookies.get(USER_COOKIE_NAME)
    secret = get_cookie_secret()
    if cookie is None or len(secret) < _SECRET_LENGTH:
        return None

    def part(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1", "replace")
        return decode_signed_value(secret, name, value, max_age_days=SIGN_IN_HOURS / 24)

    claims = _claims(get_cookie_with_chunks(part, USER_COOKIE_NAME))
    if not claims.get("is_logged_in") or claims.get("origin") != get_origin_from_redirect_uri():
        return None
    return sign_in_of_claims(claims, cookie, _secrets().get("roles", {}))


def _claims(text: bytes | None) -> Mapping[str, Any]:
    try:
        claims = json.loads(text or b"null")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def _secrets() -> Mapping[str, Any]:
    return st.secrets if st.secrets.load_if_toml_exists() else {}
