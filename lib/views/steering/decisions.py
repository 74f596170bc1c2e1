"""Decisions: what was decided on which figures, and whether it came out as expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.decisions import Decision, DecisionOption, Review
from lib.domain.initiatives import Initiative
from lib.domain.returns import ReturnClass
from lib.statistics.pairs import PairLabel
from lib.views.committee.initiatives import initiatives_view
from lib.views.company import company, data_day
from lib.views.evidence import pair_evidence
from lib.views.snapshot import Snapshot, cached

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
"""Every state: two of an open decision, four of a decision taken."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Today's evidence for a decision; None where it names no known pair or initiative."""

    pair_label: PairLabel | None
    effect: ReturnClass | None

    @property
    def is_known(self) -> bool:
        """Whether there is any evidence."""
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
        What a recommendation lacks to be ready.
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
        decision = self.decision
        actual = self.review.actual if self.review else None
        if actual is None or decision.expected_low is None or decision.expected_high is None:
            return "unknown"
        if actual < decision.expected_low:
            return "below"
        return "above" if actual > decision.expected_high else "within"


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The decision log as of a day, the most urgent cards first."""

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
    """Return the decision log as of a day: by default that of the latest upload."""
    return _view(snapshot, on or data_day(snapshot))


def overdue_reviews(snapshot: Snapshot, on: date | None = None) -> tuple[Decision, ...]:
    """Return the decisions whose review day has passed without a review, the oldest first."""
    day = on or data_day(snapshot)
    catalogue = company(snapshot)
    latest = catalogue.latest_reviews()
    overdue = [
        decision
        for decision in catalogue.decisions.values()
        if _state(decision, (), latest.get(decision.decision_id), day) == "overdue"
    ]
    return tuple(sorted(overdue, key=_review_day))


def recommendation_gaps(
    decision: Decision, options: Sequence[DecisionOption], evidence: Evidence
) -> tuple[Gap, ...]:
    """Return what a recommendation lacks to be ready, in the order of a card."""
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


@cached
def _view(snapshot: Snapshot, day: date | None) -> DecisionsView:
    catalogue, latest = company(snapshot), company(snapshot).latest_reviews()
    options: dict[str, list[DecisionOption]] = {}
    for option in sorted(catalogue.options, key=lambda option: option.option):
        options.setdefault(option.decision_id, []).append(option)
    cards = [
        _card(
            snapshot,
            decision,
            tuple(options.get(decision.decision_id, ())),
            latest.get(decision.decision_id),
            day,
        )
        for decision in catalogue.decisions.values()
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
    evidence = pair_evidence(snapshot).get(decision.pair_id or "")
    card = initiatives_view(snapshot).card(decision.initiative_id or "")
    return Evidence(
        pair_label=evidence.assessment.label if evidence else None,
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


def _review_day(decision: Decision) -> tuple[date, str]:
    return (decision.review_on or date.max, decision.decision_id)


def _order(card: DecisionCard) -> tuple[int, int, str]:
    """Order open decisions by the day they are needed, then those taken, the latest first."""
    decision = card.decision
    if decision.status == "open":
        return (0, (decision.due_on or date.max).toordinal(), decision.decision_id)
    return (1, -(decision.decided_on or date.min).toordinal(), decision.decision_id)
