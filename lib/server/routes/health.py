"""``/healthz``: whether the server and its database answer."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lib.errors import DatabaseError, StoreUnreachableError, TandemError
from lib.server.integrity import integrity
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.store.uploads.uploads import data_version
from lib.views.snapshot import snapshot

HEALTH_PATH = "/healthz"


def health(_request: Request) -> Response:
    """Return the state of the database; a replica whose lake is silent still answers 200."""
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
