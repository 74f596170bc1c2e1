"""Initiatives: predicted and measured effects, and the returns of the portfolio."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.decisions import Review
from lib.domain.initiatives import Initiative, InitiativeStatus, Prediction, Squad
from lib.domain.metrics import Metric, MetricPair
from lib.domain.okrs import Objective
from lib.domain.periods import quarter_key
from lib.domain.returns import (
    AccuracyByClass,
    PortfolioItem,
    PredictionAccuracy,
    PredictionOutcome,
    ReturnByClass,
    ReturnClass,
    SealState,
    accuracy_by_class,
    prediction_accuracy,
    return_class,
    returns_by_class,
    seal_state,
)
from lib.store import reads
from lib.views.company import Company, company
from lib.views.impacts import InitiativeImpact, impact_of
from lib.views.snapshot import Snapshot, cached

__all__ = ["InitiativesView", "impact_of", "initiatives_view", "portfolio"]

Gap = Literal["product_metric", "business_metric"]


@dataclass(frozen=True, slots=True)
class SealedPrediction:
    """The effect predicted at approval, in its first version.

    Attributes
    ----------
    seal
        Whether it was altered after it was frozen.
    versions
        Number of versions with different figures.
    is_late
        Whether it was frozen after the launch, so that it is no prediction.
    """

    prediction: Prediction
    seal: SealState
    versions: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One initiative, tied to both its metrics.

    Attributes
    ----------
    objectives
        Objectives it contributes to.
    impact
        What it changed; both sides None before the launch.
    kind
        Class of return of its cost; None before the launch.
    found_effect
        Effect found at the latest review, in euros a year.
    quarter
        Quarter of its launch or planned launch; empty without either.
    """

    initiative: Initiative
    squad: Squad | None
    objectives: tuple[Objective, ...]
    pair: MetricPair | None
    product: Metric
    business: Metric
    prediction: SealedPrediction | None
    impact: InitiativeImpact
    kind: ReturnClass | None
    found_effect: float | None
    review: Review | None
    quarter: str

    @property
    def launched_on(self) -> date | None:
        """Day of the launch."""
        return self.initiative.launched_on


