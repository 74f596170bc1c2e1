"""Twelve uploaders over three replicas of one lake, readers beside them.

The hands are those of ``many_hands``, in three processes. Each submission is handed in twice, to
two replicas at about the same moment; it must be there once, under one number.
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
from tests.stress.many_hands import Hands, compare, set_up, work

REPLICAS = 3


def run(address, seconds, *, uploaders=12, readers=9, seed=0):
    """Let the hands of every replica work and return what all saw, compared with what is there."""
    database, hands = Database(address), Hands()
    try:
        set_up(database)
        with ProcessPoolExecutor(REPLICAS, multiprocessing.get_context("spawn")) as processes:
            asked = [
                processes.submit(_replica, address, seconds, names, readers // REPLICAS)
                for names in names_of(seed, uploaders)
            ]
            for found in asked:
                _add(hands, found.result())
        compare(database, hands)
    finally:
        database.close()
    return hands


def names_of(seed, uploaders):
    """Return the hands of each replica: those of an uploader are in two replicas."""
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
    hands = Hands()
    with contextlib.closing(Database(address)) as database:
        work(database, hands, seconds, writers=names, readers=readers)
    return hands.promised, hands.reads, hands.slowest_read, hands.faults


def _add(hands, found):
    promised, reads, slowest, faults = found
    for key, seq in promised.items():
        hands.promise(key, seq)
    hands.reads += reads
    hands.slowest_read = max(hands.slowest_read, slowest)
    hands.faults += faults


def main():
    """Run the trial and say what was found; 1 where anything was wrong."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=600)
    chosen = words.parse_args()
    reason = why_absent()
    if reason:
        print(reason)
        return 1
    with Lakes() as lakes:
        hands = run(lakes.new(), chosen.seconds, seed=int(time.time()))
    print(
        f"{chosen.seconds:.0f} s, 12 uploaders over {REPLICAS} replicas, each submission twice: "
        f"{len(hands.promised)} uploads kept once, {hands.reads} reads, slowest "
        f"{hands.slowest_read:.2f} s, {len(hands.faults)} faults"
    )
    print("\n".join(hands.faults[:20]))
    return int(bool(hands.faults))


if __name__ == "__main__":
    sys.exit(main())
