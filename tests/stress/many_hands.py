"""Eight writers and forty readers at once on one file.

Every upload gives all metrics one value for one month, so that a reader who sees two values in a
month has seen half an upload. Each submission is handed in twice at the same moment by two hands,
as a reader who clicks twice or a proxy that repeats a request would; it must be there once.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lib.domain.periods import add_months
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Source
from lib.store import reads
from lib.store.database import Database
from lib.store.integrity import verify
from lib.store.uploads import uploads
from lib.views.snapshot import snapshot
from tests.builders import FINGERPRINT, a_metric, submit_records

FIRST, MONTHS = date(2012, 1, 1), 120
METRICS = tuple(f"m{k}" for k in range(10))


@dataclass
class Hands:
    """What was promised and seen."""

    promised: dict[str, int] = field(default_factory=dict)
    reads: int = 0
    faults: list[str] = field(default_factory=list)
    slowest_read: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def promise(self, key, seq):
        """Note what one hand was told; the other hand of the same key must be told the same."""
        if self.promised.setdefault(key, seq) != seq:
            self.faults.append(f"{key} was kept twice")


def run(folder, seconds, *, writers=8, readers=40, seed=0):
    """Let every hand work for ``seconds`` and return what was seen, compared with what is there."""
    database, hands = Database(Path(folder) / "company.duckdb"), Hands()
    set_up(database)
    try:
        twice = [(seed, number) for number in range(writers) for _ in range(2)]
        work(database, hands, seconds, writers=twice, readers=readers)
        compare(database, hands)
    finally:
        database.close()
    return hands


def set_up(database):
    """Load the metrics that the hands give values to."""
    submit_records(database, *map(a_metric, METRICS), key="metrics", fingerprint=FINGERPRINT)


def work(database, hands, seconds, *, writers, readers):
    """Let hands work on one database: writers of the same name submit the same keys."""
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(len(writers) + readers) as pool:
        for name in writers:
            pool.submit(_watched, hands, _write, database, end, name)
        for _ in range(readers):
            pool.submit(_watched, hands, _read, database, end, None)


def _watched(hands, work, database, end, chosen):
    try:
        work(hands, database, end, chosen)
    except Exception as error:
        with hands.lock:
            hands.faults.append(f"{work.__name__}: {type(error).__name__}: {error}")


def _write(hands, database, end, chosen):
    chance, number = random.Random(repr(chosen)), 0
    while time.monotonic() < end:
        key, number = f"{chosen}-{number}", number + 1
        month, value = add_months(FIRST, chance.randrange(MONTHS)), chance.randint(500, 599)
        lines = "\n".join(f"{name};{month:%Y-%m};{value}" for name in METRICS)
        source = Source(f"{key}.csv", f"metric_id;period;value\n{lines}".encode())
        (loaded,) = load(database, [IncomingFile(source, key=key)], author="hands").files
        with hands.lock:
            if loaded.upload is None:
                hands.faults.append(f"{key} was not loaded: {loaded.report.verdict}")
            else:
                hands.promise(key, loaded.upload.seq)


def _read(hands, database, end, _chosen):
    while time.monotonic() < end:
        started = time.perf_counter()
        version = snapshot(database).version
        with database.reading() as connection:
            torn = torn_months(reads.metric_values(connection, list(METRICS)))
            torn |= torn_months(reads.metric_values(connection, list(METRICS), version=version))
        spent = time.perf_counter() - started
        with hands.lock:
            hands.reads += 1
            hands.slowest_read = max(hands.slowest_read, spent)
            hands.faults += [f"half an upload in {month} at {version}" for month in torn]
        time.sleep(0.05)


def torn_months(values):
    """Return the months in which the metrics do not agree."""
    by_month = {}
    for one in values:
        by_month.setdefault(one.period, []).append(one.value)
    return {
        month for month, held in by_month.items() if len(set(held)) > 1 or len(held) != len(METRICS)
    }


def compare(database, hands):
    """Add every difference between what was promised and what is there to the faults."""
    with database.reading() as connection:
        kept = {one.file_name: one.seq for one in uploads.list_uploads(connection)}
        count = len(uploads.list_uploads(connection))
    for key, seq in hands.promised.items():
        if kept.get(f"{key}.csv") != seq:
            hands.faults.append(f"{key} was promised as {seq}, stands as {kept.get(f'{key}.csv')}")
    if count != len(hands.promised) + 1:
        hands.faults.append(f"{count - 1} uploads for {len(hands.promised)} promised")
    if not verify(database).is_sound:
        hands.faults.append("an upload is not as recorded")


def main():
    """Run the trial and say what was found; 1 where anything was wrong."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=600)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hands = run(folder, chosen.seconds, seed=int(time.time()))
    print(
        f"{chosen.seconds:.0f} s, 8 writers twice, 40 readers: {len(hands.promised)} uploads kept "
        f"once, {hands.reads} reads, slowest {hands.slowest_read:.2f} s, {len(hands.faults)} faults"
    )
    print("\n".join(hands.faults[:20]))
    return int(bool(hands.faults))


if __name__ == "__main__":
    sys.exit(main())
