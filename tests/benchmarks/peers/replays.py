"""Many readers at once, without as many browsers: what one browser requested is requested again."""

import http.client
import json
import math
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.peers.visits import Request
from tests.benchmarks.sessions import open_page

READERS, OVER = 20, 5.0
_ENOUGH = 0.95


def burst(served, site, requests, *, readers=READERS, over=OVER):
    """Return the 95th percentile of the seconds of readers who come one after the other."""
    with ThreadPoolExecutor(readers) as pool:
        coming = []
        for _ in range(readers):
            coming.append(pool.submit(_load, served, site, requests))
            time.sleep(over / readers)
        waits = sorted(future.result() for future in coming)
    return waits[math.ceil(_ENOUGH * readers) - 1]


def wire_megabytes(served, site):
    """Return what the websocket of one load brings, as compressed on the wire."""
    if not site.wire:
        return 0.0
    document = _play(served, [Request("GET", served.path, {})])
    return _follow(served, site, document) / 1e6


def _load(served, site, requests):
    """Send all requests of one reader's browser, then read the websocket to its end."""
    started = time.perf_counter()
    document = _play(served, requests)
    if site.wire:
        _follow(served, site, document)
    return time.perf_counter() - started


def _play(served, requests):
    """Ask one thing after the other on one connection and return the page itself."""
    connection, document = http.client.HTTPConnection("127.0.0.1", served.port, timeout=120), b""
    for request in requests:
        headers = {"Accept-Encoding": "identity" if request.path == served.path else "gzip, br"}
        connection.request(request.method, request.path, request.body, headers | request.headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status >= http.client.BAD_REQUEST and answer.status != request.status:
            msg = f"{request.method} {request.path} answered {answer.status} to a replay"
            raise RuntimeError(msg)
        document = body if request.path == served.path else document
    connection.close()
    return document.decode()


def _follow(served, site, document):
    """Read what follows on a websocket and return how many bytes it brought."""
    if site.wire == "bokeh":
        return _pull_bokeh(served, document)
    opened = open_page(served.port, site.wire.split()[1])
    if opened.failed:
        msg = "the page showed an exception to a replay"
        raise RuntimeError(msg)
    return opened.wire_bytes


class _Counting(socket.socket):
    """A socket that knows how many bytes it has received."""

    received = 0

    def recv(self, size, flags=0, /):
        data = super().recv(size, flags)
        self.received += len(data)
        return data


def _pull_bokeh(served, document):
    """Ask Bokeh's server for the document whose token the page holds, as its script does."""
    token = re.search(r'"token":\s*"([^"]+)"', document)[1]
    raw = _Counting(socket.AF_INET, socket.SOCK_STREAM)
    raw.connect(("127.0.0.1", served.port))
    with connect(
        f"ws://127.0.0.1:{served.port}{served.path}/ws",
        sock=raw,
        subprotocols=[Subprotocol("bokeh"), Subprotocol(token)],
        origin=Origin(f"http://127.0.0.1:{served.port}"),
        max_size=None,
        open_timeout=120,
    ) as stream:
        _bokeh_message(stream)
        header = {"msgid": "1", "msgtype": "PULL-DOC-REQ"}
        for part in (header, {}, {}):
            stream.send(json.dumps(part))
        while _bokeh_message(stream) != "PULL-DOC-REPLY":
            continue
    return raw.received


def _bokeh_message(stream):
    """Read one message: header, metadata, content, and its buffers; return its kind."""
    header = json.loads(stream.recv(timeout=120))
    for _ in range(2 + 2 * header.get("num_buffers", 0)):
        stream.recv(timeout=120)
    return header["msgtype"]
