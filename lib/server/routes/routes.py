"""Addresses of our own, beside the pages."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from lib.errors import DatabaseError, StoreUnreachableError, TandemError
from lib.server.frontend_translation import SCRIPT_PATH, script_answer
from lib.server.integrity import integrity
from lib.server.routes.metrics import METRICS_PATH, metrics
from lib.server.routes.share import link_routes
from lib.server.routes.sign_in import sign_in_routes
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.store.uploads.uploads import data_version
from lib.views.snapshot import snapshot


def routes() -> list[BaseRoute]:
    """Return our routes."""
    return [
        Route("/healthz", _health),
        Route(METRICS_PATH, metrics),
        Route("/overview", _home),
        Route("/robots.txt", _robots),
        Route(SCRIPT_PATH, _Script()),
        *link_routes(),
        *sign_in_routes(),
    ]


def _health(_request: Request) -> Response:
    try:
        database = shared_database(settings().database)
        with database.reading() as connection:
            version = data_version(connection)
    except StoreUnreachableError:  # a replica goes on showing what it read
        version = snapshot(database).latest
        return JSONResponse({"status": "degraded", "database": "silent", "data_version": version})
    except (TandemError, DatabaseError):
        return JSONResponse({"status": "failed", "database": "failed"}, status_code=503)
    return JSONResponse(
        {
            "status": "ok",
            "database": "ok",
            "data_version": version,
            "uploads": integrity(database),
        }
    )


async def _home(request: Request) -> Response:
    """Send the first page's own address to the root, where it is served."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", status_code=307)


async def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


class _Script:
    """Sends the script of the frontend's own strings."""

    def __init__(self) -> None:
        self._answer = script_answer()

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await self._answer.reply(scope, send)
