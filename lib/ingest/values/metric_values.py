"""Values of metrics: cells named, dated, typed, checked against what is known, made ready."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from lib.domain.metrics import Metric
from lib.domain.periods import month_key
from lib.i18n.translate import N_
from lib.ingest.columns.contracts import contract_of
from lib.ingest.files.layout import Block
from lib.ingest.issues import IssueLog
from lib.ingest.reports import Record
from lib.ingest.staging import Reading, to_table
from lib.ingest.values import checks
from lib.ingest.values.checks import ValueTask
from lib.ingest.values.conventions import choose_marks, map_periods
from lib.ingest.values.metric_labels import (
    Catalogue,
    label_map,
    may_be_fractions,
    name_labels,
    settle_percents,
    tell_new,
    unit_of_notes,
)
from lib.ingest.values.period_totals import tell_differences
from lib.ingest.values.reshape import CellTable, lay_out, without_longer_periods
from lib.store import reads
from lib.store.connection import Connection
from lib.store.staging import rows as staging
from lib.store.staging.cell_profiles import StagedValue
from lib.store.uploads.uploads import Staged, data_version, stage

MOST_RECORDS = 20_000
"""Typed rows listed by a report; a longer file shows its first ones."""


def read_value_blocks(
    connection: Connection, blocks: Sequence[Block], language: str, issue_log: IssueLog
) -> Reading:
    """Return what the tables of a file give as metric values."""
    contract = contract_of("metric_value")
    parts: list[CellTable] = []
    for block in blocks:
        scratch = issue_log
        if parts:
            starts = issue_log.sheet_starts
            scratch = IssueLog(issue_log.options, issue_log.sheet, sheet_starts=starts)
        layout = lay_out(block, contract, scratch)
        if layout is not None and (layout.rows or not parts):
            if scratch is not issue_log:
                issue_log.issues += scratch.issues
                issue_log.add_questions(scratch.questions)
                issue_log.set_aside += scratch.set_aside
            parts.append(layout)
        elif parts:
            _tell_set_aside(block, issue_log)
    if not parts or any(question.code == "segment" for question in issue_log.questions):
        return Reading("metric_value")
    used = set(parts[0].used)
    whole = without_longer_periods(_concatenated(parts), issue_log)
    staging.put_cells(connection, whole.table())
    note = unit_of_notes(row for block in blocks for row, _ in block.notes)
    task = ValueTask(connection, issue_log, whole, language, note=note)
    reading = read_values(task)
    tell_differences(task, reading.records)
    reading.used = used
    return reading


def read_values(task: ValueTask) -> Reading:
    """Return what a file of metric values holds; its cells are before the cursor already."""
    reading = Reading("metric_value", task.layout.shape, task.layout.columns, len(task.layout.rows))
    if not _type(task):
        return reading
    checks.check_cells(task)
    staged = _settle(task)
    checks.check_repeats(task)
    checks.tell_missing_metrics(task, staged)
    reading.rows -= checks.skipped_repeats(task)
    reading.staged = batches_of(task, staged)
    values = staging.staged_values(task.connection, staged, MOST_RECORDS)
    reading.records = records_of(task, values)
    return reading


def _type(task: ValueTask) -> bool:
    """Map labels, marks and periods, and type the cells; tell whether that was possible."""
    connection, issue_log = task.connection, task.issue_log
    profiles = staging.profile_labels(connection)
    catalogue = Catalogue.of(reads.records(connection, Metric, data_version(connection)))
    task.meanings = name_labels(profiles, catalogue, task.language, issue_log, note=task.note)
    by_history = staging.columns_with_points_by_history(connection, _known_labels(task))
    marks = choose_marks(
        staging.profile_marks(connection), task.layout.names, issue_log, by_history=by_history
    )
    period_column = task.layout.columns.get("period", "")
    periods = map_periods(connection, staging.profile_periods(connection), period_column, issue_log)
    if marks is None:
        return False
    rows = [{"column_no": number, "mark": mark} for number, mark in marks.items()]
    staging.put_map(connection, "mark_map", pa.Table.from_pylist(rows, schema=staging.MARK_MAP))
    with_history = frozenset(checks.metrics_with_history(connection, task.meanings))
    is_mixed = any(0 < item.percent_count < item.value_count for item in profiles)
    is_asked = is_mixed or may_be_fractions(task.meanings, with_history)
    ranges = staging.value_ranges(connection) if is_asked else ()
    task.meanings = settle_percents(task.meanings, profiles, ranges, with_history, issue_log)
    tell_new(task.meanings, issue_log)
    staging.put_map(connection, "label_map", label_map(task.meanings))
    staging.put_map(connection, "period_map", periods)
    staging.type_cells(connection)
    return True


def _known_labels(task: ValueTask) -> dict[str, str]:
    return {item.label: item.metric.metric_id for item in task.meanings if item.label}


def _settle(task: ValueTask) -> Staged:
    """Make months of days and one row a key; scale values of another unit as answered."""
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
    if task.layout.has_targets:
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
    names = {metric_id: task.metric_name(metric_id) for metric_id in units}
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


def _concatenated(parts: Sequence[CellTable]) -> CellTable:
    """Return several tables of a file as one."""
    whole = parts[0]
    for number, part in enumerate(parts[1:], start=1):
        shift = number * 10_000
        for name, values in part.cells.items():
            moved = [int(v) + shift for v in values] if name == "column_no" else values  # type: ignore[call-overload]
            whole.cells[name] += moved
        whole.names |= {index + shift: name for index, name in part.names.items()}
        whole.rows |= part.rows
        whole.is_partial = whole.is_partial or part.is_partial
        whole.has_targets = whole.has_targets or part.has_targets
        whole.columns = part.columns | whole.columns
    return whole


def _tell_set_aside(block: Block, issue_log: IssueLog) -> None:
    issue_log.warn(
        "table_not_loaded",
        N_("This table of the file has no month and is not loaded (rows: {rows})."),
        line=block.header_line,
        rows=len(block.rows),
    )
    for row in block.rows:
        issue_log.skip_row(row.line, "other_table", row.cells)
