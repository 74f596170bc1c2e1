"""Quarterly update: what the committee reads about one quarter, from one snapshot."""

from dataclasses import dataclass
from datetime import date

from lib.domain.decisions import BLOCKS, Block, Decision, DecisionOption, Story
from lib.domain.feedback import ExecutiveRole, Insight, ListeningSession
from lib.domain.periods import months_between, quarter_end, quarter_key
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
from lib.views.snapshot import Snapshot, cached
from lib.views.steering.roadmap import RoadmapView, roadmap_view

__all__ = ["UpdateQuarters", "freezes", "quarterly_update_view", "update_quarters"]

_LAUNCH_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ListeningSummary:
    """Months since each executive role met users, and the sessions of the quarter."""

    roles: dict[ExecutiveRole, int]
    sessions: tuple[ListeningSession, ...]
    insights: tuple[Insight, ...]
    insight_count: int
    led_somewhere: int


@dataclass(frozen=True, slots=True)
class PendingDecision:
    """An open decision with its options in order."""

    decision: Decision
    options: tuple[DecisionOption, ...]


@dataclass(frozen=True, slots=True)
class QuarterlyUpdateView:
    """Everything in an update.

    Attributes
    ----------
    source
        Quarter, snapshot, blocks and commentary.
    month
        Last month of the update; None without data.
    signals
        Metrics out of their range in that month; None where later data are shown.
    launched
        Initiatives launched in the last twelve months, the latest first.
    restated
        Months restated since, which keep their earlier value in the update.
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


@cached
def quarterly_update_view(
    snapshot: Snapshot, quarter: str, blocks: tuple[Block, ...] = BLOCKS
) -> QuarterlyUpdateView:
    """Return the update of a quarter as a reader of a snapshot sees it."""
    source = update_source(snapshot, quarter, blocks)
    state = source.snapshot
    catalogue, last = company(state), facts(state).last
    month = min(last, quarter_end(quarter)) if last else None
    stories = sorted(
        catalogue.stories.values(), key=lambda story: story.told_on or date.min, reverse=True
    )
    return QuarterlyUpdateView(
        source=source,
        month=month,
        kpis=_kpis(state, month),
        signals=None if source.is_late else signals_view(state),
        objectives=objectives_view(state, quarter),
        pairs=metric_pairs_view(state).cards,
        evidence=pair_evidence(state),
        launched=_launched(state, month),
        stories=tuple(story for story in stories if story.status == "told"),
        withdrawn=tuple(story for story in stories if story.status == "withdrawn"),
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
        if card.launched_on and 0 <= months_between(card.launched_on, month) < _LAUNCH_MONTHS
    )


def _decisions(state: Snapshot) -> tuple[PendingDecision, ...]:
    catalogue = company(state)
    waiting = [decision for decision in catalogue.decisions.values() if decision.status == "open"]
    return tuple(
        PendingDecision(
            decision,
            tuple(opt for opt in catalogue.options if opt.decision_id == decision.decision_id),
        )
        for decision in sorted(
            waiting, key=lambda decision: (decision.due_on or date.max, decision.decision_id)
        )
    )


def _listened(state: Snapshot, quarter: str, month: date | None) -> ListeningSummary:
    with state.reading() as connection:
        sessions = reads.records(connection, ListeningSession, state.version)
        insights = reads.records(connection, Insight, state.version)
    past = [record for record in sessions if month and record.held_on.replace(day=1) <= month]
    roles = {
        record.role: months_between(record.held_on, month)
        for record in sorted(past, key=lambda record: record.held_on)
        if month
    }
    within = [record for record in past if quarter_key(record.held_on) == quarter]
    quarter_ids = {record.session_id for record in within}
    past_ids = {record.session_id for record in past}
    past_insights = [record for record in insights if record.session_id in past_ids]
    return ListeningSummary(
        roles=roles,
        sessions=tuple(within),
        insights=tuple(record for record in past_insights if record.session_id in quarter_ids),
        insight_count=len(past_insights),
        led_somewhere=sum(bool(row.initiative_id or row.decision_id) for row in past_insights),
    )
