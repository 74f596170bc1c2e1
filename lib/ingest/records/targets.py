"""Targets of metrics in any shape of values: each number of the file is one."""

from collections.abc import Sequence
from dataclasses import replace

from lib.domain.periods import month_key
from lib.ingest.columns.contracts import contract_of
from lib.ingest.columns.kinds import TARGET_WORDS, without_target
from lib.ingest.files.layout import Block
from lib.ingest.issues import IssueLog
from lib.ingest.reports import Record
from lib.ingest.staging import Reading
from lib.ingest.text.headers import plain, split_unit, visible
from lib.ingest.text.periods import parse_period
from lib.ingest.values.checks import ValueTask
from lib.ingest.values.metric_values import read_values
from lib.ingest.values.reshape import CellTable, lay_out, without_longer_periods
from lib.store.connection import Connection
from lib.store.staging import rows as staging
from lib.store.uploads.previews import rows_of

_MONTHS = 2


def read_targets(
    connection: Connection, blocks: Sequence[Block], language: str, issue_log: IssueLog
) -> Reading:
    """Return what the first table of a file gives as targets of metrics."""
    layout = lay_out(_with_labels(blocks[0]), contract_of("metric_target"), issue_log)
    if layout is None:
        return Reading("metric_target")
    used = set(layout.used)
    targets = without_longer_periods(_as_targets(layout), issue_log)
    staging.put_cells(connection, targets.table())
    task = ValueTask(connection, issue_log, targets, language)
    reading = read_values(task)
    reading.kind, reading.used = "metric_target", used
    reading.staged = tuple(staged for staged in reading.staged if staged.table != "metric_value")
    reading.records = tuple(_records(task, reading))
    return reading


def _with_labels(block: Block) -> Block:
    """Return a table with months in columns whose labels stand under ``Target``, as ``Metric``."""
    if sum(parse_period(cell) is not None for cell in block.header) < _MONTHS:
        return block
    header = tuple("Metric" if plain(cell) in TARGET_WORDS else cell for cell in block.header)
    return replace(block, header=header)


def _records(task: ValueTask, reading: Reading) -> list[Record]:
    tables = {staged.table: rows_of(task.connection, staged) for staged in reading.staged}
    units = {item.metric.metric_id: item.metric.unit for item in task.meanings}
    return [
        {
            "metric": task.metric_name(target["metric_id"]),
            "metric_id": target["metric_id"],
            "period": month_key(target["period"]),
            "segment": None,
            "value": target["value"],
            "unit": units[target["metric_id"]],
        }
        for target in tables.get("metric_target", [])
    ]


def _as_targets(layout: CellTable) -> CellTable:
    """Return cells that are targets of the metrics that their labels name."""
    cells = layout.cells
    cells["label"] = [
        None if label is None else _metric_label(str(label)) for label in cells["label"]
    ]
    cells["is_target"] = [True] * len(cells["label"])
    layout.has_targets = bool(cells["label"])
    return layout


def _metric_label(label: str) -> str:
    """Return ``Sales (EUR)`` of ``Target Sales (EUR)``: the name of the metric with its unit."""
    name, unit = split_unit(visible(label))
    if not without_target(plain(name)):
        return label
    words = name.replace("_", " ").split()
    words = words[1:] if without_target(plain(words[0])) is not None else words[:-1]
    return label.replace(name, " ".join(words)) if unit else " ".join(words)
