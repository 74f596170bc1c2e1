"""Values of metrics: cells named, dated, typed, checked against what is known, made ready."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from lib.domain.metrics import Metric
from lib.domain.periods import month_key
from lib.ingest.readings import Reading
from lib.ingest.record_tables import to_table
from lib.ingest.reports import Record
from lib.ingest.values import checks
from lib.ingest.values.decimal_marks import choose_marks
from lib.ingest.values.file_periods import map_periods
from lib.ingest.values.metric_labels import (
    Catalogue,
    label_map,
    name_labels,
    settle_percents,
    tell_new,
)
from lib.ingest.values.reshape import Laid
from lib.ingest.values.task import ValueTask
from lib.store import reads
from lib.store.staging import rows as staging
from lib.store.staging.cell_profiles import StagedValue
from lib.store.uploads.uploads import Staged, data_version, stage

MOST_RECORDS = 20_000
"""Typed rows listed by a report; a longer file shows its first ones."""


def read_values(task: ValueTask) -> Reading:
    """Return what a file of metric values holds; its cells are before the cursor already."""
    reading = Reading("metric_value", task.laid.shape, task.laid.columns, len(task.laid.rows))
    if not _type(task):
        return reading
    checks.check_cells(task)
    staged = _settle(task)
    checks.check_repeats(task)
    checks.tell_missing_metrics(task, staged)
    reading.rows -= checks.repeats_put_aside(task)
    reading.staged = batches_of(task, staged)
    values = staging.staged_values(task.connection, staged, MOST_RECORDS)
    reading.records = records_of(task, values)
    return reading


def _type(task: ValueTask) -> bool:
    """Map labels, marks and periods, and type the cells; tell whether that was possible."""
    connection, findings = task.connection, task.findings
    profiles = staging.profile_labels(connection)
    catalogue = Catalogue.of(reads.records(connection, Metric, data_version(connection)))
    task.meanings = name_labels(profiles, catalogue, task.language, findings)
    by_history = staging.columns_with_points_by_history(connection, _known_labels(task))
    marks = choose_marks(
        staging.profile_marks(connection), task.laid.names, findings, by_history=by_history
    )
    period_column = task.laid.columns.get("period", "")
    periods = map_periods(connection, staging.profile_periods(connection), period_column, findings)
    if marks is None:
        return False
    rows = [{"column_no": number, "mark": mark} for number, mark in marks.items()]
    staging.put_map(connection, "mark_map", pa.Table.from_pylist(rows, schema=staging.MARK_MAP))
    known = frozenset(checks.known_metrics(connection, task.meanings))
    task.meanings = settle_percents(
        task.meanings, profiles, staging.value_ranges(connection), known, findings
    )
    tell_new(task.meanings, findings)
    staging.put_map(connection, "label_map", label_map(task.meanings))
    staging.put_map(connection, "period_map", periods)
    staging.type_cells(connection)
    return True


def _known_labels(task: ValueTask) -> dict[str, str]:
    return {item.label: item.metric.metric_id for item in task.meanings if item.label}


def _settle(task: ValueTask) -> Staged:
    """Make months of days and one row a key; scale what looks like another unit when told."""
    task.methods = checks.choose_methods(task)
    task.duplicates = checks.choose_duplicates(task)
    rows = [{"metric_id": name, "method": method} for name, method in task.methods.items()]
    table = pa.Table.from_pylist(rows, schema=staging.METHOD_MAP)
    staging.put_map(task.connection, "method_map", table)
    staged = staging.settle_values(task.connection, task.duplicates)
    if checks.settle_jumps(task, staged):
        staged = staging.settle_values(task.connection, task.duplicates)
    return staged


def batches_of(task: ValueTask, staged: Staged) -> tuple[Staged, ...]:
    """Return everything to record, metrics made on the way first."""
    batches: list[Staged] = []
    new = _new_metrics(task)
    if new:
        batches.append(stage(task.connection, "metric", _metric_rows(new)))
    batches.append(staged)
    if task.laid.has_targets:
        batches.append(staging.settle_targets(task.connection))
    return tuple(batches)


def _new_metrics(task: ValueTask) -> dict[str, tuple[Metric, int]]:
    new: dict[str, tuple[Metric, int]] = {}
    for meaning in task.meanings:
        if meaning.is_new and meaning.metric.metric_id not in new:
            method = task.methods.get(meaning.metric.metric_id)
            metric = replace(meaning.metric, aggregation=method) if method else meaning.metric  # type: ignore[arg-type]
            new[metric.metric_id] = (metric, meaning.first_line)
    return new


def _metric_rows(new: Mapping[str, tuple[Metric, int]]) -> pa.Table:
    return to_table("metric", [(line, metric) for metric, line in new.values()])


def records_of(task: ValueTask, values: Sequence[StagedValue]) -> tuple[Record, ...]:
    """Return the first rows of a report, by role."""
    units = {item.metric.metric_id: item.metric.unit for item in task.meanings}
    names = {metric_id: task.shown(metric_id) for metric_id in units}
    months = {period: month_key(period) for period in {row.period for row in values}}
    return tuple(
        {
            "metric": names[row.metric_id],
            "metric_id": row.metric_id,
            "period": months[row.period],
            "segment": row.segment or None,
            "value": row.value,
            "unit": units[row.metric_id],
        }
        for row in values
    )


def concatenated(parts: Sequence[Laid]) -> Laid:
    """Return several tables of a file as one."""
    whole = parts[0]
    for number, part in enumerate(parts[1:], start=1):
        shift = number * 10_000
        for name, values in part.cells.items():
            moved = [int(v) + shift for v in values] if name == "column_no" else values  # type: ignore[call-overload]
            whole.cells[name] += moved
        whole.names |= {index + shift: name for index, name in part.names.items()}
        whole.rows |= part.rows
        whole.has_targets = whole.has_targets or part.has_targets
        whole.columns = part.columns | whole.columns
    return whole
