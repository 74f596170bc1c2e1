"""Crash test: kill a process at random moments and check that no acknowledged write is lost.

A child opens the database and works: uploads, edits, undos, backups. It writes each acknowledgement
to a pipe and is killed without warning. Another child opens the file, verifies every upload and
reports its state. No acknowledged write may be missing, and none may be partial.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sys
import time
import uuid
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from lib.domain.metrics import MetricValue
from lib.domain.periods import add_months
from lib.ingest.edits import record_edit
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Source
from lib.store import named_queries, reads
from lib.store.backup.backups import backup
from lib.store.backup.restore import restore
from lib.store.database import Database
from lib.store.integrity import verify
from lib.store.uploads import uploads
from tests.builders import FINGERPRINT, a_metric, submit_records

FIRST = date(2012, 1, 1)
ACTIONS = ("upload", "upload", "upload", "edit", "undo", "redo", "backup")
_KILL_WITHIN = 0.6  # seconds after the child has opened the file


@dataclass
class CrashRun:
    """Result of a series of kills."""

    kills: int = 0
    uploads: int = 0
    slowest_start: float = 0.0
    faults: list[str] = field(default_factory=list)


def run(folder, kills, seed, report=lambda _: None):
    """Kill ``kills`` children at work on one database and return the result."""
    path, chance, result = Path(folder) / "company.duckdb", random.Random(seed), CrashRun()
    _in_child(lambda _: _prepare(path))
    promised = {"uploads": {"1": 3}, "undone": set()}
    for number in range(kills):
        before = number % 5 == 4  # now and then while it opens and migrates
        acknowledged = _killed_at_work(path, chance, is_opening=before)
        promised = _after(promised, acknowledged)
        state = _in_child(lambda tell: tell(_look(path)))[0]
        result.kills += 1
        result.uploads = len(promised.get("uploads", {}))
        result.slowest_start = max(result.slowest_start, state["seconds"])
        result.faults += faults_of(promised, state, acknowledged, number)
        promised = _as_found(promised, state)
        if number % 20 == 19:
            report(f"{result.kills} kills, {result.uploads} uploads, {len(result.faults)} faults")
    return result


def run_migrations(folder, kills, seed, file_of_release):
    """Kill children while they bring the file of an earlier release up to date."""
    chance, result, folder = random.Random(seed), CrashRun(), Path(folder)
    for number in range(kills):
        path = folder / f"former_{number}.duckdb"
        former = chance.randrange(1, named_queries.migrations()[-1][0])
        _in_child(lambda _, path=path, former=former: file_of_release(path, former))
        acknowledged = _killed_at_work(path, chance, is_opening=True, actions=["upload"])
        state = _in_child(lambda tell, path=path: tell(_look(path)))[0]
        result.kills += 1
        result.slowest_start = max(result.slowest_start, state["seconds"])
        promised = _after({"uploads": {"1": 1}}, acknowledged)
        result.faults += faults_of(promised, state, acknowledged, number)
        for left in folder.glob(f"{path.name}*"):
            left.unlink() if left.is_file() else shutil.rmtree(left)
    return result


def _prepare(path):
    database = Database(path)
    submit_records(
        database, *(a_metric(f"m{k}") for k in range(3)), key="metrics", fingerprint=FINGERPRINT
    )
    database.close()


def _killed_at_work(path, chance, *, is_opening, actions=ACTIONS):
    """Return what a child acknowledged before it was killed."""
    seed, reading, writing = chance.random(), *os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            _work(path, random.Random(seed), actions, lambda act: _tell(writing, act))
        os._exit(1)  # reached only where the work itself failed
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        if not is_opening:
            pipe.readline()  # it is open
        time.sleep(chance.random() * _KILL_WITHIN)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lines = pipe.read().splitlines()
    acts = [json.loads(line) for line in lines if line.endswith(b"}")]
    if not os.WIFSIGNALED(status):
        acts.append({"act": "failed", "why": acts[-1] if acts else "nothing was said"})
    return [act for act in acts if act["act"] != "open"]


def _tell(pipe, act):
    os.write(pipe, json.dumps(act).encode() + b"\n")


def _in_child(work):
    """Run ``work`` in a child, so that this process opens no database, and return its report."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            work(lambda act: _tell(writing, act))
            code = 0
        except BaseException as error:
            _tell(writing, {"seconds": 0.0, "error": f"{type(error).__name__}: {error}"})
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    return [json.loads(line) for line in lines]


def _work(path, chance, actions, tell):
    database = Database(path)
    tell({"act": "open"})
    while True:
        act = chance.choice(actions)
        try:
            done = globals()[f"_{act}"](database, chance)
        except Exception as error:
            tell({"act": "failed", "why": f"{act}: {type(error).__name__}: {error}"})
            raise
        if done is not None:
            tell({"act": act, **done})


