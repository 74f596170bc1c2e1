"""Kills a process at random moments of its work and compares what is left with what it was told.

A child opens the database and works: uploads, edits, undos, backups. It writes each thing it was
promised to a pipe, and is killed without warning. Another child opens the file, proves every upload
and says what it found. Nothing acknowledged may be missing, nothing may be half there.
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
class Trial:
    """What one run of trials was promised and found."""

    kills: int = 0
    kept: int = 0
    unfinished: int = 0
    slowest_start: float = 0.0
    faults: list[str] = field(default_factory=list)


def run(folder, kills, seed, tell=lambda _: None):
    """Kill ``kills`` children at work on one database and return what was found."""
    path, chance, trial = Path(folder) / "company.duckdb", random.Random(seed), Trial()
    _in_child(lambda _: _prepare(path))
    promised = {"uploads": {"1": 3}, "undone": set()}
    for number in range(kills):
        before = number % 5 == 4  # now and then while it opens and migrates
        acknowledged = _killed_at_work(path, chance, is_opening=before)
        promised = _after(promised, acknowledged)
        found = _in_child(lambda told: told(_look(path)))[0]
        trial.kills += 1
        trial.kept = len(promised.get("uploads", {}))
        trial.slowest_start = max(trial.slowest_start, found["seconds"])
        trial.faults += faults_of(promised, found, acknowledged, number)
        promised = _as_found(promised, found)
        if number % 20 == 19:
            tell(f"{trial.kills} kills, {trial.kept} uploads, {len(trial.faults)} faults")
    return trial


def run_migrations(folder, kills, seed, file_of_release):
    """Kill children while they bring the file of an earlier release up to date."""
    chance, trial, folder = random.Random(seed), Trial(), Path(folder)
    for number in range(kills):
        path = folder / f"former_{number}.duckdb"
        former = chance.randrange(1, named_queries.migrations()[-1][0])
        _in_child(lambda _, path=path, former=former: file_of_release(path, former))
        acknowledged = _killed_at_work(path, chance, is_opening=True, actions=["upload"])
        found = _in_child(lambda told, path=path: told(_look(path)))[0]
        trial.kills += 1
        trial.slowest_start = max(trial.slowest_start, found["seconds"])
        promised = _after({"uploads": {"1": 1}}, acknowledged)
        trial.faults += faults_of(promised, found, acknowledged, number)
        for left in folder.glob(f"{path.name}*"):
            left.unlink() if left.is_file() else shutil.rmtree(left)
    return trial


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
    """Do ``work`` in a child and return what it told, so that this process opens no database."""
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


def _work(path, chance, actions, told):
    database = Database(path)
    told({"act": "open"})
    while True:
        act = chance.choice(actions)
        try:
            done = globals()[f"_{act}"](database, chance)
        except Exception as error:
            told({"act": "failed", "why": f"{act}: {type(error).__name__}: {error}"})
            raise
        if done is not None:
            told({"act": act, **done})


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
    upload = record_edit(database, value, author="crash", reason="trial", idempotency_key=key)
    return {"seq": upload.seq, "rows": upload.row_count}


def _undo(database, chance):
    with database.reading() as connection:
        held = [one for one in uploads.list_uploads(connection) if not one.is_undone]
    held = [one for one in held if one.kind != "metric"]
    if not held:
        return None
    chosen = chance.choice(held)
    uploads.undo(database, chosen.seq, author="crash")
    return {"seq": chosen.seq}


def _redo(database, chance):
    with database.reading() as connection:
        held = [one for one in uploads.list_uploads(connection) if one.is_undone]
    if not held:
        return None
    chosen = chance.choice(held)
    uploads.redo(database, chosen.seq, author="crash")
    return {"seq": chosen.seq}


def _backup(database, chance):
    if chance.random() < 0.5:  # it takes longer than the rest
        return None
    written = backup(database, database.path.with_suffix(".backup"), kept=1)
    return {"rows": sum(proof.rows for proof in written.tables)}


def _look(path):
    """Open the file, prove every upload and say what is there."""
    started = time.perf_counter()
    database = Database(path)
    seconds = time.perf_counter() - started
    try:
        found = verify(database)
        with database.reading() as connection:
            known = uploads.list_uploads(connection)
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
        "is_sound": found.is_sound and now == then and restored,
        "uploads": {str(one.seq): one.row_count for one in known},
        "undone": sorted(str(one.seq) for one in known if one.is_undone),
    }


def _restored(copy, place):
    """Whether a backup, as the kill left it, proves itself equal in an empty place."""
    for left in place.parent.glob(f"{place.name}*"):
        left.unlink()
    restore(place, copy)
    return place.exists()


def _after(promised, acknowledged):
    """Return what must be there after acts were acknowledged."""
    held, undone = dict(promised.get("uploads", {})), set(promised.get("undone", ()))
    for act in acknowledged:
        if act["act"] in ("upload", "edit"):
            held[str(act["seq"])] = act["rows"]
        elif act["act"] == "undo":
            undone.add(str(act["seq"]))
        elif act["act"] == "redo":
            undone.discard(str(act["seq"]))
    return {"uploads": held, "undone": undone}


def _as_found(promised, found):
    """Return what must be there from now on: what was in the making and got through, too."""
    if "error" in found:
        return promised
    return {"uploads": dict(found["uploads"]), "undone": set(found["undone"])}


def faults_of(promised, found, acknowledged, number):
    """Return every difference between what was promised and what is there."""
    faults = [f"{number}: {act['why']}" for act in acknowledged if act["act"] == "failed"]
    if "error" in found:
        return [*faults, f"{number}: not opened: {found['error']}"]
    if not found["is_sound"]:
        faults.append(f"{number}: an upload, a view or a backup is not as recorded")
    held = found["uploads"]
    for key, rows in promised["uploads"].items():
        if held.get(key) != rows:
            faults.append(f"{number}: {key} was promised {rows} rows, has {held.get(key)}")
    more = len(found["uploads"]) - len(promised["uploads"])
    if more > 1:  # one act can be kept without its word having come through
        faults.append(f"{number}: {more} uploads nobody was promised")
    if len(set(found["undone"]) ^ promised["undone"]) > 1:
        faults.append(f"{number}: undone {found['undone']} instead of {promised['undone']}")
    return faults


def main():
    """Run the whole trial and say what was found; 1 where anything was lost."""
    from tests.store.test_migrations import file_of_release

    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=400)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("folder", type=Path)
    chosen = words.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    at_work = run(chosen.folder, chosen.kills, chosen.seed, tell=print)
    migrated = run_migrations(chosen.folder, chosen.kills // 4, chosen.seed, file_of_release)
    for name, trial in (("work", at_work), ("migration", migrated)):
        print(
            f"{name}: seed {chosen.seed}, {trial.kills} kills, {trial.kept} uploads kept, slowest "
            f"start {trial.slowest_start:.2f} s, {len(trial.faults)} faults"
        )
        print("\n".join(trial.faults))
    return int(bool(at_work.faults or migrated.faults))


if __name__ == "__main__":
    sys.exit(main())
