"""Metric pairs: each product metric beside the business metric it should move."""

from collections.abc import Mapping
from dataclasses import dataclass

from lib.domain.initiatives import Squad
from lib.domain.metrics import MetricPair
from lib.domain.okrs import Objective
from lib.views.company import Company, company
from lib.views.series import Launch, PairSeries, metric_series
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class PairCard:
    """One pair with its squad and objectives."""

    series: PairSeries
    squad: Squad | None
    objective_ids: tuple[str, ...]

    @property
    def pair_id(self) -> str:
        """Identifier of the pair."""
        return self.series.pair.pair_id


@dataclass(frozen=True, slots=True)
class MetricPairsView:
    """Every pair, and the choices that filter them."""

    cards: tuple[PairCard, ...]
    squads: tuple[Squad, ...]
    objectives: tuple[Objective, ...]

    def chosen(
        self,
        squad_id: str,
        objective_id: str,
        label: str = "",
        labels: Mapping[str, str] | None = None,
    ) -> tuple[PairCard, ...]:
        """Return the cards of a squad, an objective and a label by pair; empty means all."""
        return tuple(
            card
            for card in self.cards
            if (not squad_id or (card.squad and card.squad.squad_id == squad_id))
            and (not objective_id or objective_id in card.objective_ids)
            and (not label or (labels or {}).get(card.pair_id) == label)
        )

    def card(self, pair_id: str) -> PairCard | None:
        """Return the card of a pair, or None."""
        return next((card for card in self.cards if card.pair_id == pair_id), None)


@cached
def metric_pairs_view(snapshot: Snapshot) -> MetricPairsView:
    """Return every declared pair whose two metrics are known."""
    catalogue = company(snapshot)
    cards = tuple(
        PairCard(
            series=_pair_series(snapshot, catalogue, pair),
            squad=catalogue.squads.get(pair.squad_id or ""),
            objective_ids=_objectives(catalogue, pair),
        )
        for pair in catalogue.pairs.values()
        if pair.product_metric_id in catalogue.metrics
        and pair.business_metric_id in catalogue.metrics
    )
    return MetricPairsView(
        cards=cards,
        squads=tuple(catalogue.squads.values()),
        objectives=tuple(catalogue.objectives.values()),
    )


def _pair_series(snapshot: Snapshot, catalogue: Company, pair: MetricPair) -> PairSeries:
    return PairSeries(
        pair=pair,
        product=metric_series(snapshot, catalogue.metrics[pair.product_metric_id]),
        business=metric_series(snapshot, catalogue.metrics[pair.business_metric_id]),
        launches=_launches(catalogue, pair),
    )


def _launches(catalogue: Company, pair: MetricPair) -> tuple[Launch, ...]:
    launched = sorted(
        (
            (item.launched_on, item)
            for item in catalogue.initiatives.values()
            if item.pair_id == pair.pair_id and item.launched_on and catalogue.is_tied(item)
        ),
        key=lambda launch: (launch[0], launch[1].initiative_id),
    )
    return tuple(
        Launch(item.initiative_id, number, launched_on, item.name_fr, item.name_en)
        for number, (launched_on, item) in enumerate(launched, start=1)
    )


def _objectives(catalogue: Company, pair: MetricPair) -> tuple[str, ...]:
    measured = {
        result.objective_id
        for result in catalogue.key_results
        if result.metric_id in (pair.product_metric_id, pair.business_metric_id)
    }
    served = {
        objective_id
        for item in catalogue.initiatives.values()
        if item.pair_id == pair.pair_id and catalogue.is_tied(item)
        for objective_id in catalogue.objectives_of(item.initiative_id)
    }
    return tuple(sorted(measured | served))
