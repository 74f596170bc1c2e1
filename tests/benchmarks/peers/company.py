"""The company that every tool shows: twelve pairs over sixty months, eight of them on tiles."""

import csv
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

import numpy as np

from lib.domain.periods import add_months, month_key

PAIRS, MONTHS, TILES = 12, 60, 8
LAST = date(2026, 10, 1)
_MEASURE = ("growth", "index", 2, "up")
_COLUMNS = ("pair", "metric", "name", "side", "month", "value", "target")


@dataclass(frozen=True)
class Row:
    """One metric in one month, as the file of every tool has it."""

    pair: str
    metric: str
    name: str
    side: str
    month: str
    value: float
    target: float


def rows(pairs=PAIRS, months=MONTHS):
    """Return the numbers: linked in two pairs of three, on a trend with seasons and noise."""
    chance = np.random.default_rng(12)
    first, rows_written = add_months(LAST, 1 - months), []
    for number in range(1, pairs + 1):
        cause = chance.normal(0, 3, months)
        linked = 0.9 if number % 3 else 0.0
        moves = {"product": cause, "business": linked * cause + chance.normal(0, 1, months)}
        for side, move in moves.items():
            base, slope = 40 + 3 * number, chance.uniform(0.05, 0.2)
            trend = base + slope * np.arange(months) + 2 * np.sin(np.arange(months) * np.pi / 6)
            metric = f"{side}_{number:02}"
            rows_written += [
                Row(
                    pair=f"P{number:02}",
                    metric=metric,
                    name=f"{side.capitalize()} metric {number}",
                    side=side,
                    month=f"{month_key(add_months(first, at))}-01",
                    value=round(float(trend[at] + move[at]), 2),
                    target=round(base + slope * at + 1, 2),
                )
                for at in range(months)
            ]
    return rows_written


def write_csv(path, rows_written):
    """Write the one file that every peer reads."""
    _write(path, _COLUMNS, [[getattr(row, name) for name in _COLUMNS] for row in rows_written])


def write_uploads(folder, rows_written):
    """Write the same numbers as the files that Tandem is given, and return them in order."""
    metrics = {row.metric: row for row in rows_written}
    names = {row.pair for row in rows_written}
    common = {f"business_{number:02}" for number in range(1, TILES + 1)}
    tables = {
        "metric": (
            "metric_id,name_fr,name_en,kind,family,unit,decimals,direction,common_kpi",
            [
                [row.metric, row.name, row.name, row.side, *_MEASURE, str(row.metric in common)]
                for row in metrics.values()
            ],
        ),
        "metric_value": (
            "metric_id,period,value",
            [[row.metric, row.month, row.value] for row in rows_written],
        ),
        "metric_target": (
            "metric_id,period,value,version,set_on",
            [[row.metric, row.month, row.target, 1, row.month] for row in rows_written],
        ),
        "metric_pair": (
            "pair_id,product_metric_id,business_metric_id,expected_sign,lag_months,declared_on",
            [
                [pair, f"product_{pair[1:]}", f"business_{pair[1:]}", 1, 0, "2021-06-01"]
                for pair in sorted(names)
            ],
        ),
    }
    files = []
    for kind, (header, lines) in tables.items():
        files.append((kind, folder / f"{kind}.csv"))
        _write(files[-1][1], header.split(","), lines)
    return files


def load_tandem(folder, environment):
    """Load the company through the command that anybody loads a file with."""
    for kind, path in write_uploads(folder, rows()):
        words = [sys.executable, "-m", "lib", "load", path, "--kind", kind, "--author", "campaign"]
        subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)


def _write(path, header, lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(lines)
