"""Assessment of a declared pair: how far a business metric follows a product metric.

Season, trend, jumps and the business metric's own memory are taken out; then the declared lag is
tested against histories in which the sign of every surprise of the business metric is drawn by coin
toss. One shared jump thus counts as one coincidence, however large it is.

References
----------
Box, Jenkins and Reinsel (2008), Time Series Analysis, 4th ed., ch. 12 (pre-whitening).
Davidson and Flachaire (2008), The wild bootstrap, tamed at last (sign-flip replays).
Benjamini and Hochberg (1995), Controlling the false discovery rate.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lib.errors import InvalidInputError
from lib.i18n.translate import N_
from lib.statistics.pairs.link import LinkTest, find_break, link_at, reverse_p_value, slope_at
from lib.statistics.pairs.preparation import Prepared, prepare
from lib.statistics.pairs.results import (
    LagPoint,
    PairAssessment,
    PairLabel,
    PairReason,
    smallest_visible,
    too_early,
)
from lib.statistics.preparation import Array, as_series

LEAST_MONTHS = 24
"""Common months needed: below two years only links above 0.85 would be visible."""

LEAST_DEGREES = 10
"""Degrees of freedom needed once season, trend and memory have taken theirs."""

_MOST_MISSING = 0.20
"""Share of months that may be missing; beyond it interpolation makes up too much."""

_ESTABLISHED, _SUGGESTIVE = 0.01, 0.05
"""Largest p-values of the two grades, the customary levels."""

_CONTRARY = 0.025
_REVERSED = 0.025
"""Each is one side of a two-sided 5 % test."""

_BREAK, _BREAK_OF_ESTABLISHED = 0.02, 0.01
"""Largest p-values of a break; stricter for an established link, which should seldom fall."""

_FALSE_DISCOVERIES = 0.05
"""Share of chance finds accepted among the established pairs of one page."""

_SHARED_TREND = 0.5
"""Correlation of levels from which a reader would see a link that only a common trend makes."""


@dataclass(frozen=True, slots=True)
class _Declared:
    """What was declared before looking, with the number of months and their plain correlation."""

    sign: int
    lag: int
    period: int
    n: int
    naive: float


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

    Returns
    -------
    PairAssessment
        Its label is for this pair alone: see ``label_together`` for several on one page.

    Raises
    ------
    InvalidInputError
        When the arrays differ in length, or sign, lag or period is not one.

    References
    ----------
    Davidson and Flachaire (2008), The wild bootstrap, tamed at last.
    """
    x, y = as_series(product), as_series(business)
    _check(x, y, sign, lag, period)
    earlier, later = x[: max(0, len(x) - lag)], y[lag:]
    common = np.isfinite(earlier) & np.isfinite(later)
    declared = _Declared(
        sign, lag, period, int(common.sum()), _correlation(earlier[common], later[common])
    )
    reason = _why_too_early(earlier, later, common)
    if reason:
        return _too_early(declared, reason, LEAST_MONTHS - declared.n)
    prepared = prepare(x, y, period, lags=(lag,))
    test = link_at(prepared, lag, rng)
    if test is None:
        sides = (prepared.first, prepared.second)
        moves = all(np.nan_to_num(surprises).any() for surprises in sides)
        return _too_early(declared, "few_months" if moves else "flat", 1 if moves else 0)
    if test.degrees_of_freedom < LEAST_DEGREES:
        return _too_early(declared, "few_months", LEAST_DEGREES - test.degrees_of_freedom)
    return _checked(_assessment(declared, prepared, test), prepared, period)


def label_together(results: Iterable[PairAssessment]) -> list[PairAssessment]:
    """Return the results as they may be shown on one page: ``established`` also needs q < 5 %.

    Every pair that got a p-value counts among those shown, whatever its label.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the false discovery rate.
    """
    pairs = list(results)
    q_values = control_false_discovery([pair.p_value for pair in pairs])
    return [
        replace(
            pair,
            q_value=float(q),
            label="suggestive"
            if pair.label == "established" and not q < _FALSE_DISCOVERIES
            else pair.label,
        )
        for pair, q in zip(pairs, q_values, strict=True)
    ]


