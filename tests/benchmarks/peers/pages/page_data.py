"""What every page reads, with pandas as their manuals do: one file, found by its date."""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd

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
    return {
        pair: {side: rows.to_dict("records") for side, rows in sides.groupby("side", sort=False)}
        for pair, sides in pd.read_csv(PLACE).groupby("pair", sort=False)
    }


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
