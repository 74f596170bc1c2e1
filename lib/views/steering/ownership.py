"""Shared ownership of pairs, KPIs and recommendations, and the objections to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.domain.decisions import Decision
from lib.domain.feedback import Objection, SubjectKind, is_open
from lib.domain.metrics import Metric, MetricPair
from lib.store import reads
from lib.views.company import Company, company
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class SharedItem:
    """Something that product and business own together.

    Attributes
    ----------
    kind, subject_id
        What it is.
    subject
        The pair, metric or decision itself.
    metrics
        Product and business metric of a pair, where known.
    squad_ids
        Squads concerned.
    objections
        Objections recorded, in order.
    """

    kind: SubjectKind
    subject_id: str
    subject: MetricPair | Metric | Decision
    metrics: tuple[Metric, ...]
    squad_ids: frozenset[str]
    objections: tuple[Objection, ...]

    @property
    def owner_product(self) -> str:
        """Owner on the product side; empty without one."""
        return self.subject.owner_product or ""

    @property
    def owner_business(self) -> str:
        """Owner on the business side; empty without one."""
        return self.subject.owner_business or ""

    @property
    def is_shared(self) -> bool:
        """Whether it is owned on both sides."""
        return bool(self.owner_product and self.owner_business)


@dataclass(frozen=True, slots=True)
class OwnershipView:
    """Everything owned together.

    Attributes
    ----------
    items
        Pairs, common KPIs and recommendations.
    unplaced
        Objections to an unknown subject.
    """

    items: tuple[SharedItem, ...]
    unplaced: tuple[Objection, ...]

    def of_squad(self, squad_id: str) -> tuple[SharedItem, ...]:
        """Return what concerns a squad; everything for an empty identifier."""
        return tuple(item for item in self.items if not squad_id or squad_id in item.squad_ids)

    @property
    def open_count(self) -> int:
        """Number of objections without an answer."""
        placed = [objection for item in self.items for objection in item.objections]
        return sum(is_open(objection) for objection in (*placed, *self.unplaced))


@cached
def ownership_view(snapshot: Snapshot) -> OwnershipView:
    """Return pairs, common KPIs and recommendations with owners and objections."""
    catalogue = company(snapshot)
    with snapshot.reading() as connection:
        objections = reads.records(connection, Objection, snapshot.version)
    objections.sort(key=lambda objection: (objection.raised_on, objection.objection_id))
    by_subject: dict[tuple[str, str], list[Objection]] = {}
    for objection in objections:
        key = (objection.subject_kind, objection.subject_id)
        by_subject.setdefault(key, []).append(objection)
    items = tuple(_items(catalogue, by_subject))
    placed = {objection.objection_id for item in items for objection in item.objections}
    return OwnershipView(
        items=items,
        unplaced=tuple(
            objection for objection in objections if objection.objection_id not in placed
        ),
    )


def _items(
    catalogue: Company, by_subject: dict[tuple[str, str], list[Objection]]
) -> Iterator[SharedItem]:
    def item(
        kind: SubjectKind, subject_id: str, subject: MetricPair | Metric | Decision
    ) -> SharedItem:
        return SharedItem(
            kind=kind,
            subject_id=subject_id,
            subject=subject,
            metrics=_metrics(catalogue, subject),
            squad_ids=_squads(catalogue, subject),
            objections=tuple(by_subject.get((kind, subject_id), ())),
        )

    for pair in catalogue.pairs.values():
        yield item("pair", pair.pair_id, pair)
    for metric in catalogue.metrics.values():
        if metric.common_kpi or ("metric", metric.metric_id) in by_subject:
            yield item("metric", metric.metric_id, metric)
    for decision in catalogue.decisions.values():
        if decision.status == "open" or ("decision", decision.decision_id) in by_subject:
            yield item("decision", decision.decision_id, decision)


def _metrics(catalogue: Company, subject: MetricPair | Metric | Decision) -> tuple[Metric, ...]:
    if not isinstance(subject, MetricPair):
        return ()
    metric_ids = (subject.product_metric_id, subject.business_metric_id)
    return tuple(catalogue.metrics[name] for name in metric_ids if name in catalogue.metrics)


def _squads(catalogue: Company, subject: MetricPair | Metric | Decision) -> frozenset[str]:
    if isinstance(subject, MetricPair):
        return frozenset({subject.squad_id}) if subject.squad_id else frozenset()
    if isinstance(subject, Metric):
        return frozenset(
            pair.squad_id
            for pair in catalogue.pairs.values()
            if pair.squad_id
            and subject.metric_id in (pair.product_metric_id, pair.business_metric_id)
        )
    initiative = catalogue.initiatives.get(subject.initiative_id or "")
    pair = catalogue.pairs.get(subject.pair_id or "")
    squad_ids = (initiative.squad_id if initiative else None, pair.squad_id if pair else None)
    return frozenset(squad_id for squad_id in squad_ids if squad_id)
