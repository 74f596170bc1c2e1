"""Soak test: thousands of sessions over half an hour, with uploads; resources must stay flat."""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from lib.domain.pages import PAGE_NAMES
from tests.benchmarks.servers import Running, dashboard
from tests.benchmarks.sessions import open_page

UPLOADS = 10
WINDOWS = 10
WARM_UP = 0.2
"""Share of the time in which memory fills with what is cached for all readers."""

MOST_GROWTH = {"memory": 1.10, "handles": 1.15, "threads": 1.25, "latency": 1.5}
"""Largest allowed ratio of the last windows to the first ones."""


@dataclass(frozen=True)
class Sample:
    """Resources of the server and waiting time of its readers in one window of time."""

    memory: float
    handles: float
    threads: float
    latency: float


def run(folder, sessions, seconds, *, uploads=UPLOADS, report=lambda _: None):
    """Open ``sessions`` pages over ``seconds`` and return a sample a window, and every failure."""
    with dashboard(Path(folder) / "company.duckdb") as server:
        chance, failures, samples = random.Random(sessions), [], []
        loading = threading.Thread(target=_upload, args=(server, seconds, uploads, failures))
        loading.start()
        started = time.monotonic()
        waits = []
        for number in range(sessions):
            time.sleep(max(0.0, started + number * seconds / sessions - time.monotonic()))
            page = chance.choice(PAGE_NAMES)
            opened = open_page(server.port, "" if page == "overview" else page, "lang=fr")
            waits.append(opened.seconds)
            if opened.failed:
                failures.append(f"session {number}: {page} showed an exception")
            if (number + 1) % max(1, sessions // WINDOWS) == 0:
                samples.append(_sample(server, waits))
                report(f"{number + 1} sessions: {samples[-1]}")
                waits = []
        loading.join()
    return samples, failures


def growth(samples):
    """Return the ratio of the last windows to the first ones after the warm-up, by measure."""
    warm = samples[int(len(samples) * WARM_UP) :]
    part = max(1, len(warm) // 3)
    return {
        name: statistics.median(getattr(sample, name) for sample in warm[-part:])
        / statistics.median(getattr(sample, name) for sample in warm[:part])
        for name in MOST_GROWTH
    }


def _sample(server: Running, waits):
    folder = Path(f"/proc/{server.pid}")
    return Sample(
        memory=server.memory_megabytes(),
        handles=len(list((folder / "fd").iterdir())),
        threads=len(list((folder / "task").iterdir())),
        latency=statistics.median(waits),
    )


def _upload(server, seconds, uploads, failures):
    """Load a month again and again, each time a little different."""
    path = server.database.with_name("restated.csv")
    for number in range(uploads):
        time.sleep(seconds / (uploads + 1))
        path.write_text(
            f"metric_id;period;value\natelier_pro_churn;2026-10;2,{40 + number}\n", encoding="utf-8"
        )
        done = subprocess.run(
            [sys.executable, "-m", "lib", "load", path, "--kind", "metric_value"],
            env={**os.environ, "TANDEM_DATABASE": str(server.database)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            failures.append(f"upload {number}: {done.stdout}{done.stderr}")


def main():
    """Run the test and print the result; 1 where something failed or grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples, failures = run(folder, options.sessions, options.minutes * 60, report=print)
    grown = growth(samples)
    print(
        f"{options.sessions} sessions, {UPLOADS} uploads, {len(failures)} failures; last ÷ first:"
    )
    print(", ".join(f"{name} {times:.2f}×" for name, times in grown.items()))
    print("\n".join(failures[:20]))
    return int(bool(failures) or any(grown[name] > most for name, most in MOST_GROWTH.items()))


if __name__ == "__main__":
    sys.exit(main())
