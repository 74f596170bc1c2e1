"""Headers that tell the browser what this application never does.

Nothing is fetched from elsewhere, no script is evaluated from text, no other site frames or posts
to it. Styles stay inline: the frontend writes them so.
"""

import base64
import hashlib
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.server.middleware.static_files import PREFIX
from lib.server.responses import RawHeaders

_POLICY = b"content-security-policy"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy(page: str) -> str:
    """Return the content policy for a page: its own inline scripts by fingerprint, no other.

    Parameters
    ----------
    page
        HTML of the frontend.
    """
    hashes = "".join(f" '{_fingerprint(script)}'" for script in _INLINE_SCRIPT.findall(page))
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


class SecurityHeaders:
    """Adds the headers to every answer.

    Parameters
    ----------
    app
        What answers.
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
        """Pass the request on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = self._few if scope["path"].startswith(PREFIX) else self._all
        names = {name for name, _ in added}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                own = [pair for pair in given if pair[0] == _POLICY]  # a stricter page's own
                kept = [pair for pair in given if pair[0] not in names]
                ours = [pair for pair in added if not own or pair[0] != _POLICY]
                message["headers"] = [*kept, *own, *ours]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _fingerprint(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
