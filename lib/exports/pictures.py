"""Drawing outside a browser, in a process that ends when nothing has been drawn for a while."""

import atexit
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

from lib.charts.drawing.theme import Spec

Form = Literal["svg", "png"]

_ROOT = Path(__file__).parents[2]
_WORKER = "lib.exports.picture_worker"  # not imported here: it brings the engine with it
_IDLE_SECONDS = 20.0
_PATIENCE_SECONDS = 60.0  # a hundred times what a chart takes
_GOODBYE_SECONDS = 5.0
_ATTEMPTS = 2  # a process may be killed from outside, for its memory above all


class Pictures:
    """Draws charts one at a time; any thread may ask.

    Parameters
    ----------
    idle_seconds
        How long the process waits for the next chart before it ends.
    patience_seconds
        How long a chart may take before the process is taken for stuck and killed.
    """

    def __init__(
        self, idle_seconds: float = _IDLE_SECONDS, patience_seconds: float = _PATIENCE_SECONDS
    ) -> None:
        self._lock = threading.Lock()
        self._idle_seconds = idle_seconds
        self._patience_seconds = patience_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: threading.Timer | None = None

    @property
    def is_running(self) -> bool:
        """Whether a process stands ready."""
        return self._process is not None

    def draw(self, spec: Spec, form: Form) -> bytes:
        """Return a chart as a picture: SVG in UTF-8, or PNG at twice its size.

        Raises
        ------
        ValueError
            When the chart cannot be drawn.
        RuntimeError
            When the process ends before it answers, or is stuck, twice.
        """
        request = json.dumps({"form": form, "spec": spec}).encode() + b"\n"
        with self._lock:
            self._stay()
            for _ in range(_ATTEMPTS):
                state, body = self._ask(self._started(), request)
                if state:
                    break
                self._end()
            self._end_later()
        if state == b"refused":
            raise ValueError(body.decode())
        if state != b"done":
            msg = "the process that draws charts ended before it answered"
            raise RuntimeError(msg)
        return body

    def close(self) -> None:
        """Let the process end now."""
        with self._lock:
            self._stay()
            self._end()

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _WORKER],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process

    def _ask(self, process: "subprocess.Popen[bytes]", request: bytes) -> tuple[bytes, bytes]:
        stuck = threading.Timer(self._patience_seconds, process.kill)
        stuck.daemon = True
        stuck.start()
        try:
            return _answer(process, request)
        finally:
            stuck.cancel()

    def _stay(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def _end_later(self) -> None:
        self._ending = threading.Timer(self._idle_seconds, self.close)
        self._ending.daemon = True
        self._ending.start()

    def _end(self) -> None:
        if self._process is not None:
            try:
                self._process.communicate(timeout=_GOODBYE_SECONDS)  # its input ends, so does it
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
            self._process = None


def _answer(process: "subprocess.Popen[bytes]", request: bytes) -> tuple[bytes, bytes]:
    """Return the state and the body of an answer, both empty where none came."""
    given, answers = process.stdin, process.stdout
    if given is None or answers is None:
        msg = "the process that draws has no pipes"
        raise RuntimeError(msg)
    try:
        given.write(request)
        given.flush()
    except BrokenPipeError:
        return b"", b""
    state, _, length = answers.readline().partition(b" ")
    body = answers.read(int(length or 0))
    return (state, body) if len(body) == int(length or -1) else (b"", b"")


PICTURES = Pictures()
"""Draws for the whole program."""

atexit.register(PICTURES.close)
