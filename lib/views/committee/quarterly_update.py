"""Quarterly update: what the committee is told of one quarter, from one data version."""

from dataclasses import dataclass
from datetime import date

from lib.domain.decisions import Decision, DecisionOption, Story
from lib.domain.listening import ExecutiveRole, Insight, ListeningSession
from lib.domain.periods import months_between, quarter_end, quarter_key
from lib.domain.updates import BLOCKS, Block
from lib.store import reads
from lib.views.committee.frozen_updates import (
    UpdateQuarters,
    UpdateSource,
    freezes,
    update_quarters,
    update_source,
)
from lib.views.committee.initiatives import Card, initiatives_view
from lib.views.committee.metric_pairs import PairCard, metric_pairs_view
from lib.views.committee.objectives import ObjectivesView, objectives_view
from lib.views.committee.overview import COMMON_KPI_LIMIT, KpiCard, ReviewedDecision, overview_view
from lib.views.committee.update_changes import Restated, UpdateComparison, compared, restated_since
from lib.views.company import company
from lib.views.evidence import PairEvidence, pair_evidence
from lib.views.series import facts, metric_series
from lib.views.signals import SignalsView, signals_view
from lib.views.snapshot import Snapshot
from lib.views.steering.roadmap import RoadmapView, roadmap_view

__all__ = ["UpdateQuarters", "freezes", "quarterly_update_view", "update_quarters"]

_LAUNCHES_TOLD = 12


@dataclass(frozen=True, slots=True)
class ListeningSummary:
    """The last time each executive role heard users, and what was heard in the quarter."""

    roles: dict[ExecutiveRole, int]
    sessions: tuple[ListeningSession, ...]
    insights: tuple[Insight, ...]
    insight_count: int
    led_somewhere: int


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """A decision that waits, with its options in order."""

    decision: Decision
    options: tuple[DecisionOption, ...]


@dataclass(frozen=True, slots=True)
class QuarterlyUpdateView:
    """Everything an update tells.

    Attributes
    ----------
    source
        Quarter, snapshot, blocks and commentary.
    month
        Last month told; None without data.
    signals
        Metrics out of their range in that month; None where later data are shown.
    launched
        Initiatives launched in the last twelve months, the latest first.
    restated
        Months written anew since, which keep their figure here.
    comparison
        What changed since the previous frozen update; None without one.
    """

    source: UpdateSource
    month: date | None
    kpis: tuple[KpiCard, ...]
    signals: SignalsView | None
    objectives: ObjectivesView
    pairs: tuple[PairCard, ...]
    evidence: dict[str, PairEvidence]
    launched: tuple[Card, ...]
    stories: tuple[Story, ...]
    withdrawn: tuple[Story, ...]
    listened: ListeningSummary
    decisions: tuple[PendingDecision, ...]
    outcomes: tuple[ReviewedDecision, ...]
    roadmap: RoadmapView
    restated: tuple[Restated, ...]
    comparison: UpdateComparison | None


def quarterly_update_view(
    snapshot: Snapshot, quarter: str, blocks: tuple[Block, ...] = BLOCKS
) -> QuarterlyUpdateView:
    """Return the update of a quarter as a reader of a snapshot sees it."""
    key = ("quarterly_update", quarter, blocks)
    return snapshot.get_or_compute(
        key, lambda: _view(snapshot, update_source(snapshot, quarter, blocks))
    )


def _view(snapshot: Snapshot, shown: UpdateSource) -> QuarterlyUpdateView:
    state, quarter = shown.snapshot, shown.quarter
    known, last = company(state), facts(state).last
    month = min(last, quarter_end(quarter)) if last else None
    stories = sorted(known.stories.values(), key=lambda one: one.told_on or date.min, reverse=True)
    return QuarterlyUpdateView(
        source=shown,
        month=month,
        kpis=_kpis(state, month),
        signals=None if shown.is_late else signals_view(state),
        objectives=objectives_view(state, quarter),
        pairs=metric_pairs_view(state).cards,
        evidence=pair_evidence(state),
        launched=_launched(state, month),
        stories=tuple(one for one in stories if one.status == "told"),
        withdrawn=tuple(one for one in stories if one.status == "withdrawn"),
        listened=_listened(state, quarter, month),
        decisions=_decisions(state),
        outcomes=overview_view(state).outcomes,
        roadmap=roadmap_view(state),
        restated=restated_since(state, snapshot, month),
        comparison=compared(snapshot, state, quarter, month),
    )


def _kpis(state: Snapshot, month: date | None) -> tuple[KpiCard, ...]:
    common = [metric for metric in company(state).metrics.values() if metric.common_kpi]
    cards = []
    for metric in common[:COMMON_KPI_LIMIT]:
        series = metric_series(state, metric)
        at = series.months.index(month) if month in series.months else None
        if at is None or month is None:
            cards.append(KpiCard(series, None, None, None, is_late=True))
            continue
        value = series.values[at]
        cards.append(
            KpiCard(series, value, series.targets[at], series.prior[at], is_late=value is None)
        )
    return tuple(cards)


def _launched(state: Snapshot, month: date | None) -> tuple[Card, ...]:
    if month is None:
        return ()
    return tuple(
        card
        for card in initiatives_view(state).cards
        if card.launched_on and 0 <= months_between(card.launched_on, month) < _LAUNCHES_TOLD
    )


def _decisions(state: Snapshot) -> tuple[PendingDecision, ...]:
    known = company(state)
    waiting = [one for one in known.decisions.values() if one.status == "open"]
    return tuple(
        PendingDecision(
            one, tuple(opt for opt in known.options if opt.decision_id == one.decision_id)
        )
        for one in sorted(waiting, key=lambda one: (one.due_on or date.max, one.decision_id))
    )


def _listened(state: Snapshot, quarter: str, month: date | None) -> ListeningSummary:
    with state.reading() as connection:
        sessions = reads.records(connection, ListeningSession, state.version)
        insights = reads.records(connection, Insight, state.version)
    past = [one for one in sessions if month and one.held_on.replace(day=1) <= month]
    roles = {
        one.role: months_between(one.held_on, month)
        for one in sorted(past, key=lambda one: one.held_on)
        if month
    }
    within = [one for one in past if quarter_key(one.held_on) == quarter]
    heard = {one.session_id for one in within}
    known = {one.session_id for one in past}
    told_insights = [one for one in insights if one.session_id in known]
    return ListeningSummary(
        roles=roles,
        sessions=tuple(within),
        insights=tuple(one for one in told_insights if one.session_id in heard),
        insight_count=len(told_insights),
        led_somewhere=sum(bool(one.initiative_id or one.decision_id) for one in told_insights),
    )
