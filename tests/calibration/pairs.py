"""Error rates of the pair test, counted on made-up pairs whose truth is known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from lib.statistics.calibration_table import Rate
from lib.statistics.pairs import RECENT_MONTHS, PairAssessment, assess_pair
from tests.calibration.cells import Cell, share
from tests.calibration.simulation import UNRELATED, Pair, company_pair, related_pair

SUPPORT = ("established", "suggestive")
"""Labels that speak for a link."""

_LAGS = 3
_COMPANY_STRENGTH = 0.85


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A made-up pair with what was declared of it, and what was found."""

    found: PairAssessment
    slope: float


def rates_of_unrelated(cell: Cell) -> tuple[Rate, ...]:
    """Return how often pairs without a link get each label, and how often correlation errs."""
    drawn = [_unrelated(cell, at) for at in range(cell.replicates)]
    found = [one.found for one in drawn]
    return cell.rates(
        established=share(one.label == "established" for one in found),
        suggestive_or_better=share(one.label in SUPPORT for one in found),
        reversed=share(one.label == "reversed" for one in found),
        broken=share(one.label == "broken" for one in found),
        too_early=share(one.label == "too_early" for one in found),
        naive_link=share(_naive_link(one) for one in found),
    )


def rates_of_related(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a true link is seen, covered by its interval, and by how much overstated.

    The family's name ends in the strength of the link in percent.
    """
    strength = int(cell.family.rsplit("_", 1)[1]) / 100
    drawn = [_related(cell, at, strength) for at in range(cell.replicates)]
    judged = [one for one in drawn if one.found.label != "too_early"]
    seen = [one for one in judged if one.found.label in SUPPORT]
    rates = cell.rates(
        established=share(one.found.label == "established" for one in drawn),
        suggestive_or_better=share(one.found.label in SUPPORT for one in drawn),
        reversed=share(one.found.label == "reversed" for one in drawn),
        broken=share(one.found.label == "broken" for one in drawn),
        too_early=share(one.found.label == "too_early" for one in drawn),
    )
    if judged:
        covered = share(one.found.low <= one.slope <= one.found.high for one in judged)
        rates += cell.rates(coverage=covered)
    if seen:
        ratio = float(np.mean([one.found.estimate / one.slope for one in seen]))
        rates += cell.rates(estimate_over_truth=ratio)
    return rates


def rates_of_guards(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a link that ended, or ran the other way, is labelled so."""
    makers: dict[str, Callable[[np.random.Generator], Pair]] = {
        "broken": lambda rng: company_pair(
            rng,
            cell.length,
            lag=1,
            strength=_COMPANY_STRENGTH,
            held_until=cell.length - RECENT_MONTHS,
        ),
        "reversed": lambda rng: company_pair(
            rng, cell.length, lag=-2, strength=_COMPANY_STRENGTH, held_until=None
        ),
    }
    wanted = cell.family.removeprefix("planted_")
    lag = 1 if wanted == "broken" else 0
    pairs = [makers[wanted](cell.generator(at)) for at in range(cell.replicates)]
    found = [assess_pair(pair.product, pair.business, sign=1, lag=lag) for pair in pairs]
    return cell.rates(
        found=share(one.label == wanted for one in found),
        suggestive_or_better=share(one.label in SUPPORT for one in found),
    )


def rates_of_visible(cell: Cell) -> tuple[Rate, ...]:
    """Return the strength that so many months show 80 times in 100, sign and lag declared.

    Found where the share of links seen, among the pairs that get an answer at all and at several
    strengths, crosses 80 %; 1 where it never does.
    """
    strengths = np.arange(0.30, 0.96, 0.05)
    seen = []
    for strength in strengths:
        drawn = [_related(cell, at, float(strength)).found for at in range(cell.replicates)]
        seen.append(share(one.label in SUPPORT for one in drawn if one.label != "too_early"))
    rising = np.maximum.accumulate(seen)
    visible = float(np.interp(0.8, rising, strengths)) if rising[-1] >= 0.8 else 1.0
    return cell.rates(smallest_visible=visible)


def _unrelated(cell: Cell, at: int) -> _Drawn:
    lag, sign = at % _LAGS, 1 if at // _LAGS % 2 == 0 else -1
    pair = UNRELATED[cell.family](cell.generator(at), cell.length + lag)
    return _Drawn(assess_pair(pair.product, pair.business, sign=sign, lag=lag), 0.0)


def _related(cell: Cell, at: int, strength: float) -> _Drawn:
    lag, sign = at % _LAGS, 1 if at // _LAGS % 2 == 0 else -1
    pair = related_pair(cell.generator(at), cell.length + lag, lag=lag, strength=strength)
    found = assess_pair(sign * pair.product, pair.business, sign=sign, lag=lag)
    return _Drawn(found, sign * pair.slope)


def _naive_link(found: PairAssessment) -> bool:
    """Whether the plain correlation of the levels passes its own 5 % test, either sign."""
    t = float(stdtrit(found.n - 2, 0.975))
    return bool(abs(found.naive_r) > t / np.sqrt(found.n - 2 + t * t))
