"""The line-up: the real pair among copies whose residuals were shuffled.

References
----------
Buja et al. (2009), Statistical inference for exploratory data analysis and model diagnostics.
"""

from dataclasses import dataclass

import numpy as np

from lib.statistics.pairs.preparation import prepare
from lib.views.series import PairSeries, values_array
from lib.views.snapshot import Snapshot

PANELS = 9
_MOST_MONTHS = 30


@dataclass(frozen=True, slots=True)
class LineUpPanel:
    """One panel: standardised residuals of both metrics, the business one shifted by the lag."""

    number: int
    product: tuple[float, ...]
    business: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LineUp:
    """Nine panels, one of which is real."""

    panels: tuple[LineUpPanel, ...]
    real: int


def line_up(snapshot: Snapshot, series: PairSeries) -> LineUp | None:
    """Return the line-up of a pair, the same for every reader; None with too few months."""
    return snapshot.get_or_compute(
        ("line_up", series.pair.pair_id), lambda: _line_up(series, snapshot.version)
    )


def _line_up(series: PairSeries, version: int) -> LineUp | None:
    product, business = values_array(series.product), values_array(series.business)
    if (np.isfinite(product) & np.isfinite(business)).sum() < PANELS + 15:
        return None
    prepared = prepare(product, business, 12)
    lag = max(0, series.pair.lag_months)
    first = prepared.first[: len(prepared.first) - lag] if lag else prepared.first
    second = prepared.second[lag:]
    both_known = np.isfinite(first) & np.isfinite(second)
    first, second = (
        _standard(first[both_known][-_MOST_MONTHS:]),
        _standard(second[both_known][-_MOST_MONTHS:]),
    )
    sign = 1.0 if series.pair.expected_sign >= 0 else -1.0
    rng = np.random.default_rng([version, *series.pair.pair_id.encode()])
    real = int(rng.integers(1, PANELS + 1))
    panels = tuple(
        LineUpPanel(
            number,
            tuple(first.tolist()),
            tuple((sign * (second if number == real else rng.permutation(second))).tolist()),
        )
        for number in range(1, PANELS + 1)
    )
    return LineUp(panels, real)


def _standard(values: np.ndarray) -> np.ndarray:
    return np.asarray((values - values.mean()) / (values.std() or 1.0))
