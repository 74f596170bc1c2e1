"""Handing a command to the server that holds the database."""

import http.client
import json
from argparse import Namespace
from pathlib import Path

from lib.cli import server_file
from lib.cli.command import Result
from lib.cli.server_file import ServerFile
from lib.errors import StoreError
from lib.i18n.translate import N_

ADDRESS = "127.0.0.1"
PATH = "/command"
REFERENCE_HEADER = "X-Reference"

_CONNECT_SECONDS = 5.0


def hand_over(database: Path, command: str, arguments: Namespace) -> Result | None:
    """Return what the server answers, or None where no server of this database does.

    Raises
    ------
    StoreError
        When the server failed at the command, or stopped while doing it.
    """
    server = server_file.read(database)
    if server is None:
        return None
    connection = http.client.HTTPConnection(ADDRESS, server.port, timeout=_CONNECT_SECONDS)
    try:
        connection.connect()
    except OSError:
        return None
    try:
        return _ask(connection, server, command, arguments)
    except (OSError, http.client.HTTPException) as error:
        raise StoreError(
            N_("The server stopped answering. Look at the uploads before trying again.")
        ) from error
    finally:
        connection.close()


def _ask(
    connection: http.client.HTTPConnection,
    server: ServerFile,
    command: str,
    arguments: Namespace,
) -> Result | None:
    connection.sock.settimeout(None)  # a large load takes its time
    connection.request(
        "POST",
        PATH,
        body=json.dumps({"command": command, "arguments": vars(arguments)}),
        headers={
            "Authorization": f"Bearer {server.token}",
            "Content-Type": "application/json",
        },
    )
    response = connection.getresponse()
    body = response.read()
    if response.status == http.client.INTERNAL_SERVER_ERROR:
        raise StoreError(
            N_("The server failed at this. Its log tells why, under reference {reference}."),
            reference=response.headers.get(REFERENCE_HEADER, "?"),
        )
    if response.status != http.client.OK:
        return None
    found = json.loads(body)
    return Result(tuple(found["lines"]), int(found["exit_code"]), bool(found["is_error"]))
