"""The edge: what a request may reach, before any page or route sees it."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.i18n.translate import LANGUAGES, N_, locale
from lib.server import gate

OPEN_PATHS = frozenset({"/healthz", "/_stcore/health", "/robots.txt"})
"""What anyone may ask: it tells nothing but whether the server lives."""

_FOR_EDITORS = ("/_stcore/upload_file", "/_stcore/metrics", "/_stcore/agent")
_POLICY_VIOLATION = 1008
_REFUSED = N_("This Tandem opens only on the machine it runs on.")


class Edge:
    """Refuses what the gate does not allow.

    Parameters
    ----------
    app
        The application behind.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if its sender may reach what it asks for."""
        if scope["type"] not in ("http", "websocket") or _is_allowed(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            sentences = "\n".join(locale(language).gettext(_REFUSED) for language in LANGUAGES)
            await PlainTextResponse(sentences, status_code=403)(scope, receive, send)


def _is_allowed(scope: Scope) -> bool:
    path = scope["path"]
    if path in OPEN_PATHS:
        return True
    if path.startswith(_FOR_EDITORS):
        return gate.may_edit(scope)
    return gate.may_open(scope)
