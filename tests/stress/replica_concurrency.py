"""Stress test: twelve uploaders and nine readers over three replicas of one lake.

Writers and readers are those of ``concurrency``, in three processes. Each upload is submitted
twice, to two replicas at about the same moment; it must be recorded once, under one number.
"""

import argparse
import contextlib
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from lib.store.database import Database
from tests.lakes import Lakes
from tests.postgres import why_absent
from tests.stress.concurrency import Observations, compare, set_up, work

REPLICAS = 3


def run(address, seconds, *, uploaders=12, readers=9, seed=0):
    """Run the writers and readers of every replica and compare what they observed with the lake."""
    database, seen = Database(address), Observations()
    try:
        set_up(database)
        with ProcessPoolExecutor(REPLICAS, multiprocessing.get_context("spawn")) as processes:
            futures = [
                processes.submit(_replica, address, seconds, names, readers // REPLICAS)
                for names in names_of(seed, uploaders)
            ]
            for future in futures:
                _add(seen, future.result())
        compare(database, seen)
    finally:
        database.close()
    return seen


def names_of(seed, uploaders):
    """Return the writers of each replica: each uploader writes through two replicas."""
    return [
        [
            (seed, number)
            for number in range(uploaders)
            if replica in (number % REPLICAS, (number + 1) % REPLICAS)
        ]
        for replica in range(REPLICAS)
    ]


def _replica(address, seconds, names, readers):
    """Work as one replica does, in a process of its own."""
    seen = Observations()
    with contextlib.closing(Database(address)) as database:
        work(database, seen, seconds, writers=names, readers=readers)
    return seen.acknowledged, seen.reads, seen.slowest_read, seen.faults


def _add(seen, result):
    acknowledged, reads, slowest, faults = result
    for key, seq in acknowledged.items():
        seen.acknowledge(key, seq)
    seen.reads += reads
    seen.slowest_read = max(seen.slowest_read, slowest)
    seen.faults += faults


def main():
    """Run the test and print the result; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--duration", type=float, default=600)
    options = parser.parse_args()
    reason = why_absent()
    if reason:
        print(reason)
        return 1
    with Lakes() as lakes:
        seen = run(lakes.new(), options.duration, seed=int(time.time()))
    print(
        f"{options.duration:.0f} s, 12 uploaders over {REPLICAS} replicas, each submission twice: "
        f"{len(seen.acknowledged)} uploads recorded once, {seen.reads} reads, slowest "
        f"{seen.slowest_read:.2f} s, {len(seen.faults)} faults"
    )
    print("\n".join(seen.faults[:20]))
    return int(bool(seen.faults))


if __name__ == "__main__":
    sys.exit(main())
