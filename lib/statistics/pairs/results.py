"""The result of assessing a pair."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

PairLabel = Literal[
    "established",
    "suggestive",
    "not_shown",
    "shared_trend",
    "reversed",
    "broken",
    "too_early",
]
"""Labels that data alone can give; ``measured`` is kept for experiments and never computed."""

PairReason = Literal["", "few_months", "many_missing", "flat"]

_ROOTS = np.array([60.0, 48.0, 36.0, 30.0, 26.0]) ** -0.5
_VISIBLE = np.array([0.40, 0.49, 0.58, 0.68, 0.74])
"""Correlation of surprises that is seen 80 times in 100 with sign and lag declared, by
1/sqrt(months), among the pairs that get an answer; measured by ``make calibrate``."""

_NEVER_VISIBLE = 0.99
"""Shown where no correlation is seen reliably."""


@dataclass(frozen=True, slots=True)
class PairAssessment:
    """How far the data supports a declared pair.

    Attributes
    ----------
    label
        How far the data supports the pair.
    p_value
        Chance of a link at least as strong in the declared direction if there were none
        (one-sided); NaN where too early.
    estimate, low, high
        Change of the business metric (its unit) for one unit of the product metric ``lag`` months
        earlier, with its 95 % interval. With both sides in logarithms an elasticity (percent for
        percent); with the business side alone, log points for one unit; with the product side
        alone, units for one log point. NaN where too early.
    n
        Common months after the lag.
    lag, sign
        As declared: months, and 1 or -1.
    r
        Correlation of the surprises at the declared lag.
    naive_r
        Correlation of the raw levels at the declared lag, for contrast only.
    smallest_visible
        Smallest correlation of surprises that this many months show 80 times in 100.
    contrary
        Whether the metrics clearly move against the declared sign; never support.
    product_in_logs, business_in_logs
        Which sides were taken in logarithms.
    has_season
        Whether a yearly pattern was taken out.
    reverse_p_value
        P-value of "the business metric moves first" (1 to 3 months); NaN where not tested.
    break_p_value
        P-value of "the link differs in the last 18 months"; NaN where the history is too short.
    break_at
        Index of the first month after the possible break; -1 where not tested.
    degrees_of_freedom
        Of the test.
    q_value
        P-value corrected for all pairs shown together; NaN until they are.
    reason
        Why it is too early, else empty.
    months_missing
        Further complete months needed before an answer is possible.
    """

    label: PairLabel
    p_value: float
    estimate: float
    low: float
    high: float
    n: int
    lag: int
    sign: int
    r: float
    naive_r: float
    smallest_visible: float
    contrary: bool = False
    product_in_logs: bool = False
    business_in_logs: bool = False
    has_season: bool = False
    reverse_p_value: float = float("nan")
    break_p_value: float = float("nan")
    break_at: int = -1
    degrees_of_freedom: int = 0
    q_value: float = float("nan")
    reason: PairReason = ""
    months_missing: int = 0


@dataclass(frozen=True, slots=True)
class LagPoint:
    """The link at one lag of a profile: correlation of surprises with its 95 % interval."""

    lag: int
    r: float
    low: float
    high: float


def smallest_visible(months: int) -> float:
    """Return the correlation of surprises that ``months`` common months show 80 times in 100.

    Sign and lag declared; 0.99 where nothing can be seen reliably.
    """
    root = max(months, 1) ** -0.5
    if root <= _ROOTS[0]:
        return float(_VISIBLE[0] * root / _ROOTS[0])
    if root > _ROOTS[-1]:
        return float(min(_NEVER_VISIBLE, _VISIBLE[-1] * root / _ROOTS[-1]))
    return float(np.interp(root, _ROOTS, _VISIBLE))


def too_early(
    n: int, lag: int, sign: int, naive: float, *, reason: PairReason, months_missing: int
) -> PairAssessment:
    """Return the assessment of a pair with too little data."""
    unknown = float("nan")
    return PairAssessment(
        label="too_early",
        p_value=unknown,
        estimate=unknown,
        low=unknown,
        high=unknown,
        n=n,
        lag=lag,
        sign=sign,
        r=unknown,
        naive_r=naive,
        smallest_visible=smallest_visible(n),
        reason=reason,
        months_missing=months_missing,
    )
