"""Figures of the running server, in the text form that collectors of metrics read.

The address tells how much is stored and who is there, so it answers those who may edit and nobody
else (``lib.server.authorize``).
"""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit import runtime

from lib.server.integrity import integrity
from lib.server.log import failure_count
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.store.uploads.uploads import data_version, list_uploads

METRICS_PATH = "/metrics"

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STARTED = time.monotonic()


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes
    ----------
    name
        As collectors know it.
    value
        The figure now.
    meaning
        What it counts, in English.
    kind
        ``gauge`` goes up and down, ``counter`` up alone.
    """

    name: str
    value: float
    meaning: str
    kind: str = "gauge"


def metrics(_request: Request) -> Response:
    """Answer with every figure."""
    lines = [line for measure in (*_of_process(), *_of_data()) for line in _lines(measure)]
    return PlainTextResponse("\n".join((*lines, "")), media_type=_TYPE)


def _of_process() -> Iterator[Measure]:
    """Give what the process holds, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE")
    handles = len(list(Path("/proc/self/fd").iterdir()))
    yield Measure("tandem_memory_bytes", memory, "Memory that the process holds.")
    yield Measure("tandem_open_handles", handles, "Files and sockets that the process holds open.")
    yield Measure("tandem_threads", threading.active_count(), "Threads of the process.")
    yield Measure("tandem_sessions", _sessions(), "Readers connected.")
    seconds = time.monotonic() - _STARTED
    yield Measure("tandem_up_seconds", seconds, "Seconds since the start.", "counter")
    yield Measure(
        "tandem_failures_total", failure_count(), "Unexpected failures logged.", "counter"
    )


def _of_data() -> Iterator[Measure]:
    database = shared_database(settings().database)
    with database.reading() as connection:
        version, uploads = data_version(connection), list_uploads(connection)
    undone = sum(upload.is_undone for upload in uploads)
    size = database.path.stat().st_size if database.path else 0
    yield Measure("tandem_data_version", version, "Number of the latest change.", "counter")
    yield Measure("tandem_uploads", len(uploads), "Uploads kept.")
    yield Measure("tandem_uploads_undone", undone, "Uploads set aside.")
    yield Measure("tandem_database_bytes", size, "Size of the database file.")
    is_damaged = integrity(database) == "damaged"
    yield Measure("tandem_damaged", is_damaged, "1 where an upload is not as recorded.")


def _sessions() -> int:
    return runtime.get_instance()._session_mgr.num_active_sessions() if runtime.exists() else 0


def _lines(measure: Measure) -> Iterator[str]:
    yield f"# HELP {measure.name} {measure.meaning}"
    yield f"# TYPE {measure.name} {measure.kind}"
    yield f"{measure.name} {measure.value:.15g}"
