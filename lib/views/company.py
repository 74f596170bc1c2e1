"""The catalogue of one data version by identifier: everything except the metric values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lib.domain.decisions import Decision, DecisionOption, OneOnOne, Review, Scenario, Story
from lib.domain.feedback import Insight, ListeningSession
from lib.domain.initiatives import Contribution, Initiative, Squad
from lib.domain.metrics import CompanyProfile, Event, Metric, MetricPair, MetricTarget
from lib.domain.okrs import CheckIn, KeyResult, Objective
from lib.domain.records import columns_of, is_extreme
from lib.store import reads
from lib.store.connection import Connection
from lib.store.uploads.uploads import Upload, list_uploads
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class Company:
    """Everything except the metric values, at one data version."""

    profile: CompanyProfile
    metrics: dict[str, Metric]
    pairs: dict[str, MetricPair]
    squads: dict[str, Squad]
    objectives: dict[str, Objective]
    key_results: tuple[KeyResult, ...]
    check_ins: tuple[CheckIn, ...]
    initiatives: dict[str, Initiative]
    contributions: tuple[Contribution, ...]
    targets: dict[tuple[str, date], float]
    events: tuple[Event, ...]
    decisions: dict[str, Decision]
    options: tuple[DecisionOption, ...]
    reviews: tuple[Review, ...]
    stories: dict[str, Story]
    sessions: tuple[ListeningSession, ...]
    insights: tuple[Insight, ...]
    scenarios: tuple[Scenario, ...]
    one_on_ones: tuple[OneOnOne, ...]
    uploads: dict[int, Upload]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been loaded yet."""
        return not self.metrics

    def is_tied(self, initiative: Initiative) -> bool:
        """Whether an initiative has both metrics; until then it stays a draft."""
        return (
            initiative.product_metric_id in self.metrics
            and initiative.business_metric_id in self.metrics
        )

    def objectives_of(self, initiative_id: str) -> tuple[str, ...]:
        """Return the objectives an initiative contributes to."""
        return tuple(
            link.objective_id
            for link in self.contributions
            if link.initiative_id == initiative_id and link.contribution > 0
        )

    def latest_reviews(self) -> dict[str, Review]:
        """Return the latest review of each decision, the oldest review first."""
        latest: dict[str, Review] = {}
        for review in sorted(self.reviews, key=lambda review: review.reviewed_on):
            latest[review.decision_id] = review
        return latest

    def latest_reviews_by_initiative(self) -> dict[str, Review]:
        """Return the latest review of each initiative that a reviewed decision names."""
        latest: dict[str, Review] = {}
        for review in sorted(self.reviews, key=lambda review: review.reviewed_on):
            decision = self.decisions.get(review.decision_id)
            if decision is not None and decision.initiative_id:
                latest[decision.initiative_id] = review
        return latest

    def effects_found(self) -> dict[str, float]:
        """Return the effect found at the latest review of each initiative, in euros a year."""
        return {
            initiative_id: review.actual
            for initiative_id, review in self.latest_reviews_by_initiative().items()
            if review.actual is not None
        }


@cached
def company(snapshot: Snapshot) -> Company:
    """Return the catalogue of a snapshot."""
    with snapshot.reading() as connection:
        version = snapshot.version

        def by_id(record: type[Any], key: str) -> dict[str, Any]:
            return {getattr(item, key): item for item in all_of(record)}

        def all_of(record: type[Any]) -> tuple[Any, ...]:
            columns = columns_of(record)
            numbers = [c.name for c in columns if c.type == "number" and not c.required]
            rows = reads.records(connection, record, version)
            return tuple(_bounded(row, numbers) for row in rows)

        return Company(
            profile=reads.company_profile(connection, version),
            metrics=by_id(Metric, "metric_id"),
            pairs=by_id(MetricPair, "pair_id"),
            squads=by_id(Squad, "squad_id"),
            objectives=by_id(Objective, "objective_id"),
            key_results=all_of(KeyResult),
            check_ins=all_of(CheckIn),
            initiatives=by_id(Initiative, "initiative_id"),
            contributions=all_of(Contribution),
            targets=_targets(connection, version),
            events=all_of(Event),
            decisions=by_id(Decision, "decision_id"),
            options=all_of(DecisionOption),
            reviews=all_of(Review),
            stories=by_id(Story, "story_id"),
            sessions=all_of(ListeningSession),
            insights=all_of(Insight),
            scenarios=all_of(Scenario),
            one_on_ones=all_of(OneOnOne),
            uploads={upload.seq: upload for upload in list_uploads(connection, version)},
        )


def _bounded(record: Any, numbers: Sequence[str]) -> Any:  # noqa: ANN401 - any record
    """Return a record without the optional numbers that nothing can be computed from."""
    extreme = {
        name: None
        for name in numbers
        if (number := getattr(record, name)) is not None and is_extreme(number)
    }
    return replace(record, **extreme) if extreme else record


def _targets(connection: Connection, version: int) -> dict[tuple[str, date], float]:
    targets = reads.records(connection, MetricTarget, version)
    return {
        (target.metric_id, target.period): target.value
        for target in targets
        if not is_extreme(target.value)
    }


def data_day(snapshot: Snapshot) -> date | None:
    """Return the day on which the latest upload was received; None in an empty company."""
    return max((upload.received_on for upload in company(snapshot).uploads.values()), default=None)


def version_on(snapshot: Snapshot, day: date) -> int | None:
    """Return the last data version whose upload was received by ``day``; None without any."""
    uploads = company(snapshot).uploads.values()
    return max((upload.seq for upload in uploads if upload.received_on <= day), default=None)
