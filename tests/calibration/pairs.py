"""Error rates of the pair test, counted on simulated pairs."""

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
class _Simulated:
    """The assessment of a simulated pair, and its true slope."""

    assessment: PairAssessment
    slope: float


def rates_of_unrelated(cell: Cell) -> tuple[Rate, ...]:
    """Return how often pairs without a link get each label, and how often correlation errs."""
    pairs = [_unrelated(cell, at) for at in range(cell.replicates)]
    assessments = [pair.assessment for pair in pairs]
    return cell.rates(
        established=share(pair.label == "established" for pair in assessments),
        suggestive_or_better=share(pair.label in SUPPORT for pair in assessments),
        reversed=share(pair.label == "reversed" for pair in assessments),
        broken=share(pair.label == "broken" for pair in assessments),
        too_early=share(pair.label == "too_early" for pair in assessments),
        naive_link=share(_naive_link(pair) for pair in assessments),
    )


def rates_of_related(cell: Cell) -> tuple[Rate, ...]:
    """Return how often a true link is seen, covered by its interval, and by how much overstated.

    The family's name ends in the strength of the link in percent.
    """
    strength = int(cell.family.rsplit("_", 1)[1]) / 100
    pairs = [_related(cell, at, strength) for at in range(cell.replicates)]
    judged = [pair for pair in pairs if pair.assessment.label != "too_early"]
    seen = [pair for pair in judged if pair.assessment.label in SUPPORT]
    rates = cell.rates(
        established=share(pair.assessment.label == "established" for pair in pairs),
        suggestive_or_better=share(pair.assessment.label in SUPPORT for pair in pairs),
        reversed=share(pair.assessment.label == "reversed" for pair in pairs),
        broken=share(pair.assessment.label == "broken" for pair in pairs),
        too_early=share(pair.assessment.label == "too_early" for pair in pairs),
    )
    if judged:
        covered = share(
            pair.assessment.low <= pair.slope <= pair.assessment.high for pair in judged
        )
        rates += cell.rates(coverage=covered)
    if seen:
        ratio = float(np.mean([pair.assessment.estimate / pair.slope for pair in seen]))
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
    assessments = [assess_pair(pair.product, pair.business, sign=1, lag=lag) for pair in pairs]
    return cell.rates(
        found=share(pair.label == wanted for pair in assessments),
        suggestive_or_better=share(pair.label in SUPPORT for pair in assessments),
    )


def rates_of_visible(cell: Cell) -> tuple[Rate, ...]:
    """Return the strength that so many months show 80 times in 100, sign and lag declared.

    Found where the share of links seen, among the pairs that get an answer at all and at several
    strengths, crosses 80 %; 1 where it never does.
    """
    strengths = np.arange(0.30, 0.96, 0.05)
    seen = []
    for strength in strengths:
        pairs = [_related(cell, at, float(strength)).assessment for at in range(cell.replicates)]
        seen.append(share(pair.label in SUPPORT for pair in pairs if pair.label != "too_early"))
    rising = np.maximum.accumulate(seen)
    visible = float(np.interp(0.8, rising, strengths)) if rising[-1] >= 0.8 else 1.0
    return cell.rates(smallest_visible=visible)


def _unrelated(cell: Cell, at: int) -> _Simulated:
    lag, sign = at % _LAGS, 1 if at // _LAGS % 2 == 0 else -1
    pair = UNRELATED[cell.family](cell.generator(at), cell.length + lag)
    return _Simulated(assess_pair(pair.product, pair.business, sign=sign, lag=lag), 0.0)


def _related(cell: Cell, at: int, strength: float) -> _Simulated:
    lag, sign = at % _LAGS, 1 if at // _LAGS % 2 == 0 else -1
    pair = related_pair(cell.generator(at), cell.length + lag, lag=lag, strength=strength)
    assessment = assess_pair(sign * pair.product, pair.business, sign=sign, lag=lag)
    return _Simulated(assessment, sign * pair.slope)


def _naive_link(pair: PairAssessment) -> bool:
    """Whether the plain correlation of the levels passes its own 5 % test, either sign."""
    t = float(stdtrit(pair.n - 2, 0.975))
    return bool(abs(pair.naive_r) > t / np.sqrt(pair.n - 2 + t * t))
