"""Decisions: what was decided on which figures, and whether it came out as expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.decisions import Decision, DecisionOption, Review
from lib.domain.initiatives import Initiative
from lib.domain.returns import ReturnClass
from lib.statistics.pairs import PairLabel
from lib.views.as_of_dates import data_day
from lib.views.committee.initiatives import initiatives_view
from lib.views.company import Company, company
from lib.views.evidence import pair_evidence
from lib.views.snapshot import Snapshot

DecisionState = Literal["ready", "incomplete", "waiting", "overdue", "reviewed", "unplanned"]
Gap = Literal["do_nothing", "alternative", "range", "evidence", "cost_of_waiting", "review_date"]
Outcome = Literal["within", "above", "below", "unknown"]

STATES: tuple[DecisionState, ...] = (
    "ready",
    "incomplete",
    "overdue",
    "waiting",
    "unplanned",
    "reviewed",
)
"""Every state: two of an open decision, four of one taken."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure we are today of what a decision stands on; None where it names nothing known."""

    pair_label: PairLabel | None
    effect: ReturnClass | None

    @property
    def is_known(self) -> bool:
        """Whether anything can be said."""
        return self.pair_label is not None or self.effect is not None


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """One decision of the log.

    Attributes
    ----------
    options
        Ways to decide, in the order of their identifiers.
    chosen
        Option chosen, or recommended while the decision is open.
    gaps
        What a recommendation still lacks before it may be called ready.
    review
        Latest review.
    """

    decision: Decision
    options: tuple[DecisionOption, ...]
    chosen: DecisionOption | None
    initiative: Initiative | None
    evidence: Evidence
    gaps: tuple[Gap, ...]
    review: Review | None
    state: DecisionState

    @property
    def outcome(self) -> Outcome:
        """Where the effect found lies against the range expected."""
        one = self.decision
        found = self.review.actual if self.review else None
        if found is None or one.expected_low is None or one.expected_high is None:
            return "unknown"
        if found < one.expected_low:
            return "below"
        return "above" if found > one.expected_high else "within"


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The whole log, told on a day; ``cards`` in the order in which they matter."""

    day: date | None
    cards: tuple[DecisionCard, ...]

    def card(self, decision_id: str) -> DecisionCard | None:
        """Return the card of a decision, or None."""
        return next((card for card in self.cards if card.decision.decision_id == decision_id), None)

    def chosen(self, state: str) -> tuple[DecisionCard, ...]:
        """Return the cards in a state; empty means all."""
        return tuple(card for card in self.cards if not state or card.state == state)

    def of(self, *states: DecisionState) -> tuple[DecisionCard, ...]:
        """Return the cards in any of some states."""
        return tuple(card for card in self.cards if card.state in states)


def decisions_view(snapshot: Snapshot, on: date | None = None) -> DecisionsView:
    """Return the log of decisions, told on a day: by default that of the latest upload."""
    day = on or data_day(snapshot)
    return snapshot.get_or_compute(("decisions", day), lambda: _view(snapshot, day))


def overdue_reviews(snapshot: Snapshot, on: date | None = None) -> tuple[Decision, ...]:
    """Return the decisions whose review day has passed without a review, the oldest first."""
    day = on or data_day(snapshot)
    known = company(snapshot)
    latest = _latest_reviews(known)
    overdue = [
        decision
        for decision in known.decisions.values()
        if _state(decision, (), latest.get(decision.decision_id), day) == "overdue"
    ]
    return tuple(sorted(overdue, key=_review_day))


def recommendation_gaps(
    decision: Decision, options: Sequence[DecisionOption], evidence: Evidence
) -> tuple[Gap, ...]:
    """Return what keeps a recommendation from being ready, in the order of a card."""
    is_ranged = decision.expected_low is not None and decision.expected_high is not None
    present: dict[Gap, bool] = {
        "do_nothing": any(option.does_nothing for option in options),
        "alternative": any(not option.does_nothing for option in options),
        "range": is_ranged and decision.expected_mid is not None,
        "evidence": evidence.is_known,
        "cost_of_waiting": decision.monthly_cost_of_waiting is not None,
        "review_date": decision.review_on is not None,
    }
    return tuple(gap for gap, is_present in present.items() if not is_present)


def _view(snapshot: Snapshot, day: date | None) -> DecisionsView:
    known, latest = company(snapshot), _latest_reviews(company(snapshot))
    options: dict[str, list[DecisionOption]] = {}
    for option in sorted(known.options, key=lambda option: option.option):
        options.setdefault(option.decision_id, []).append(option)
    cards = [
        _card(
            snapshot,
            decision,
            tuple(options.get(decision.decision_id, ())),
            latest.get(decision.decision_id),
            day,
        )
        for decision in known.decisions.values()
    ]
    return DecisionsView(day, tuple(sorted(cards, key=_order)))


def _card(
    snapshot: Snapshot,
    decision: Decision,
    options: tuple[DecisionOption, ...],
    review: Review | None,
    day: date | None,
) -> DecisionCard:
    evidence = _evidence(snapshot, decision)
    gaps = recommendation_gaps(decision, options, evidence)
    chosen = (option for option in options if option.option == decision.chosen_option)
    return DecisionCard(
        decision=decision,
        options=options,
        chosen=next(chosen, None),
        initiative=company(snapshot).initiatives.get(decision.initiative_id or ""),
        evidence=evidence,
        gaps=gaps,
        review=review,
        state=_state(decision, gaps, review, day),
    )


def _evidence(snapshot: Snapshot, decision: Decision) -> Evidence:
    found = pair_evidence(snapshot).get(decision.pair_id or "")
    card = initiatives_view(snapshot).card(decision.initiative_id or "")
    return Evidence(
        pair_label=found.assessment.label if found else None,
        effect=card.kind if card else None,
    )


def _state(
    decision: Decision, gaps: tuple[Gap, ...], review: Review | None, day: date | None
) -> DecisionState:
    if decision.status == "open":
        return "incomplete" if gaps else "ready"
    if review is not None:
        return "reviewed"
    if decision.review_on is None:
        return "unplanned"
    return "overdue" if day is not None and decision.review_on < day else "waiting"


def _latest_reviews(known: Company) -> dict[str, Review]:
    reviews = sorted(known.reviews, key=lambda review: review.reviewed_on)
    return {review.decision_id: review for review in reviews}


def _review_day(decision: Decision) -> tuple[date, str]:
    return (decision.review_on or date.max, decision.decision_id)


def _order(card: DecisionCard) -> tuple[int, int, str]:
    """Order open decisions by the day they are needed, then those taken, the latest first."""
    one = card.decision
    if one.status == "open":
        return (0, (one.due_on or date.max).toordinal(), one.decision_id)
    return (1, -(one.decided_on or date.min).toordinal(), one.decision_id)
