"""Secrets files and sign-in cookies for tests."""

import json

SECRET = "of this test alone, of thirty-two letters"
ORIGIN = "http://localhost:8501"
USER = "_streamlit_user"


def secrets_text(*, provider=None, **changes):
    """Return a secrets file; None leaves an entry out, ``provider`` is the provider's section."""
    common = {"redirect_uri": f"{ORIGIN}/oauth2callback", "cookie_secret": SECRET}
    settings = {
        "client_id": "tandem",
        "client_secret": "of the provider",
        "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
    }
    lines = ["[auth]", *_entries(common | (settings if provider is None else {}) | changes)]
    if provider is not None:
        lines += [f"[auth.{provider}]", *_entries(settings)]
    roles = {
        "administrator": ["anne@example.com"],
        "editor": ["Paul@example.com"],
        "viewer": ["@example.com"],
    }
    return "\n".join([*lines, "[roles]", *_entries(roles), ""])


def _entries(values):
    return [f"{name} = {json.dumps(value)}" for name, value in values.items() if value is not None]


def a_cookie(*, secret=SECRET, name=USER, origin=ORIGIN, is_logged_in=True, **claims):
    """Return the cookies of a sign-in, as Streamlit writes them."""
    from streamlit.auth_util import set_cookie_with_chunks
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    cookies = {}
    set_cookie_with_chunks(
        lambda part, value: cookies.update(
            {part: create_signed_value(secret, part, value).decode()}
        ),
        lambda part, value: create_signed_value(secret, part, value),
        name,
        {**claims, "origin": origin, "is_logged_in": is_logged_in, "provider": "default"},
        cookie_attr_size=100,
    )
    return cookies


def header_of(cookies):
    """Return the header that a browser sends."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())
