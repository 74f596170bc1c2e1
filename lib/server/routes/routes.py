"""All addresses of ours beside the pages, and the smallest of them."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lib.server.frontend_translation import SCRIPT_PATH, script_response
from lib.server.routes.health import HEALTH_PATH, health
from lib.server.routes.metrics import METRICS_PATH, metrics
from lib.server.routes.share import share_routes
from lib.server.routes.sign_in import sign_in_routes


def routes() -> list[BaseRoute]:
    """Return our routes."""
    return [
        Route(HEALTH_PATH, health),
        Route(METRICS_PATH, metrics),
        Route("/overview", _home),
        Route("/robots.txt", _robots),
        Route(SCRIPT_PATH, _Script()),
        *share_routes(),
        *sign_in_routes(),
    ]


async def _home(request: Request) -> Response:
    """Redirect the first page's own address to the root, where it is served."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", status_code=307)


async def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


class _Script:
    """The script that translates the frontend's own strings."""

    def __init__(self) -> None:
        self._response = script_response()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await self._response.send(scope, send)
