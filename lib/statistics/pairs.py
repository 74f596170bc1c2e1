"""How far a business metric follows a product metric, at the sign and lag declared beforehand.

Season, trend, jumps and the business metric's own memory are taken out; then the declared lag is
tested against histories in which the sign of every surprise of the business metric is drawn by coin
toss. One shared jump thus counts as one coincidence, however large.

References
----------
Box, Jenkins and Reinsel (2008), Time Series Analysis, 4th ed., ch. 12 (pre-whitening).
Davidson and Flachaire (2008), The wild bootstrap, tamed at last (sign-flip replays).
Benjamini and Hochberg (1995), Controlling the false discovery rate.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.pair_test import LinkTest, lead_p_value, link_at, prepare
from lib.statistics.preparation import Array, as_series, calendar
from lib.statistics.regression import Effect, estimate_effect

PairLabel = Literal[
    "established",
    "suggestive",
    "not_shown",
    "shared_trend",
    "reversed",
    "broken",
    "too_early",
]

LEAST_MONTHS = 24
RECENT_MONTHS = 18
_MOST_MISSING = 0.20
_LEAST_DEGREES = 10
_ESTABLISHED = 0.01
_SUGGESTIVE = 0.05
_FALSE_DISCOVERIES = 0.05
_SHARED_TREND = 0.5
_BREAK = 0.01
# Correlation of the surprises seen 80 times in 100 when the lag is declared, by 1/sqrt(months);
# measured by ``make calibrate``.
_VISIBLE_AT = (np.array([60.0, 36.0, 24.0]) ** -0.5, np.array([0.47, 0.63, 0.80]))


@dataclass(frozen=True, slots=True)
class PairAssessment:
    """How far the data supports a declared pair.

    Attributes
    ----------
    label
        What may be said of the pair.
    p_value
        Chance of a link at least as strong in the declared direction if there were none; NaN
        where too early.
    estimate, low, high
        Change of the business metric for one unit of the product metric ``lag`` months earlier,
        with its 95 % interval; in log points per log point or unit where a side was logged; NaN
        where too early.
    n
        Common months after the lag.
    lag, sign
        As declared.
    r
        Correlation of the surprises at the declared lag.
    naive_r
        Correlation of the raw levels, for contrast only.
    smallest_visible
        Smallest correlation of surprises that this many months show 80 times in 100.
    is_contrary
        Whether the metrics clearly move against the declared sign.
    product_in_logs, business_in_logs
        Which sides were taken in logarithms.
    reverse_p_value
        P-value of "the business metric moves first" (1 to 3 months); NaN where not asked.
    break_p_value
        P-value of "the link differs in the last 18 months"; NaN where not asked.
    degrees_of_freedom
        Of the test.
    q_value
        P-value corrected for all pairs shown together; NaN until they are.
    reason
        Why it is too early (``few_months``, ``many_missing``, ``flat``), else empty.
    months_missing
        Further months needed before an answer is possible.
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
    is_contrary: bool
    product_in_logs: bool
    business_in_logs: bool
    reverse_p_value: float
    break_p_value: float
    degrees_of_freedom: int
    q_value: float
    reason: str
    months_missing: int


def assess_pair(
    product: ArrayLike,
    business: ArrayLike,
    *,
    sign: int,
    lag: int,
    period: int = 12,
    rng: np.random.Generator | None = None,
) -> PairAssessment:
    """Return how far the data supports that ``business`` follows ``product``.

    Parameters
    ----------
    product, business
        Shape (n,): monthly values on one calendar, NaN where missing.
    sign
        1 when both should move together, -1 when apart; declared before looking.
    lag
        Months expected between the two moves, 0 or more; declared before looking.
    period
        Months of the season.
    rng
        Source of the coin tosses; fixed by default, so that a result never changes by itself.

    Raises
    ------
    InvalidInputError
        When the arrays differ in length, or sign or lag is not one.
    """
    x, y = as_series(product), as_series(business)
    _check(x, y, sign, lag)
    later = y[lag:]
    earlier = x[: len(x) - lag] if lag else x
    common = np.isfinite(earlier) & np.isfinite(later)
    n = int(common.sum())
    naive = _correlation(earlier[common], later[common])
    reason = _too_early(earlier, later, common)
    if reason:
        return _early(n, lag, sign, naive, reason)
    prepared = prepare(x, y, period)
    test = link_at(prepared, lag, rng)
    if test is None or test.degrees_of_freedom < _LEAST_DEGREES:
        return _early(n, lag, sign, naive, "few_months")
    effect = _effect(prepared.x, prepared.y, lag, period, months=prepared.has_season)
    found = _assessment(test, effect, n=n, lag=lag, sign=sign, naive=naive)
    found = replace(
        found, product_in_logs=prepared.product_in_logs, business_in_logs=prepared.business_in_logs
    )
    return _guard(found, prepared.x, prepared.y, period, months=prepared.has_season)