@dataclass(frozen=True, slots=True)
class Draft:
    """An initiative not yet tied to both metrics, with what is missing."""

    initiative: Initiative
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Returns of a set of initiatives; amounts of different classes are never added.

    Attributes
    ----------
    lines
        Spend by class of return.
    record
        Predicted effects against those found at the reviews; sealed predictions only.
    records
        The same by class: effects of different classes are not added.
    left_out
        Predictions left out of the record: altered, or frozen after the launch.
    stopped
        Initiatives stopped, the latest first.
    saved
        Money saved by stopping them, in euros.
    """

    lines: tuple[ReturnByClass, ...]
    record: PredictionAccuracy
    records: tuple[AccuracyByClass, ...]
    left_out: int
    stopped: tuple[Card, ...]
    saved: float


@dataclass(frozen=True, slots=True)
class InitiativesView:
    """Every initiative, and the choices that filter them."""

    cards: tuple[Card, ...]
    drafts: tuple[Draft, ...]
    squads: tuple[Squad, ...]
    objectives: tuple[Objective, ...]
    quarters: tuple[str, ...]
    statuses: tuple[InitiativeStatus, ...]

    def chosen(
        self, *, squad: str = "", objective: str = "", quarter: str = "", status: str = ""
    ) -> tuple[Card, ...]:
        """Return the cards that match every choice; an empty choice means all."""
        return tuple(
            card
            for card in self.cards
            if squad in ("", card.initiative.squad_id)
            and (not objective or objective in {item.objective_id for item in card.objectives})
            and quarter in ("", card.quarter)
            and status in ("", card.initiative.status)
        )

    def card(self, initiative_id: str) -> Card | None:
        """Return the card of an initiative, or None."""
        return next(
            (card for card in self.cards if card.initiative.initiative_id == initiative_id), None
        )


@cached
def initiatives_view(snapshot: Snapshot) -> InitiativesView:
    """Return every initiative of a snapshot, the latest launch first."""
    catalogue = company(snapshot)
    predictions = _predictions(snapshot, catalogue)
    tied = [
        initiative for initiative in catalogue.initiatives.values() if catalogue.is_tied(initiative)
    ]
    cards = sorted(
        (
            _card(snapshot, catalogue, initiative, predictions.get(initiative.initiative_id))
            for initiative in tied
        ),
        key=lambda card: (card.launched_on or date.max, card.initiative.initiative_id),
        reverse=True,
    )
    return InitiativesView(
        cards=tuple(cards),
        drafts=tuple(
            Draft(initiative, gaps)
            for initiative in catalogue.initiatives.values()
            if (gaps := _gaps(catalogue, initiative))
        ),
        squads=tuple(catalogue.squads.values()),
        objectives=tuple(catalogue.objectives.values()),
        quarters=tuple(sorted({card.quarter for card in cards if card.quarter}, reverse=True)),
        statuses=tuple(dict.fromkeys(card.initiative.status for card in cards)),
    )


def portfolio(cards: Iterable[Card]) -> Portfolio:
    """Return the returns of a set of initiatives."""
    all_cards = tuple(cards)
    outcomes = [outcome for card in all_cards if (outcome := _outcome(card)) is not None]
    reviewed = [
        card for card in all_cards if card.found_effect is not None and card.prediction is not None
    ]
    stopped = sorted(
        (card for card in all_cards if card.initiative.status == "stopped"),
        key=lambda card: card.initiative.stopped_on or date.min,
        reverse=True,
    )
    return Portfolio(
        lines=returns_by_class(
            item for card in all_cards if (item := _portfolio_item(card)) is not None
        ),
        record=prediction_accuracy(outcomes),
        records=accuracy_by_class(outcomes),
        left_out=len(reviewed) - len(outcomes),
        stopped=tuple(stopped),
        saved=sum(card.initiative.money_saved or 0.0 for card in stopped),
    )


def _card(
    snapshot: Snapshot,
    catalogue: Company,
    initiative: Initiative,
    prediction: SealedPrediction | None,
) -> Card:
    name = initiative.initiative_id
    impact = impact_of(snapshot, name)
    launch_day = initiative.launched_on or initiative.planned_on
    return Card(
        initiative=initiative,
        squad=catalogue.squads.get(initiative.squad_id or ""),
        objectives=tuple(
            catalogue.objectives[objective_id]
            for objective_id in catalogue.objectives_of(name)
            if objective_id in catalogue.objectives
        ),
        pair=catalogue.pairs.get(initiative.pair_id or ""),
        product=catalogue.metrics[initiative.product_metric_id or ""],
        business=catalogue.metrics[initiative.business_metric_id or ""],
        prediction=prediction,
        impact=impact,
        kind=_kind(initiative, impact),
        found_effect=catalogue.effects_found().get(name),
        review=catalogue.latest_reviews_by_initiative().get(name),
        quarter=quarter_key(launch_day) if launch_day else "",
    )


def _kind(initiative: Initiative, impact: InitiativeImpact) -> ReturnClass | None:
    if initiative.launched_on is None:
        return None
    if impact.business is None:
        return "too_early"
    return return_class(impact.business.finding, impact.business.course)


def _gaps(catalogue: Company, initiative: Initiative) -> tuple[Gap, ...]:
    tied: dict[Gap, bool] = {
        "product_metric": initiative.product_metric_id in catalogue.metrics,
        "business_metric": initiative.business_metric_id in catalogue.metrics,
    }
    return tuple(gap for gap, is_tied in tied.items() if not is_tied)


def _predictions(snapshot: Snapshot, catalogue: Company) -> dict[str, SealedPrediction]:
    """Return the first prediction of each initiative, with the number of its versions."""
    with snapshot.reading() as connection:
        written = reads.record_history(connection, Prediction, snapshot.version)
    versions: dict[tuple[str, date], list[Prediction]] = {}
    for version in written:
        key = (version.record.initiative_id, version.record.frozen_on)
        versions.setdefault(key, []).append(version.record)
    first: dict[str, SealedPrediction] = {}
    for (initiative_id, frozen_on), predictions in sorted(versions.items()):
        if initiative_id in first:
            continue
        initiative = catalogue.initiatives.get(initiative_id)
        launched = initiative.launched_on if initiative else None
        first[initiative_id] = SealedPrediction(
            prediction=predictions[0],
            seal=seal_state(predictions),
            versions=len({(version.low, version.mid, version.high) for version in predictions}),
            is_late=launched is not None and frozen_on > launched,
        )
    return first


def _portfolio_item(card: Card) -> PortfolioItem | None:
    if card.kind is None:
        return None
    return PortfolioItem(
        initiative_id=card.initiative.initiative_id,
        kind=card.kind,
        cost=card.initiative.cost,
        announced=card.prediction.prediction.mid if card.prediction else None,
        actual=card.found_effect,
    )


def _outcome(card: Card) -> PredictionOutcome | None:
    """Return a sealed prediction beside the effect found; None without both."""
    sealed = card.prediction
    if sealed is None or card.found_effect is None or sealed.is_late or sealed.seal == "altered":
        return None
    announced = sealed.prediction
    return PredictionOutcome(
        initiative_id=card.initiative.initiative_id,
        kind=card.kind or "not_shown",  # reviewed without a launch: nothing was there to show
        low=announced.low,
        mid=announced.mid,
        high=announced.high,
        actual=card.found_effect,
    )
