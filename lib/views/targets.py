"""Targets changed after their quarter had started, with the reason of each change.

Changes are read from the history of uploads, so that a later change cannot hide an earlier one.
Changes before the start of the quarter are not reported.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from lib.domain.metrics import MetricTarget
from lib.domain.okrs import KeyResult, KeyResultKind
from lib.domain.periods import quarter_key, quarter_start
from lib.store import reads
from lib.store.reads import Written
from lib.views.snapshot import Snapshot, cached


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One change of a target after its quarter had started.

    Attributes
    ----------
    key_result_id
        Key result concerned; None for the target of a metric.
    metric_id, period
        Metric and month concerned; None for a key result.
    quarter
        Quarter that had started.
    former_target, target
        Target before and after the change.
    former_start, start
        Start value before and after; None for a metric.
    former_kind, kind
        Committed or aspirational, before and after; None for a metric.
    changed_on
        Day the change was received.
    seq, author
        Upload that changed it, and who made it.
    reason
        Why, as given with the change; None where none was given.
    """

    key_result_id: str | None
    metric_id: str | None
    period: date | None
    quarter: str
    former_target: float
    target: float
    former_start: float | None
    start: float | None
    former_kind: KeyResultKind | None
    kind: KeyResultKind | None
    changed_on: date
    seq: int
    author: str
    reason: str | None

    def concerns(self, result: KeyResult) -> bool:
        """Return whether the change concerns a key result or the metric that measures it."""
        if self.quarter != result.quarter:
            return False
        if self.key_result_id is not None:
            return self.key_result_id == result.key_result_id
        return self.metric_id is not None and self.metric_id == result.metric_id


@cached
def target_changes(snapshot: Snapshot) -> tuple[TargetChange, ...]:
    """Return every target changed after its quarter had started, oldest change first."""
    with snapshot.reading() as connection:
        results = reads.record_history(connection, KeyResult, snapshot.version)
        targets = reads.record_history(connection, MetricTarget, snapshot.version)
    changes = [*_of_key_results(results), *_of_metrics(targets)]
    return tuple(sorted(changes, key=lambda change: change.seq))


def _of_key_results(history: Iterable[Written[KeyResult]]) -> Iterator[TargetChange]:
    for _, versions in groupby(
        history, lambda written: (written.record.key_result_id, written.record.quarter)
    ):
        for before, after in pairwise(versions):
            old, new = before.record, after.record
            if _terms(old) != _terms(new) and after.received_on >= quarter_start(new.quarter):
                yield TargetChange(
                    key_result_id=new.key_result_id,
                    metric_id=None,
                    period=None,
                    quarter=new.quarter,
                    former_target=old.target_value,
                    target=new.target_value,
                    former_start=old.start_value,
                    start=new.start_value,
                    former_kind=old.kind,
                    kind=new.kind,
                    changed_on=after.received_on,
                    seq=after.seq,
                    author=after.author,
                    reason=new.reason,
                )


def _of_metrics(history: Iterable[Written[MetricTarget]]) -> Iterator[TargetChange]:
    for _, versions in groupby(
        history, lambda written: (written.record.metric_id, written.record.period)
    ):
        for before, after in pairwise(versions):
            old, new = before.record, after.record
            quarter = quarter_key(new.period)
            if old.value != new.value and after.received_on >= quarter_start(quarter):
                yield TargetChange(
                    key_result_id=None,
                    metric_id=new.metric_id,
                    period=new.period,
                    quarter=quarter,
                    former_target=old.value,
                    target=new.value,
                    former_start=None,
                    start=None,
                    former_kind=None,
                    kind=None,
                    changed_on=after.received_on,
                    seq=after.seq,
                    author=after.author,
                    reason=new.reason,
                )


def _terms(result: KeyResult) -> list[object]:
    return [result.start_value, result.target_value, result.kind]
