"""Return on initiatives: spend by class of return, and predictions compared with review results.

Amounts of different classes are never added: a demonstrated effect and a hoped-for one have no
common sum.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.domain.initiatives import Prediction

SealState = Literal["intact", "altered", "unsealed"]
Finding = Literal["strong", "moderate", "weak", "none", "too_early"]
Course = Literal["better", "worse", "unclear"]
ReturnClass = Literal["demonstrated", "probable", "not_shown", "reversed", "too_early"]

RETURN_CLASSES: tuple[ReturnClass, ...] = (
    "demonstrated",
    "probable",
    "not_shown",
    "reversed",
    "too_early",
)
"""Every class, from the best supported to the not yet assessed."""

_CLOSE = 0.25
"""Share by which an effect may miss its prediction and still count as close; our convention."""


@dataclass(frozen=True, slots=True)
class ReturnByClass:
    """Spend and predictions of the initiatives in one class of return.

    Attributes
    ----------
    kind
        Class of the return.
    initiative_ids
        Initiatives in it.
    spend
        Their cost, in euros.
    announced
        Effects announced for them, in euros a year.
    reviewed
        How many had their effect measured at a review.
    actual
        Effects measured for those, in euros a year.
    """

    kind: ReturnClass
    initiative_ids: tuple[str, ...]
    spend: float
    announced: float
    reviewed: int
    actual: float


@dataclass(frozen=True, slots=True)
class PortfolioItem:
    """An initiative as the portfolio counts it; amounts in euros, None where unknown."""

    initiative_id: str
    kind: ReturnClass
    cost: float | None
    announced: float | None
    actual: float | None


@dataclass(frozen=True, slots=True)
class PredictionOutcome:
    """A prediction with its range and the effect measured at the review, in euros a year.

    ``kind`` is the class of what the initiative's business metric shows.
    """

    initiative_id: str
    kind: ReturnClass
    low: float | None
    mid: float
    high: float | None
    actual: float

    @property
    def is_within_range(self) -> bool | None:
        """Whether the actual effect lies in the predicted range; None without a range."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, slots=True)
class PredictionAccuracy:
    """How accurate predictions were.

    Attributes
    ----------
    count
        Predictions compared.
    announced, actual
        Their sums, in euros a year.
    close
        Actual effects within 25 % of the predicted one.
    ranged, within_range
        Predictions with a range, and those whose actual effect lies in it.
    nothing
        Actual effects of zero or below.
    """

    count: int
    announced: float
    actual: float
    close: int
    ranged: int
    within_range: int
    nothing: int

    @property
    def share(self) -> float | None:
        """Actual as a share of announced; None where nothing was announced."""
        return self.actual / self.announced if self.announced else None


@dataclass(frozen=True, slots=True)
class AccuracyByClass:
    """How accurate the predictions of one class of return were."""

    kind: ReturnClass
    accuracy: PredictionAccuracy


def canonical_prediction(prediction: Prediction) -> str:
    """Return the frozen content of a prediction as one line: who, when, low, mid, high."""
    figures = (prediction.low, prediction.mid, prediction.high)
    parts = [prediction.initiative_id, f"{prediction.frozen_on:%Y-%m-%d}", *map(_figure, figures)]
    return "|".join(parts)


def prediction_fingerprint(prediction: Prediction) -> str:
    """Return the SHA-256 of the frozen content, in hexadecimal."""
    return hashlib.sha256(canonical_prediction(prediction).encode()).hexdigest()


def seal_state(versions: Sequence[Prediction]) -> SealState:
    """Return whether a prediction is what it was when frozen.

    Parameters
    ----------
    versions
        The prediction as each upload wrote it, oldest first; at least one.

    Returns
    -------
    SealState
        ``altered`` where figures do not match their fingerprint or were written again with others;
        ``unsealed`` where no fingerprint was given.
    """
    if len({canonical_prediction(version) for version in versions}) > 1:
        return "altered"
    fingerprints = [version.fingerprint for version in versions if version.fingerprint]
    if not fingerprints:
        return "unsealed"
    expected = prediction_fingerprint(versions[0])
    return "intact" if all(text.lower() == expected for text in fingerprints) else "altered"


def return_class(finding: Finding, course: Course) -> ReturnClass:
    """Return the class of a spend from what its business metric shows.

    Even weak evidence of a move in the unfavourable direction counts as ``reversed``.
    """
    if finding == "too_early":
        return "too_early"
    if finding == "none" or course == "unclear":
        return "not_shown"
    if course == "worse":
        return "reversed"
    return "probable" if finding == "weak" else "demonstrated"


def returns_by_class(items: Iterable[PortfolioItem]) -> tuple[ReturnByClass, ...]:
    """Return one result a class, empty classes included; the spends add up to the whole spend."""
    portfolio = tuple(items)
    return tuple(
        _return_of(kind, [item for item in portfolio if item.kind == kind])
        for kind in RETURN_CLASSES
    )


def prediction_accuracy(outcomes: Sequence[PredictionOutcome]) -> PredictionAccuracy:
    """Return how accurate a set of predictions was."""
    ranged = [outcome.is_within_range for outcome in outcomes]
    return PredictionAccuracy(
        count=len(outcomes),
        announced=sum(outcome.mid for outcome in outcomes),
        actual=sum(outcome.actual for outcome in outcomes),
        close=sum(
            abs(outcome.actual - outcome.mid) <= _CLOSE * abs(outcome.mid) for outcome in outcomes
        ),
        ranged=sum(answer is not None for answer in ranged),
        within_range=sum(answer is True for answer in ranged),
        nothing=sum(outcome.actual <= 0 for outcome in outcomes),
    )


def accuracy_by_class(outcomes: Iterable[PredictionOutcome]) -> tuple[AccuracyByClass, ...]:
    """Return the accuracy of each class that has a reviewed prediction, best supported first."""
    reviewed = tuple(outcomes)
    return tuple(
        AccuracyByClass(kind, prediction_accuracy(of_class))
        for kind in RETURN_CLASSES
        if (of_class := [outcome for outcome in reviewed if outcome.kind == kind])
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value == int(value) else repr(value)


def _return_of(kind: ReturnClass, items: list[PortfolioItem]) -> ReturnByClass:
    actual = [item.actual for item in items if item.actual is not None]
    return ReturnByClass(
        kind=kind,
        initiative_ids=tuple(item.initiative_id for item in items),
        spend=sum(item.cost or 0.0 for item in items),
        announced=sum(item.announced or 0.0 for item in items),
        reviewed=len(actual),
        actual=sum(actual),
    )
