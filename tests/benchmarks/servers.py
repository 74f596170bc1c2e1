"""Servers under measurement: the dashboard and a bare page, with the same options."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lib.store.addresses import Address, LakeAddress

_ROOT = Path(__file__).parents[2]
_BARE = """import duckdb, pandas, streamlit as st
st.write("bare")
"""
_TOY = """import streamlit as st
values = [{"month": month, "value": month % 7} for month in range(46)]
mark = {"data": {"values": values}, "mark": "line", "encoding": {
    "x": {"field": "month", "type": "quantitative"},
    "y": {"field": "value", "type": "quantitative"}}}
for _ in range(int(st.query_params["charts"])):
    st.vega_lite_chart({"layer": [mark, {**mark, "mark": "point"}]}, theme=None)
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A server under measurement."""

    port: int
    pid: int
    database: Address | None = None

    def cpu_seconds(self) -> float:
        """Return the processor time that the server has used so far, to the nanosecond.

        Notes
        -----
        The number of the clock of another process is that of ``clock_getcpuclockid`` in Linux;
        ``/proc`` counts in hundredths of a second, too coarse for a bare page.
        """
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory_megabytes(self) -> float:
        """Return the memory that the server holds now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextlib.contextmanager
def dashboard(database: Address) -> Iterator[Running]:
    """Serve the dashboard on a database file or on a lake, once its uploads are verified.

    Notes
    -----
    After a start every upload is compared with its record beside the readers: seconds of
    processor time among ten million facts, which are no reader's.
    """
    where = {"TANDEM_DATABASE": str(database)}
    if isinstance(database, LakeAddress):
        where = {"TANDEM_DATABASE": database.catalog, "TANDEM_DATA_PATH": database.data_path}
    with _serve(_ROOT, {**where, "TANDEM_DEMO": "1"}) as running:
        _verified(running)
        yield replace(running, database=database)


@contextlib.contextmanager
def bare_page(folder: Path) -> Iterator[Running]:
    """Serve one line, with the dashboard's options, packages and collection habits."""
    with _script(folder, _BARE) as running:
        yield running


@contextlib.contextmanager
def toy_page(folder: Path) -> Iterator[Running]:
    """Serve a page of plain charts, as many as its address says, with the same options."""
    with _script(folder, _TOY) as running:
        yield running


@contextlib.contextmanager
def _script(folder: Path, text: str) -> Iterator[Running]:
    (folder / ".streamlit").mkdir(parents=True, exist_ok=True)
    shutil.copy(_ROOT / ".streamlit" / "config.toml", folder / ".streamlit" / "config.toml")
    (folder / "app.py").write_text(text, encoding="utf-8")
    with _serve(folder, {"STREAMLIT_RUNNER_POST_SCRIPT_GC": "false"}) as running:
        yield running


@contextlib.contextmanager
def _serve(folder: Path, environment: dict[str, str]) -> Iterator[Running]:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(_ROOT), **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Running(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _verified(running: Running) -> None:
    address = f"http://127.0.0.1:{running.port}/healthz"
    for _ in range(1_200):
        with urllib.request.urlopen(address, timeout=10) as answer:
            state = json.load(answer)["uploads"]
        if state != "checking":
            break
        time.sleep(0.1)
    if state != "sound":
        msg = f"the uploads under measurement are {state}"
        raise RuntimeError(msg)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(1_200):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{port}/_stcore/health"
            if urllib.request.urlopen(address, timeout=1).status == 200:
                return
        time.sleep(0.1)
    msg = "the server under measurement did not start"
    raise RuntimeError(msg)
