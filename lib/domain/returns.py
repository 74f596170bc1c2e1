"""What was announced, what came of it, and what the money spent can show for itself.

Amounts are never added across the classes of a return: what is demonstrated and what is hoped for
have no common sum.
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
"""Every class, from the surest gain to the unanswered question."""

_CLOSE = 0.25


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One class of the return: its spend and its promises, apart from every other class.

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
        How many had their effect found at a review.
    found
        Effects found for those, in euros a year.
    """

    kind: ReturnClass
    initiative_ids: tuple[str, ...]
    spend: float
    announced: float
    reviewed: int
    found: float


@dataclass(frozen=True, slots=True)
class Bet:
    """An initiative as the portfolio counts it; amounts in euros, None where unknown."""

    initiative_id: str
    kind: ReturnClass
    cost: float | None
    announced: float | None
    found: float | None


@dataclass(frozen=True, slots=True)
class Promise:
    """An announced effect with its range beside the effect found, in euros a year.

    ``kind`` is the class of what the initiative's business metric shows.
    """

    initiative_id: str
    kind: ReturnClass
    low: float | None
    mid: float
    high: float | None
    found: float

    @property
    def is_within_range(self) -> bool | None:
        """Whether the effect found lies in the range announced; None without a range."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.found <= self.high


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How well announced effects have held.

    Attributes
    ----------
    count
        Promises compared.
    announced, found
        Their sums, in euros a year.
    close
        Effects found within 25 % of the announced one.
    ranged, within_range
        Promises that gave a range, and those whose effect lies in it.
    nothing
        Effects found at zero or below.
    """

    count: int
    announced: float
    found: float
    close: int
    ranged: int
    within_range: int
    nothing: int

    @property
    def share(self) -> float | None:
        """Found as a share of announced; None where nothing was announced."""
        return self.found / self.announced if self.announced else None


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """How announced effects of one class of return have held, apart from every other class."""

    kind: ReturnClass
    record: TrackRecord


def canonical_prediction(prediction: Prediction) -> str:
    """Return the frozen content of a prediction as one line: who, when, low, mid, high."""
    figures = (prediction.low, prediction.mid, prediction.high)
    parts = [prediction.initiative_id, f"{prediction.frozen_on:%Y-%m-%d}", *map(_figure, figures)]
    return "|".join(parts)


def prediction_fingerprint(prediction: Prediction) -> str:
    """Return the SHA-256 of the frozen content, in hexadecimal."""
    return hashlib.sha256(canonical_prediction(prediction).encode()).hexdigest()


def seal_state(written: Sequence[Prediction]) -> SealState:
    """Return whether a prediction is what it was when frozen.

    Parameters
    ----------
    written
        The prediction as each upload wrote it, oldest first; at least one.

    Returns
    -------
    SealState
        ``altered`` where figures do not match their fingerprint or were written again with others;
        ``unsealed`` where no fingerprint was given.
    """
    if len({canonical_prediction(version) for version in written}) > 1:
        return "altered"
    given = [version.fingerprint for version in written if version.fingerprint]
    if not given:
        return "unsealed"
    expected = prediction_fingerprint(written[0])
    return "intact" if all(one.lower() == expected for one in given) else "altered"


def return_class(finding: Finding, course: Course) -> ReturnClass:
    """Return the class of a spend from what its business metric shows.

    A move in the unfavourable direction is never given the benefit of the doubt: even a weak one
    is told as the wrong way.
    """
    if finding == "too_early":
        return "too_early"
    if finding == "none" or course == "unclear":
        return "not_shown"
    if course == "worse":
        return "reversed"
    return "probable" if finding == "weak" else "demonstrated"


def return_lines(bets: Iterable[Bet]) -> tuple[ReturnLine, ...]:
    """Return one line a class, empty classes included; the spends add up to the whole spend."""
    held = tuple(bets)
    return tuple(_line(kind, [bet for bet in held if bet.kind == kind]) for kind in RETURN_CLASSES)


def track_record(promises: Sequence[Promise]) -> TrackRecord:
    """Return how well the promises held."""
    ranged = [promise.is_within_range for promise in promises]
    return TrackRecord(
        count=len(promises),
        announced=sum(promise.mid for promise in promises),
        found=sum(promise.found for promise in promises),
        close=sum(
            abs(promise.found - promise.mid) <= _CLOSE * abs(promise.mid) for promise in promises
        ),
        ranged=sum(answer is not None for answer in ranged),
        within_range=sum(answer is True for answer in ranged),
        nothing=sum(promise.found <= 0 for promise in promises),
    )


def class_records(promises: Iterable[Promise]) -> tuple[ClassRecord, ...]:
    """Return one record a class that has a promise, from the surest gain on."""
    held = tuple(promises)
    return tuple(
        ClassRecord(kind, track_record(own))
        for kind in RETURN_CLASSES
        if (own := [promise for promise in held if promise.kind == kind])
    )


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value == int(value) else repr(value)


def _line(kind: ReturnClass, bets: list[Bet]) -> ReturnLine:
    found = [bet.found for bet in bets if bet.found is not None]
    return ReturnLine(
        kind=kind,
        initiative_ids=tuple(bet.initiative_id for bet in bets),
        spend=sum(bet.cost or 0.0 for bet in bets),
        announced=sum(bet.announced or 0.0 for bet in bets),
        reviewed=len(found),
        found=sum(found),
    )
