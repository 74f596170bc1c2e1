"""Crash test: kill a server while three users upload; no acknowledged upload may be lost.

Uploads are sent as a scheduled load does: by a command that the server with the open file runs.
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

USERS = 3
_KILL_WITHIN = 1.5  # seconds after the first answer


@dataclass
class ServerCrashRun:
    """Uploads acknowledged by the killed servers, and faults result after each kill."""

    kills: int = 0
    acknowledged: dict[int, int] = field(default_factory=dict)
    slowest_open: float = 0.0
    slowest_start: float = 0.0
    faults: list[str] = field(default_factory=list)


def run(folder, kills, seed):
    """Kill ``kills`` servers on one database, one after the other."""
    path, chance, result = Path(folder) / "company.duckdb", random.Random(seed), ServerCrashRun()
    for number in range(kills):
        result.acknowledged |= _killed_at_work(path, folder, chance, result)
        result.kills += 1
        _look(path, result, number)
    return result


def _killed_at_work(path, folder, chance, result):
    """Return the uploads, with their rows, that a server acknowledged before it was killed."""
    port, started = free_port(), time.monotonic()
    server, first, answers = start_dashboard(path, port), threading.Event(), {}
    try:
        health(port)
        result.slowest_start = max(result.slowest_start, time.monotonic() - started)
        with ThreadPoolExecutor(USERS) as users:
            for who in range(USERS):
                source = Path(folder) / f"{who}.csv"
                users.submit(_upload, path, source, random.Random(chance.random()), answers, first)
            first.wait(120)
            time.sleep(chance.random() * _KILL_WITHIN)
            server.kill()
    finally:
        server.kill()
        server.wait(120)
    if not answers:
        result.faults.append("the server took no upload")
    return answers


def _upload(path, source, chance, answers, first):
    """Upload until the server is gone."""
    while True:
        lines = [
            f"m{k % 3},{2015 + k // 36}-{k // 3 % 12 + 1:02},{chance.randint(500, 599)}"
            for k in range(chance.randint(1, 360))
        ]
        source.write_text("metric,period,value\n" + "\n".join(lines), encoding="utf-8")
        try:
            reply = hand_over(path, "load", _arguments(source))
        except StoreError:
            return
        if reply is None or reply.exit_code:
            return
        loaded = json.loads(reply.lines[0])
        answers[loaded["upload"]] = sum(loaded[what] for what in ("new", "restated", "identical"))
        first.set()


def _arguments(source):
    return {
        "files": [str(source)],
        "kind": "metric_value",
        "choose": [],
        "recipe": None,
        "author": "users",
        "json": True,
        "language": "en",
    }


def _look(path, result, number):
    """Open the file as the next server would, verify every upload, compare with the answers."""
    started = time.monotonic()
    database = Database(path)
    result.slowest_open = max(result.slowest_open, time.monotonic() - started)
    try:
        is_sound = verify(database).is_sound
        with database.reading() as connection:
            recorded = {upload.seq: upload.row_count for upload in list_uploads(connection)}
    finally:
        database.close()
    result.faults += faults_of(result.acknowledged, recorded, number, is_sound=is_sound)
    result.acknowledged = recorded


def faults_of(acknowledged, recorded, number, *, is_sound):
    """Return every difference between the acknowledgements and the database."""
    faults = [] if is_sound else [f"{number}: an upload is not as recorded"]
    for seq, rows in acknowledged.items():
        if recorded.get(seq) != rows:
            faults.append(
                f"{number}: {seq} was acknowledged with {rows} rows, has {recorded.get(seq)}"
            )
    if len(recorded) - len(acknowledged) > USERS:  # each has one upload in hand at most
        faults.append(
            f"{number}: {len(recorded) - len(acknowledged)} uploads were not acknowledged"
        )
    return faults


def main():
    """Run the test and print the result; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(folder, options.kills, options.seed)
    print(
        f"servers: seed {options.seed}, {result.kills} kills, {len(result.acknowledged)} "
        f"uploads recorded, slowest opening {result.slowest_open:.2f} s, slowest start of a server "
        f"{result.slowest_start:.2f} s, {len(result.faults)} faults"
    )
    print("\n".join(result.faults))
    return int(bool(result.faults) or result.slowest_open > 3)


if __name__ == "__main__":
    sys.exit(main())
