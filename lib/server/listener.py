"""The listener that runs commands of the command line while this process has the database open.

It listens on 127.0.0.1 only, on a port and in a thread of its own, however the dashboard is served.
A command must send the token in the file beside the database (``lib.cli.server_file``).
"""

import hmac
import logging
import os
import socket
import threading
from dataclasses import asdict
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.cli import server_file
from lib.cli.program import run_request
from lib.cli.remote import ADDRESS, PATH, REFERENCE_HEADER
from lib.cli.server_file import ServerFile
from lib.server.log import fact, failure
from lib.server.request import is_local
from lib.store.database import shared_database

_THREAD = "commands"
_STOP_SECONDS = 60.0  # for the command that is running
_LIMIT_BYTES = 1 << 20


class Listener:
    """Runs commands on one database for clients that send the token.

    Parameters
    ----------
    database
        Path of the database file, which this process has open.
    address
        Where the pages are served, for the links that commands print.
    """

    def __init__(self, database: Path, address: str = "") -> None:
        self._database = database
        self._token = server_file.new_token()
        self._socket = socket.create_server((ADDRESS, 0))
        self.port = int(self._socket.getsockname()[1])
        config = uvicorn.Config(
            command_app(database, self._token, address),
            log_config=None,  # logging is configured by the server of the pages
            access_log=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run,
            kwargs={"sockets": [self._socket]},
            name=_THREAD,
            daemon=True,
        )

    def start(self) -> None:
        """Begin to listen, and write port and token to the file beside the database."""
        logging.getLogger("uvicorn.error").addFilter(_is_from_pages)
        self._thread.start()
        server_file.write(self._database, ServerFile(self.port, os.getpid(), self._token))
        fact("commands_accepted", address=f"{ADDRESS}:{self.port}")

    def stop(self) -> None:
        """Remove the file, let the running command end, and stop."""
        server_file.remove(self._database, self._token)
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)
        self._socket.close()


def _is_from_pages(record: logging.LogRecord) -> bool:
    """Whether a line of the web server's log comes from the pages: commands have our own log."""
    return record.threadName != _THREAD


def command_app(database: Path, token: str, address: str = "") -> Starlette:
    """Return the application that runs commands on ``database`` for clients that send ``token``."""

    async def command(request: Request) -> Response:
        if not is_local(request.scope):
            return Response(status_code=403)
        authorization = request.headers.get("authorization", "")
        if not hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            return Response(status_code=401)
        if int(request.headers.get("content-length", _LIMIT_BYTES + 1)) > _LIMIT_BYTES:
            return Response(status_code=413)
        body = await request.json()
        return await run_in_threadpool(
            _response, database, body["command"], body["arguments"], address
        )

    return Starlette(
        routes=[Route(PATH, command, methods=["POST"])], exception_handlers={Exception: _failed}
    )


def _response(database: Path, name: str, arguments: dict[str, object], address: str) -> Response:
    result = run_request(shared_database(database), name, arguments, address)
    fact("command", name=name, exit_code=result.exit_code)
    return JSONResponse(asdict(result))


def _failed(_request: Request, error: Exception) -> Response:
    reference = failure("command_failed", error)
    return Response(status_code=500, headers={REFERENCE_HEADER: reference})
