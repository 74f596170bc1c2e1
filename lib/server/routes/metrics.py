"""``/metrics``: figures of the running server in the text format of Prometheus.

They tell how much is stored and who is connected, so only those who may edit reach the address (see
``lib.access.policy``).
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from lib.server.integrity import integrity
from lib.server.log import failure_count
from lib.store.database import shared_database
from lib.store.settings import settings
from lib.store.uploads.uploads import data_version, list_uploads
from lib.streamlit_patches.sessions import session_count

METRICS_PATH = "/metrics"

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_STARTED = time.monotonic()


def metrics(_request: Request) -> Response:
    """Return every figure, measured now."""
    return Response(generate_latest(REGISTRY), media_type=_TYPE)


class _Figures(Collector):
    """Measures the process and its database each time the registry is read."""

    def collect(self) -> Iterator[Metric]:
        yield from _process_figures()
        yield from _data_figures()


REGISTRY = CollectorRegistry(auto_describe=False)
"""A registry of our own: the figures that libraries register stay out of it."""

REGISTRY.register(_Figures())


def _gauge(name: str, value: float, meaning: str) -> Metric:
    return GaugeMetricFamily(f"tandem_{name}", meaning, value=value)


def _process_figures() -> Iterator[Metric]:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE")
    handles = len(list(Path("/proc/self/fd").iterdir()))
    yield _gauge("memory_bytes", memory, "Memory that the process holds.")
    yield _gauge("open_handles", handles, "Files and sockets that the process holds open.")
    yield _gauge("threads", threading.active_count(), "Threads of the process.")
    yield _gauge("sessions", session_count(), "Readers connected.")
    yield _gauge("up_seconds", time.monotonic() - _STARTED, "Seconds since the start.")
    failures = "Unexpected failures logged."
    yield CounterMetricFamily("tandem_failures", failures, value=failure_count())


def _data_figures() -> Iterator[Metric]:
    database = shared_database(settings().database)
    with database.reading() as connection:
        version, uploads = data_version(connection), list_uploads(connection)
    undone = sum(upload.is_undone for upload in uploads)
    size = database.path.stat().st_size if database.path else 0
    is_damaged = integrity(database) == "damaged"
    yield _gauge("data_version", version, "Number of the latest change.")
    yield _gauge("uploads", len(uploads), "Uploads kept.")
    yield _gauge("uploads_undone", undone, "Uploads set aside.")
    yield _gauge("database_bytes", size, "Size of the database file.")
    yield _gauge("damaged", is_damaged, "1 where an upload is not as recorded.")