def _upload(database, chance):
    """Load a file as the page does."""
    key, count = uuid.uuid4().hex, chance.randint(1, 400)
    lines = [
        f"m{k % 3};{add_months(FIRST, k // 3):%Y-%m};{'s' * (k % 2)};{chance.randint(500, 599)}"
        for k in range(count)
    ]
    text = "metric_id;period;segment;value\n" + "\n".join(lines)
    file = IncomingFile(Source(f"{key}.csv", text.encode()), key=key)
    (result,) = load(database, [file], author="crash").files
    upload = result.upload
    if upload is None:
        raise AssertionError(result.report)
    return {"seq": upload.seq, "rows": upload.row_count}


def _edit(database, chance):
    key = uuid.uuid4().hex
    value = MetricValue(metric_id="m0", period=FIRST, segment=key, value=500 + chance.random())
    upload = record_edit(database, value, author="crash", reason="run", idempotency_key=key)
    return {"seq": upload.seq, "rows": upload.row_count}


def _undo(database, chance):
    with database.reading() as connection:
        present = [upload for upload in uploads.list_uploads(connection) if not upload.is_undone]
    present = [upload for upload in present if upload.kind != "metric"]
    if not present:
        return None
    chosen = chance.choice(present)
    uploads.undo(database, chosen.seq, author="crash")
    return {"seq": chosen.seq}


def _redo(database, chance):
    with database.reading() as connection:
        present = [upload for upload in uploads.list_uploads(connection) if upload.is_undone]
    if not present:
        return None
    chosen = chance.choice(present)
    uploads.redo(database, chosen.seq, author="crash")
    return {"seq": chosen.seq}


def _backup(database, chance):
    if chance.random() < 0.5:  # it takes longer than the rest
        return None
    written = backup(database, database.path.with_suffix(".backup"), keep=1)
    return {"rows": sum(proof.rows for proof in written.tables)}


def _look(path):
    """Open the file, verify every upload and return its state."""
    started = time.perf_counter()
    database = Database(path)
    seconds = time.perf_counter() - started
    try:
        state = verify(database)
        with database.reading() as connection:
            listed = uploads.list_uploads(connection)
            version = uploads.data_version(connection)
            ids = [f"m{k}" for k in range(3)]
            now = sorted(map(repr, reads.metric_values(connection, ids)))
            then = sorted(map(repr, reads.metric_values(connection, ids, version=version)))
    finally:
        database.close()
    copy = path.with_suffix(".backup")
    restored = _restored(copy, path.with_name("restored.duckdb")) if copy.exists() else True
    return {
        "seconds": seconds,
        "is_sound": state.is_sound and now == then and restored,
        "uploads": {str(upload.seq): upload.row_count for upload in listed},
        "undone": sorted(str(upload.seq) for upload in listed if upload.is_undone),
    }


def _restored(copy, place):
    """Whether a backup, as the kill left it, can be restored."""
    for left in place.parent.glob(f"{place.name}*"):
        left.unlink()
    restore(place, copy)
    return place.exists()


def _after(promised, acknowledged):
    """Return what must be there after acts were acknowledged."""
    present, undone = dict(promised.get("uploads", {})), set(promised.get("undone", ()))
    for act in acknowledged:
        if act["act"] in ("upload", "edit"):
            present[str(act["seq"])] = act["rows"]
        elif act["act"] == "undo":
            undone.add(str(act["seq"]))
        elif act["act"] == "redo":
            undone.discard(str(act["seq"]))
    return {"uploads": present, "undone": undone}


def _as_found(promised, state):
    """Return what must be there from now on, unacknowledged but successful writes included."""
    if "error" in state:
        return promised
    return {"uploads": dict(state["uploads"]), "undone": set(state["undone"])}


def faults_of(promised, state, acknowledged, number):
    """Return every difference between what was promised and what is there."""
    faults = [f"{number}: {act['why']}" for act in acknowledged if act["act"] == "failed"]
    if "error" in state:
        return [*faults, f"{number}: not opened: {state['error']}"]
    if not state["is_sound"]:
        faults.append(f"{number}: an upload, a view or a backup is not as recorded")
    present = state["uploads"]
    for key, rows in promised["uploads"].items():
        if present.get(key) != rows:
            faults.append(f"{number}: {key} was promised {rows} rows, has {present.get(key)}")
    more = len(state["uploads"]) - len(promised["uploads"])
    if more > 1:  # one write can succeed without its acknowledgement having arrived
        faults.append(f"{number}: {more} uploads were not acknowledged")
    if len(set(state["undone"]) ^ promised["undone"]) > 1:
        faults.append(f"{number}: undone {state['undone']} instead of {promised['undone']}")
    return faults


def main():
    """Run the crash test and print the result; 1 where anything was lost."""
    from tests.store.test_migrations import file_of_release

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=400)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    at_work = run(options.folder, options.kills, options.seed, report=print)
    migrated = run_migrations(options.folder, options.kills // 4, options.seed, file_of_release)
    for name, result in (("work", at_work), ("migration", migrated)):
        print(
            f"{name}: seed {options.seed}, {result.kills} kills, {result.uploads} uploads, slowest "
            f"start {result.slowest_start:.2f} s, {len(result.faults)} faults"
        )
        print("\n".join(result.faults))
    return int(bool(at_work.faults or migrated.faults))


if __name__ == "__main__":
    sys.exit(main())
