"""Servers in their own processes: the whole dashboard, or the command listener alone."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]

LISTEN = """
import sys, threading
from pathlib import Path
from lib.server.listener import Listener
from lib.store.database import shared_database
path = Path(sys.argv[1])
shared_database(path)
Listener(path).start()
print("listening", flush=True)
threading.Event().wait()
"""


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(database, **changes):
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TANDEM_DATABASE": str(database),
        "TANDEM_DEMO": "0",
        **changes,
    }


def start_dashboard(database, port, *, command="streamlit", log=subprocess.DEVNULL, **changes):
    """Start the whole dashboard by one of the documented commands."""
    words = {
        "streamlit": ["streamlit", "run", "app.py", "--server.port", str(port)],
        "uvicorn": ["uvicorn", "app:app", "--port", str(port)],
    }[command]
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=environment(database, **changes),
        stdout=log,
        stderr=subprocess.STDOUT,
    )


@contextlib.contextmanager
def listening(database):
    """Serve commands on a database, without the pages, in another process."""
    process = subprocess.Popen(
        [sys.executable, "-c", LISTEN, str(database)],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout.readline() == "listening\n"
        yield process
    finally:
        process.kill()
        process.wait(120)
        process.stdout.close()


@contextlib.contextmanager
def served(app, **settings):
    """Serve an ASGI application in a thread; give the web server and its address."""
    import uvicorn

    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listening:
        config = uvicorn.Config(app, lifespan="off", log_config=None, **settings)
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        until(lambda: server.started)
        yield server, listening.getsockname()
        server.should_exit = True
        running.join(120)


def run_of(stream):
    """Yield each message of one run of a page, as it came over the WebSocket."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # slow to import

    while True:
        data = stream.recv(timeout=120, decode=False)
        yield data
        if ForwardMsg.FromString(data).WhichOneof("type") == "script_finished":
            return


def until(condition, seconds=120):
    """Wait until a condition is met; the limit only ends a test that would wait for ever."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition was not met in time"
        time.sleep(0.05)


def health(port, seconds=120):
    """Return the health report of the dashboard, once it answers."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as reply:
                return json.load(reply)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