def control_false_discovery(p_values: ArrayLike) -> Array:
    """Return q-values: each p-value corrected for all of those shown together; NaN stays NaN.

    References
    ----------
    Benjamini and Hochberg (1995), step-up procedure.
    """
    p = np.asarray(p_values, dtype=float)
    q = np.full(p.shape, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    if len(known) == 0:
        return q
    order = known[np.argsort(p[known], kind="stable")]
    raw = p[order] * len(known) / np.arange(1, len(known) + 1)
    q[order] = np.minimum(1.0, np.minimum.accumulate(raw[::-1])[::-1])
    return q


def label_together(results: list[PairAssessment]) -> list[PairAssessment]:
    """Return the results as they may be shown on one page: ``established`` also needs q < 5 %."""
    q_values = control_false_discovery([found.p_value for found in results])
    shown = []
    for found, q in zip(results, q_values, strict=True):
        falls = found.label == "established" and not q < _FALSE_DISCOVERIES
        shown.append(replace(found, q_value=float(q), label="suggestive" if falls else found.label))
    return shown


@dataclass(frozen=True, slots=True)
class LagPoint:
    """The link at one lag of a profile: correlation of surprises with its 95 % interval."""

    lag: int
    r: float
    low: float
    high: float


def lag_profile(
    product: ArrayLike, business: ArrayLike, *, lags: range = range(-6, 7), period: int = 12
) -> tuple[LagPoint, ...]:
    """Return the link at each lag; exploratory: never used to choose a lag.

    Negative lags ask whether the business metric moves first. Lags with too few months are left
    out. Interval by Fisher's z with the test's degrees of freedom.
    """
    x, y = as_series(product), as_series(business)
    _check(x, y, 1, 0)
    common = np.isfinite(x) & np.isfinite(y)
    if _too_early(x, y, common):
        return ()
    prepared = prepare(x, y, period)
    points = []
    for lag in lags:
        test = link_at(prepared, lag, None, replays=1)
        if test is not None and test.degrees_of_freedom >= _LEAST_DEGREES:
            z, error = (
                np.arctanh(np.clip(test.r, -0.999, 0.999)),
                1.96 / np.sqrt(test.degrees_of_freedom - 1),
            )
            points.append(
                LagPoint(lag, test.r, float(np.tanh(z - error)), float(np.tanh(z + error)))
            )
    return tuple(points)


def smallest_visible(months: int) -> float:
    """Return the correlation of surprises that ``months`` months show 80 times in 100."""
    at, seen = _VISIBLE_AT
    root = max(months, 1) ** -0.5
    if root <= at[0]:
        return float(seen[0] * root / at[0])
    return float(min(0.99, np.interp(root, at, seen)))


def _check(x: Array, y: Array, sign: int, lag: int) -> None:
    if len(x) != len(y):
        raise InvalidInputError(
            N_("The two series differ in length: {first} and {second} months."),
            first=len(x),
            second=len(y),
        )
    if sign not in (-1, 1):
        raise InvalidInputError(N_("The expected sign must be 1 or -1, not {sign}."), sign=sign)
    if lag < 0:
        raise InvalidInputError(N_("The lag must be 0 months or more, not {lag}."), lag=lag)


def _too_early(earlier: Array, later: Array, common: np.ndarray) -> str:
    if common.sum() < LEAST_MONTHS:
        return "few_months"
    span = np.flatnonzero(common)
    if 1 - common.sum() / (span[-1] - span[0] + 1) > _MOST_MISSING:
        return "many_missing"
    if np.ptp(earlier[common]) == 0 or np.ptp(later[common]) == 0:
        return "flat"
    return ""


def _early(n: int, lag: int, sign: int, naive: float, reason: str) -> PairAssessment:
    return PairAssessment(
        label="too_early",
        p_value=np.nan,
        estimate=np.nan,
        low=np.nan,
        high=np.nan,
        n=n,
        lag=lag,
        sign=sign,
        r=np.nan,
        naive_r=naive,
        smallest_visible=smallest_visible(n),
        is_contrary=False,
        product_in_logs=False,
        business_in_logs=False,
        reverse_p_value=np.nan,
        break_p_value=np.nan,
        degrees_of_freedom=0,
        q_value=np.nan,
        reason=reason,
        months_missing=max(0, LEAST_MONTHS - n),
    )


def _assessment(
    test: LinkTest, effect: Effect | None, *, n: int, lag: int, sign: int, naive: float
) -> PairAssessment:
    p = test.p_above if sign > 0 else test.p_below
    opposite = test.p_below if sign > 0 else test.p_above
    label: PairLabel = "not_shown"
    if p <= _ESTABLISHED:
        label = "established"
    elif p <= _SUGGESTIVE:
        label = "suggestive"
    elif abs(naive) >= _SHARED_TREND:
        label = "shared_trend"
    return PairAssessment(
        label=label,
        p_value=p,
        estimate=effect.estimate if effect else np.nan,
        low=effect.low if effect else np.nan,
        high=effect.high if effect else np.nan,
        n=n,
        lag=lag,
        sign=sign,
        r=test.r,
        naive_r=naive,
        smallest_visible=smallest_visible(n),
        is_contrary=opposite <= _SUGGESTIVE / 2,
        product_in_logs=False,
        business_in_logs=False,
        reverse_p_value=np.nan,
        break_p_value=np.nan,
        degrees_of_freedom=test.degrees_of_freedom,
        q_value=np.nan,
        reason="",
        months_missing=0,
    )


def _guard(
    found: PairAssessment, x: Array, y: Array, period: int, *, months: bool
) -> PairAssessment:
    """Return the assessment after the reverse and break checks."""
    broken = _break_p_value(x, y, found.lag, period, months=months)
    held = _held_before(x, y, found, period)
    if np.isfinite(broken) and broken <= _BREAK and held:
        return replace(found, label="broken", break_p_value=broken)
    found = replace(found, break_p_value=broken)
    if found.p_value <= _SUGGESTIVE:
        return found
    reverse = lead_p_value(prepare(y, x, period, logs=False))
    label = "reversed" if reverse <= _SUGGESTIVE else found.label
    return replace(found, label=label, reverse_p_value=reverse)


def _effect(x: Array, y: Array, lag: int, period: int, *, months: bool) -> Effect | None:
    position = np.arange(len(y))
    return estimate_effect(
        y,
        _shifted(x, lag)[:, None],
        calendar(position, period, months=months, line=True),
    )


def _break_p_value(x: Array, y: Array, lag: int, period: int, *, months: bool) -> float:
    """Return the p-value of a slope that differs in the last 18 months."""
    n = len(y)
    cut = n - RECENT_MONTHS
    if cut - lag < LEAST_MONTHS:
        return float("nan")
    position = np.arange(n)
    recent = position >= cut
    shifted = _shifted(x, lag)
    shifted = shifted - np.nanmean(shifted)
    effects = np.column_stack([shifted * ~recent, shifted * recent])
    others = np.column_stack(
        [calendar(position, period, months=months, line=True), recent.astype(float)]
    )
    found = estimate_effect(y, effects, others, weights=np.array([1.0, -1.0]))
    return found.p_value if found else float("nan")


def _held_before(x: Array, y: Array, found: PairAssessment, period: int) -> bool:
    """Whether the declared link was there before the last 18 months."""
    cut = len(y) - RECENT_MONTHS
    if cut - found.lag < LEAST_MONTHS:
        return False
    before = link_at(prepare(x[:cut], y[:cut], period, logs=False), found.lag, None)
    if before is None:
        return False
    return (before.p_above if found.sign > 0 else before.p_below) <= _SUGGESTIVE


def _shifted(x: Array, lag: int) -> Array:
    return np.concatenate([np.full(lag, np.nan), x[: len(x) - lag]]) if lag else x


def _correlation(first: Array, second: Array) -> float:
    if len(first) < 3 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])
