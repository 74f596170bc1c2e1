"""Error rates of signals, counted on quiet metrics and on planted months."""

import numpy as np

from lib.statistics.calibration_table import Rate
from lib.statistics.preparation import Array
from lib.statistics.signals import classical_limits, find_signals
from tests.calibration.cells import Cell, share
from tests.calibration.simulation import QUIET

_OFF = 4.0
_LASTING = 3.0
_TOGETHER = 3


def rates_of_signals(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a last month is flagged: quiet, off by 4 deviations, or lastingly moved."""
    quiet = [QUIET[cell.family](cell.generator(at), cell.length) for at in range(cell.replicates)]
    return cell.rates(
        false_flag=share(_flagged(values) for values in quiet),
        found_month=share(_flagged(_moved(values, 1, _OFF, at)) for at, values in enumerate(quiet)),
        found_lasting=share(
            _flagged(_moved(values, _TOGETHER, _LASTING, at)) for at, values in enumerate(quiet)
        ),
        classical_false_flag=share(_outside_classical(values) for values in quiet),
    )


def _flagged(values: Array) -> bool:
    return find_signals(values, months=1).label == "signal"


def _moved(values: Array, last: int, size: float, at: int) -> Array:
    moved = values.copy()
    moved[-last:] += size if at % 2 == 0 else -size
    return moved


def _outside_classical(values: Array) -> bool:
    """Whether the last month leaves the classical limits of the months before it."""
    limits = classical_limits(values[:-1])
    return not limits.low <= values[-1] <= limits.high or not np.isfinite(limits.center)
