"""Charts as pictures: drawn without a browser, by a process that ends when it is idle.

The engine leaves out texts whose fonts it does not find, so the fonts come from a package we
install and every font family ends with a generic one.
"""

import atexit
import json
import re
import subprocess
import sys
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from lib.charts.drawing.theme import LARGE, PHONE_PICTURE, Spec
from lib.charts.pairs.pair_chart import pair_chart
from lib.i18n.translate import Locale
from lib.views.series import PairSeries

Form = Literal["svg", "png"]

_ROOT = Path(__file__).parents[2]
_WORKER = "lib.exports.picture_worker"  # not imported here: it brings the engine with it
_IDLE_SECONDS = 20.0
_PATIENCE_SECONDS = 60.0  # a hundred times what a chart takes
_GOODBYE_SECONDS = 5.0
_SVG_TAG = re.compile(r"<svg\b([^>]*)>")
_CACHED = 64  # drawings of one update in both sizes, shared by its formats
_ATTEMPTS = 2  # the system may kill the process, for its memory above all


class Pictures:
    """Draws charts one at a time; any thread may ask.

    Parameters
    ----------
    idle_seconds
        How long the process waits for the next chart before it ends.
    patience_seconds
        How long a chart may take before the process counts as stuck and is killed.
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
        """Whether a process is running."""
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
                [sys.executable, "-m", _WORKER, fonts_folder()],
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
    requests, answers = process.stdin, process.stdout
    if requests is None or answers is None:
        msg = "the process that draws has no pipes"
        raise RuntimeError(msg)
    try:
        requests.write(request)
        requests.flush()
    except BrokenPipeError:
        return b"", b""
    state, _, length = answers.readline().partition(b" ")
    body = answers.read(int(length or 0))
    return (state, body) if len(body) == int(length or -1) else (b"", b"")


PICTURES = Pictures()
"""The shared instance."""

atexit.register(PICTURES.close)


def pair_svg(series: PairSeries, locale: Locale, width: int = LARGE.width) -> str:
    """Return a pair's chart as SVG, without an accessible name: the page names it."""
    return _svg(_text(pair_chart(series, locale=locale, width=width, interactive=False)))


def pair_phone_svg(series: PairSeries, locale: Locale) -> str:
    """Return a pair's chart as SVG, in the drawing for a phone."""
    return pair_svg(series, locale, PHONE_PICTURE)


def pair_png(series: PairSeries, locale: Locale) -> bytes:
    """Return a pair's chart as PNG at twice its size, for messages that show no SVG."""
    return PICTURES.draw(pair_chart(series, locale=locale, interactive=False), "png")


def inline_svg(svg: str) -> str:
    """Return a drawing as a part of a page: it scales, and screen readers skip it."""
    return _SVG_TAG.sub(
        lambda tag: f'<svg{tag[1]} aria-hidden="true" focusable="false">', svg, count=1
    )


def _text(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=_CACHED)
def _svg(spec: str) -> str:
    return PICTURES.draw(json.loads(spec), "svg").decode()


def fonts_folder() -> str:
    """Return the folder of the fonts, which come with a Python package."""
    return str(files("font_source_sans_pro").joinpath("files"))
