import http.client
import json
import logging
import socket

import pytest

from lib.cli import server_file
from lib.server.listener import Listener, command_app
from lib.store.database import close_shared, shared_database
from tests.asgi import ask
from tests.builders import months_of, submit

TOKEN = "the token"
UPLOADS = json.dumps({"command": "uploads", "arguments": {"json": True, "language": "en"}}).encode()


@pytest.fixture
def path(tmp_path):
    """Give a database file held by this process, with one upload."""
    file = tmp_path / "company.duckdb"
    submit(shared_database(file), ("metric_value", months_of([1.0])))
    yield file
    close_shared(file)


def post(path, body=UPLOADS, *, token=TOKEN, **details):
    return ask(
        command_app(path, TOKEN),
        "/command",
        method="POST",
        body=body,
        authorization=f"Bearer {token}",
        content_length=str(len(body)),
        **details,
    )


def test_a_command_with_the_token_is_run(path):
    reply = post(path)

    message = json.loads(reply.text)
    assert reply.status == 200
    assert (message["exit_code"], message["is_error"]) == (0, False)
    assert json.loads(message["lines"][0])["upload"] == 1


@pytest.mark.parametrize("token", ["", "another", "the token ", "THE TOKEN", "é"])
def test_a_wrong_token_is_refused(path, token):
    assert post(path, token=token.encode().decode("latin-1")).status == 401


def test_no_token_is_refused(path):
    assert ask(command_app(path, TOKEN), "/command", method="POST", body=UPLOADS).status == 401


@pytest.mark.parametrize(
    "sender",
    [
        {"client": ("192.168.1.7", 50_000)},
        {"host": "evil.example:8501"},
        {"x_forwarded_for": "127.0.0.1"},
    ],
)
def test_another_machine_is_refused_whatever_it_shows(path, sender):
    assert post(path, **sender).status == 403


def test_a_body_without_end_is_refused(path):
    reply = ask(
        command_app(path, TOKEN),
        "/command",
        method="POST",
        body=UPLOADS,
        authorization=f"Bearer {TOKEN}",
        content_length=str(1 << 30),
    )

    assert reply.status == 413


def test_a_refusal_of_a_command_is_an_answer(path):
    arguments = {"json": True, "language": "en", "seq": 9, "author": "CPO", "reason": None}

    reply = post(path, json.dumps({"command": "undo", "arguments": arguments}).encode())

    message = json.loads(reply.text)
    assert (reply.status, message["exit_code"]) == (200, 1)
    assert json.loads(message["lines"][0])["error"] == "not_found"


def test_a_listener_can_be_reached_from_this_machine_alone(path):
    listener = Listener(path)
    try:
        listener.start()
        server = server_file.read(path)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        headers = {"Authorization": f"Bearer {server.token}"}
        connection.request("POST", "/command", UPLOADS, headers)
        status = connection.getresponse().status
        connection.close()
        outside = socket.gethostbyname_ex(socket.gethostname())[2]
        reachable = [
            address
            for address in outside
            if not address.startswith("127.")
            and socket.socket().connect_ex((address, server.port)) == 0
        ]
    finally:
        listener.stop()

    assert status == 200
    assert reachable == []
    assert not server_file.path_of(path).exists()


def test_a_listener_leaves_the_log_of_the_pages_as_it_is(path, caplog):
    log = logging.getLogger("uvicorn.error")
    listener = Listener(path)
    try:
        listener.start()
        log.error("the pages cannot start")
    finally:
        listener.stop()

    messages = [record.message for record in caplog.records if record.name == log.name]
    assert messages == ["the pages cannot start"]


def test_a_listener_replaces_the_file_of_a_server_that_was_killed(path):
    server_file.write(path, server_file.ServerFile(1, 1, "stale"))
    listener = Listener(path)
    try:
        listener.start()
        response = server_file.read(path)
    finally:
        listener.stop()

    assert response.port == listener.port
    assert response.token != "stale"
