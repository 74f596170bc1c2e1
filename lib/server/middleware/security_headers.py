"""Security headers of every response.

Nothing may be loaded from other sites, no script evaluated from text, and no other site may frame
the pages or post to them. Inline styles are allowed because the frontend writes them.
"""

import base64
import hashlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.server.middleware.static_files import PREFIX
from lib.server.responses import RawHeaders
from lib.streamlit_patches.frontend import inline_scripts

_POLICY = b"content-security-policy"


def content_policy(page: str) -> str:
    """Return the content policy for a page: its own inline scripts by hash, no others.

    Parameters
    ----------
    page
        HTML of the frontend.
    """
    hashes = "".join(f" '{_fingerprint(script)}'" for script in inline_scripts(page))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self'{hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
        )
    )


class SecurityHeadersMiddleware:
    """Adds the headers to every response.

    Parameters
    ----------
    app
        The application behind.
    policy
        Value of ``Content-Security-Policy``.
    """

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self._app = app
        self._few: RawHeaders = [(b"x-content-type-options", b"nosniff")]
        self._all: RawHeaders = [
            *self._few,
            (_POLICY, policy.encode()),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (
                b"permissions-policy",
                b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
            ),
            (b"x-robots-tag", b"noindex, nofollow"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._few if scope["path"].startswith(PREFIX) else self._all
        names = {name for name, _ in added}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                policies = [
                    pair for pair in headers if pair[0] == _POLICY
                ]  # stricter, of the page itself
                others = [pair for pair in headers if pair[0] not in names]
                ours = [pair for pair in added if not policies or pair[0] != _POLICY]
                message["headers"] = [*others, *policies, *ours]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _fingerprint(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
