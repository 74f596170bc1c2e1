"""Squads: mission, pairs, key results, initiatives, effort and cost."""

from dataclasses import dataclass
from datetime import date

from lib.domain.initiatives import Initiative, Squad
from lib.domain.metrics import Metric, MetricPair
from lib.domain.periods import months_between, quarter_end, quarter_key
from lib.domain.returns import ReturnByClass
from lib.views.committee.alignment import SquadGaps, squad_gaps
from lib.views.committee.initiatives import initiatives_view, portfolio
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.objectives import objectives_view
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot, cached
from lib.views.steering.effort import EffortSplit, effort_split, reported_efforts

HISTORY = 12
"""Months of effort shown."""


@dataclass(frozen=True, slots=True)
class OwnedPair:
    """A pair of the squad with its two metrics."""

    pair: MetricPair
    product: Metric
    business: Metric


@dataclass(frozen=True, slots=True)
class Spend:
    """What a squad costs, in euros; None where people or cost are not given.

    Attributes
    ----------
    monthly
        People times the cost of one person for a month.
    worked
        Person-months reported in the quarter times the same cost.
    """

    monthly: float | None
    worked: float | None


@dataclass(frozen=True, slots=True)
class SquadCard:
    """One squad in one quarter.

    Attributes
    ----------
    gaps
        What it lacks: mission, pair, key result.
    pairs
        Pairs it owns.
    lines
        Key results it owns.
    initiatives
        Its initiatives tied to their metrics.
    drafts
        Number of its initiatives not yet tied.
    effort
        Where the effort of the quarter went, or None where none is reported.
    history
        The same over the last twelve months up to the quarter's end, or None.
    spend
        What it costs.
    objective_ids
        Objectives of its key results.
    """

    squad: Squad
    gaps: SquadGaps
    pairs: tuple[OwnedPair, ...]
    lines: tuple[KeyResultLine, ...]
    initiatives: tuple[Initiative, ...]
    drafts: int
    effort: EffortSplit | None
    history: EffortSplit | None
    spend: Spend
    objective_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class SquadsView:
    """Every squad in one quarter."""

    quarter: str
    month: date | None
    cards: tuple[SquadCard, ...]

    def chosen(
        self, *, squad_id: str = "", objective_id: str = "", state: str = ""
    ) -> tuple[SquadCard, ...]:
        """Return the squads that match the choices; empty means all."""
        return tuple(
            card
            for card in self.cards
            if (not squad_id or card.squad.squad_id == squad_id)
            and (not objective_id or objective_id in card.objective_ids)
            and (not state or any(line.pace.progress.state == state for line in card.lines))
        )

    @property
    def outside(self) -> float | None:
        """Share of the effort of all squads outside any objective; None where none is reported."""
        splits = [card.effort for card in self.cards if card.effort]
        total = sum(split.person_months for split in splits)
        lost = sum(split.outside * split.person_months for split in splits)
        return lost / total if total else None

    @property
    def drifting(self) -> tuple[SquadCard, ...]:
        """The squads whose latest month left the agreed split by more than the limit."""
        return tuple(card for card in self.cards if card.effort and card.effort.drifts)

    @property
    def incomplete(self) -> tuple[SquadCard, ...]:
        """The squads that lack a mission, a pair or a key result."""
        return tuple(
            card
            for card in self.cards
            if card.gaps.lacks_mission or card.gaps.lacks_pair or card.gaps.lacks_key_result
        )


def squads_view(snapshot: Snapshot, quarter: str = "") -> SquadsView:
    """Return the squads in a known quarter, the current one by default."""
    return _view(snapshot, objectives_view(snapshot, quarter).quarter)


@cached
def _view(snapshot: Snapshot, quarter: str) -> SquadsView:
    objectives = objectives_view(snapshot, quarter)
    return SquadsView(
        quarter=quarter,
        month=objectives.month,
        cards=tuple(
            _card(snapshot, squad, quarter, objectives.lines)
            for squad in company(snapshot).squads.values()
        ),
    )


@cached
def squad_returns(snapshot: Snapshot, squad_id: str) -> tuple[ReturnByClass, ...]:
    """Return the returns of a squad's launched initiatives by class."""
    return portfolio(initiatives_view(snapshot).chosen(squad=squad_id)).lines


def _card(
    snapshot: Snapshot, squad: Squad, quarter: str, lines: tuple[KeyResultLine, ...]
) -> SquadCard:
    catalogue = company(snapshot)
    squad_lines = tuple(line for line in lines if line.key_result.squad_id == squad.squad_id)
    work = [item for item in catalogue.initiatives.values() if item.squad_id == squad.squad_id]
    tied = tuple(item for item in work if catalogue.is_tied(item))
    until = quarter_end(quarter) if quarter else date.max
    past = [effort for effort in reported_efforts(snapshot) if effort.period <= until]
    split = effort_split(
        squad, (effort for effort in past if not quarter or quarter_key(effort.period) == quarter)
    )
    since = max((effort.period for effort in past), default=until)
    history = effort_split(
        squad, (effort for effort in past if months_between(effort.period, since) < HISTORY)
    )
    return SquadCard(
        squad=squad,
        gaps=squad_gaps(catalogue, squad, quarter),
        pairs=_pairs(catalogue, squad),
        lines=squad_lines,
        initiatives=tied,
        drafts=len(work) - len(tied),
        effort=split,
        history=history,
        spend=_spend(squad, split),
        objective_ids=frozenset(line.key_result.objective_id for line in squad_lines),
    )


def _pairs(catalogue: Company, squad: Squad) -> tuple[OwnedPair, ...]:
    return tuple(
        OwnedPair(
            pair,
            catalogue.metrics[pair.product_metric_id],
            catalogue.metrics[pair.business_metric_id],
        )
        for pair in catalogue.pairs.values()
        if pair.squad_id == squad.squad_id
        and pair.product_metric_id in catalogue.metrics
        and pair.business_metric_id in catalogue.metrics
    )


def _spend(squad: Squad, split: EffortSplit | None) -> Spend:
    if squad.monthly_cost is None:
        return Spend(None, None)
    monthly = None if squad.people is None else squad.people * squad.monthly_cost
    worked = None if split is None else split.person_months * squad.monthly_cost
    return Spend(monthly, worked)
