"""The line-up: the real pair hidden among twins whose surprises were shuffled.

References
----------
Buja et al. (2009), Statistical inference for exploratory data analysis and model diagnostics.
"""

from dataclasses import dataclass

import numpy as np

from lib.statistics.pairs.sign_flip import prepare
from lib.views.series import PairSeries, values_array
from lib.views.snapshot import Snapshot

PANELS = 9
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class LineUpPanel:
    """One panel: surprises of both metrics, standardised, the business one moved by the lag."""

    number: int
    product: tuple[float, ...]
    business: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LineUp:
    """Nine panels, one of which is real."""

    panels: tuple[LineUpPanel, ...]
    real: int


def line_up(snapshot: Snapshot, tandem: PairSeries) -> LineUp | None:
    """Return the line-up of a pair, the same for every reader; None with too few months."""
    return snapshot.get_or_compute(
        ("line_up", tandem.pair.pair_id), lambda: _line_up(tandem, snapshot.version)
    )


def _line_up(tandem: PairSeries, version: int) -> LineUp | None:
    product, business = values_array(tandem.product), values_array(tandem.business)
    if (np.isfinite(product) & np.isfinite(business)).sum() < PANELS + 15:
        return None
    prepared = prepare(product, business, 12)
    lag = max(0, tandem.pair.lag_months)
    first = prepared.first[: len(prepared.first) - lag] if lag else prepared.first
    second = prepared.second[lag:]
    known = np.isfinite(first) & np.isfinite(second)
    first, second = _standard(first[known][-_SHOWN:]), _standard(second[known][-_SHOWN:])
    sign = 1.0 if tandem.pair.expected_sign >= 0 else -1.0
    rng = np.random.default_rng([version, *tandem.pair.pair_id.encode()])
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
