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
"""

from collections.abc import Mapping
from typing import Any

from streamlit.runtime.secrets import secrets_singleton

from lib.domain.access import NOBODY, Access, Role

_ROLES: tuple[Role, ...] = ("administrator", "editor", "viewer")


def is_sign_in_set_up() -> bool:
    """Return whether readers can sign in."""
    return "auth" in _secrets()


def access_of_user(user: Mapping[str, Any]) -> Access:
    """Return what a signed-in person may open; the address given must be verified where told.

    Parameters
    ----------
    user
        Claims about the person, as the identity provider signed them.
    """
    email = str(user.get("email") or "").strip().lower()
    if not email or user.get("email_verified") is False or not user.get("is_logged_in"):
        return NOBODY
    for role in _ROLES:
        if _names(role) & {email, email[email.rfind("@") :]}:
            return Access(role, name=email)
    return NOBODY


def _names(role: Role) -> set[str]:
    told = _secrets().get("roles", {}).get(role, ())
    return {str(name).strip().lower() for name in told}


def _secrets() -> Mapping[str, Any]:
    if not secrets_singleton.load_if_toml_exists():
        return {}
    return secrets_singleton