def lag_profile(
    product: ArrayLike,
    business: ArrayLike,
    *,
    lags: Sequence[int] = range(-6, 7),
    period: int = 12,
) -> tuple[LagPoint, ...]:
    """Return the link at each lag; exploratory: never used to choose a lag.

    Parameters
    ----------
    product, business
        Shape (n,): monthly values on one calendar, NaN where missing.
    lags
        Months; a negative lag asks whether the business metric moves first.
    period
        Months of the season.

    Returns
    -------
    tuple of LagPoint
        Correlation of surprises with its 95 % interval; lags with too few months are left out.

    References
    ----------
    Fisher (1921), On the probable error of a coefficient of correlation (the interval).
    """
    x, y = as_series(product), as_series(business)
    _check(x, y, 1, 0, period)
    if _why_too_early(x, y, np.isfinite(x) & np.isfinite(y)):
        return ()
    points = []
    for lag in lags:
        test = link_at(prepare(x, y, period, lags=(lag,)), lag, None, replays=1)
        if test is not None and test.degrees_of_freedom >= LEAST_DEGREES:
            middle = np.arctanh(np.clip(test.r, -0.999, 0.999))
            half = 1.96 / np.sqrt(test.degrees_of_freedom - 1)
            low, high = np.tanh(middle - half), np.tanh(middle + half)
            points.append(LagPoint(lag, test.r, float(low), float(high)))
    return tuple(points)


def _check(x: Array, y: Array, sign: int, lag: int, period: int) -> None:
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
    if period < 1:
        raise InvalidInputError(
            N_("The season must last 1 month or more, not {period}."), period=period
        )


def _why_too_early(earlier: Array, later: Array, common: NDArray[np.bool_]) -> PairReason:
    if common.sum() < LEAST_MONTHS:
        return "few_months"
    span = np.flatnonzero(common)
    within = slice(span[0], span[-1] + 1)
    if max(np.isnan(side[within]).mean() for side in (earlier, later)) > _MOST_MISSING:
        return "many_missing"
    if np.ptp(earlier[common]) == 0 or np.ptp(later[common]) == 0:
        return "flat"
    return ""


def _too_early(declared: _Declared, reason: PairReason, missing: int) -> PairAssessment:
    return too_early(
        declared.n,
        declared.lag,
        declared.sign,
        declared.naive,
        reason=reason,
        months_missing=max(0, missing),
    )


def _assessment(declared: _Declared, prepared: Prepared, test: LinkTest) -> PairAssessment:
    """Return the assessment before the reverse and break checks."""
    upward = declared.sign > 0
    p = test.p_above if upward else test.p_below
    opposite = test.p_below if upward else test.p_above
    effect = slope_at(prepared, declared.lag, declared.period)
    return PairAssessment(
        label=_label(p, declared.naive),
        p_value=p,
        estimate=effect.estimate if effect else np.nan,
        low=effect.low if effect else np.nan,
        high=effect.high if effect else np.nan,
        n=declared.n,
        lag=declared.lag,
        sign=declared.sign,
        r=test.r,
        naive_r=declared.naive,
        smallest_visible=smallest_visible(declared.n),
        contrary=opposite <= _CONTRARY,
        product_in_logs=prepared.product_in_logs,
        business_in_logs=prepared.business_in_logs,
        has_season=prepared.has_season,
        degrees_of_freedom=test.degrees_of_freedom,
    )


def _label(p: float, naive: float) -> PairLabel:
    if p <= _ESTABLISHED:
        return "established"
    if p <= _SUGGESTIVE:
        return "suggestive"
    return "shared_trend" if abs(naive) >= _SHARED_TREND else "not_shown"


def _checked(pair: PairAssessment, prepared: Prepared, period: int) -> PairAssessment:
    """Return the assessment after the break check and, without a link, the reverse check."""
    ended = find_break(prepared, pair.lag, pair.sign, period)
    pair = replace(pair, break_p_value=ended.p_value, break_at=ended.at)
    limit = _BREAK_OF_ESTABLISHED if pair.label == "established" else _BREAK
    if ended.p_value <= limit and ended.has_faded:
        return replace(pair, label="broken")
    if pair.p_value <= _SUGGESTIVE:
        return pair
    reverse = reverse_p_value(prepared, period)
    label = "reversed" if reverse <= _REVERSED else pair.label
    return replace(pair, label=label, reverse_p_value=reverse)


def _correlation(first: Array, second: Array) -> float:
    if len(first) < 3 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def control_false_discovery(p_values: ArrayLike) -> Array:
    """Return q-values: p-values corrected for all of those shown together; NaN stays NaN.

    Parameters
    ----------
    p_values
        Shape (k,), NaN where there is no verdict.

    Returns
    -------
    ndarray of shape (k,)
        Share of false finds to expect among all pairs at least as convincing.

    Raises
    ------
    InvalidInputError
        When a p-value lies outside 0 to 1.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the false discovery rate.
    """
    p = np.asarray(p_values, dtype=float)
    tested = np.flatnonzero(np.isfinite(p))
    if ((p[tested] < 0) | (p[tested] > 1)).any():
        raise InvalidInputError(N_("A p-value must lie between 0 and 1."))
    q = np.full(p.shape, np.nan)
    order = tested[np.argsort(p[tested], kind="stable")]
    raw = p[order] * len(tested) / np.arange(1, len(tested) + 1)
    q[order] = np.minimum(1.0, np.minimum.accumulate(raw[::-1])[::-1])
    return q
