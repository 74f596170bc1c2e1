"""Send requests to an ASGI application directly, without a socket."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from lib.server.application import access_middleware

LOCAL = ("127.0.0.1", 50_000)


@dataclass(frozen=True)
class Reply:
    """A response."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()


def scope_of(
    path="/", *, kind="http", method="GET", client=LOCAL, host="localhost:8501", **headers
):
    """Return the scope of a request; keywords are headers, ``_`` standing for ``-``."""
    path, _, query = path.partition("?")
    fields = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(n.encode(), v.encode()) for n, v in fields.items() if v is not None],
        "client": client,
        "server": ("127.0.0.1", 8501),
        "subprotocols": [],
    }


def ask(app, path="/", *, body=b"", **details):
    """Send one request and return the reply."""
    sent = finished(_run(app, scope_of(path, **details), body))
    start = next(message for message in sent if message["type"] == "http.response.start")
    parts = [m.get("body", b"") for m in sent if m["type"] == "http.response.body"]
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], headers, b"".join(parts))


def connect(app, path="/_stcore/stream", **details):
    """Open a WebSocket and return the types of the messages sent back."""
    return [message["type"] for message in messages(app, path, **details)]


def messages(app, path, **details):
    """Open a WebSocket and return the messages sent back."""
    return finished(_run(app, scope_of(path, kind="websocket", **details), b""))


def finished(coroutine):
    """Run a coroutine in a thread of its own, as Playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


async def _run(app, scope, body):
    sent = []
    waiting = [
        {"type": "websocket.connect"}
        if scope["type"] == "websocket"
        else {"type": "http.request", "body": body, "more_body": False}
    ]

    async def receive():
        return waiting.pop(0) if waiting else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent


def guarded(app):
    """Return an application behind the middleware that decides access."""
    for entry in reversed(access_middleware()):
        app = entry.cls(app, *entry.args, **entry.kwargs)
    return app
