"""Kills a whole server while three people upload to it, and compares what is left with the answers.

The uploads go in as a scheduled load does: a command that the server which holds the file runs.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from lib.cli.remote import hand_over
from lib.errors import StoreError
from lib.store.database import Database
from lib.store.integrity import verify
from lib.store.uploads.uploads import list_uploads
from tests.serving import free_port, health, start_dashboard

PEOPLE = 3
_KILL_WITHIN = 1.5  # seconds after the first answer


@dataclass
class Kills:
    """What was promised by the servers that were killed, and what was found after each."""

    kills: int = 0
    promised: dict[int, int] = field(default_factory=dict)
    slowest_open: float = 0.0
    slowest_start: float = 0.0
    faults: list[str] = field(default_factory=list)


def run(folder, kills, seed):
    """Kill ``kills`` servers on one database, one after the other."""
    path, chance, found = Path(folder) / "company.duckdb", random.Random(seed), Kills()
    for number in range(kills):
        found.promised |= _killed_at_work(path, folder, chance, found)
        found.kills += 1
        _look(path, found, number)
    return found


def _killed_at_work(path, folder, chance, found):
    """Return the uploads, with their rows, that a server acknowledged before it was killed."""
    port, started = free_port(), time.monotonic()
    server, first, told = start_dashboard(path, port), threading.Event(), {}
    try:
        health(port)
        found.slowest_start = max(found.slowest_start, time.monotonic() - started)
        with ThreadPoolExecutor(PEOPLE) as people:
            for who in range(PEOPLE):
                source = Path(folder) / f"{who}.csv"
                people.submit(_upload, path, source, random.Random(chance.random()), told, first)
            first.wait(20)
            time.sleep(chance.random() * _KILL_WITHIN)
            server.kill()
    finally:
        server.kill()
        server.wait(10)
    if not told:
        found.faults.append("the server took no upload")
    return told


def _upload(path, source, chance, told, first):
    """Upload until the server is gone."""
    while True:
        lines = [
            f"m{k % 3},{2015 + k // 36}-{k // 3 % 12 + 1:02},{chance.randint(500, 599)}"
            for k in range(chance.randint(1, 360))
        ]
        source.write_text("metric,period,value\n" + "\n".join(lines), encoding="utf-8")
        try:
            said = hand_over(path, "load", _arguments(source))
        except StoreError:
            return
        if said is None or said.exit_code:
            return
        loaded = json.loads(said.lines[0])
        told[loaded["upload"]] = sum(loaded[what] for what in ("new", "restated", "identical"))
        first.set()


def _arguments(source):
    return {
        "files": [str(source)],
        "kind": "metric_value",
        "choose": [],
        "recipe": None,
        "author": "people",
        "json": True,
        "language": "en",
    }


def _look(path, found, number):
    """Open the file as the next server would, prove every upload, compare with what was told."""
    started = time.monotonic()
    database = Database(path)
    found.slowest_open = max(found.slowest_open, time.monotonic() - started)
    try:
        is_sound = verify(database).is_sound
        with database.reading() as connection:
            held = {one.seq: one.row_count for one in list_uploads(connection)}
    finally:
        database.close()
    found.faults += faults_of(found.promised, held, number, is_sound=is_sound)
    found.promised = held


def faults_of(promised, held, number, *, is_sound):
    """Return every difference between what was promised and what is there."""
    faults = [] if is_sound else [f"{number}: an upload is not as recorded"]
    for seq, rows in promised.items():
        if held.get(seq) != rows:
            faults.append(f"{number}: {seq} was promised {rows} rows, has {held.get(seq)}")
    if len(held) - len(promised) > PEOPLE:  # each has one upload in hand at most
        faults.append(f"{number}: {len(held) - len(promised)} uploads nobody was promised")
    return faults


def main():
    """Run the trial and say what was found; 1 where anything was lost."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=10)
    words.add_argument("--seed", type=int, default=int(time.time()))
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(folder, chosen.kills, chosen.seed)
    print(
        f"servers: seed {chosen.seed}, {found.kills} kills, {len(found.promised)} uploads kept, "
        f"slowest opening {found.slowest_open:.2f} s, slowest start of a server "
        f"{found.slowest_start:.2f} s, {len(found.faults)} faults"
    )
    print("\n".join(found.faults))
    return int(bool(found.faults) or found.slowest_open > 3)


if __name__ == "__main__":
    sys.exit(main())
