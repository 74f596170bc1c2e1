"""Running a command through the server that has the database open."""

import http.client
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lib.cli import server_file
from lib.cli.command import Result, TextTable
from lib.cli.server_file import ServerFile
from lib.errors import StoreError
from lib.i18n.translate import N_

ADDRESS = "127.0.0.1"
PATH = "/command"
REFERENCE_HEADER = "X-Reference"

_CONNECT_SECONDS = 5.0


def hand_over(database: Path, command: str, arguments: Mapping[str, Any]) -> Result | None:
    """Return the result of the server, or None where no server of this database answers.

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
    arguments: Mapping[str, Any],
) -> Result | None:
    connection.sock.settimeout(None)  # no limit: a large load may take minutes
    connection.request(
        "POST",
        PATH,
        body=json.dumps({"command": command, "arguments": dict(arguments)}),
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
    content = json.loads(body)
    table = TextTable(**content["table"]) if content["table"] else None
    return Result(content["lines"], content["exit_code"], content["is_error"], table)
