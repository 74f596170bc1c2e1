"""What every page reads: the one file, told by its date so that a new one is seen."""

import csv
import os
from functools import lru_cache
from pathlib import Path

PLACE = Path(os.environ.get("PEERS_CSV", "company.csv"))
TILES = int(os.environ.get("PEERS_TILES", "8"))
SIDES = ("product", "business")
BLUE, GREY = "#0B5F94", "#566270"


def dated():
    """Return the date of the file: the key of every cache."""
    return PLACE.stat().st_mtime_ns


@lru_cache(maxsize=2)
def read(_):
    """Return the lines of each side of each pair, in the order of the file."""
    pairs = {}
    with PLACE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sides = pairs.setdefault(row["pair"], {side: [] for side in SIDES})
            value, target = float(row["value"]), float(row["target"])
            sides[row["side"]].append({**row, "value": value, "target": target})
    return pairs


def tiles(pairs):
    """Return the first business metrics: name, last value, change on the month before."""
    lines = [sides["business"] for sides in pairs.values()][:TILES]
    return [
        (rows[-1]["name"], rows[-1]["value"], rows[-1]["value"] - rows[-2]["value"])
        for rows in lines
    ]


def columns(rows):
    """Return the months, the values and the targets of one metric."""
    return tuple([row[name] for row in rows] for name in ("month", "value", "target"))
