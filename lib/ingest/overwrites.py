"""What a file of values would take away: values that become missing, columns with another name."""

import difflib
from collections.abc import Sequence

from lib.domain.metrics import Metric
from lib.domain.periods import month_key
from lib.i18n.translate import N_
from lib.ingest.issues import IssueLog
from lib.ingest.staging import Reading
from lib.ingest.values.metric_labels import NEW
from lib.store import reads
from lib.store.connection import Connection
from lib.store.uploads import previews
from lib.store.uploads.uploads import Staged, data_version

_MOST_RENAMED = 3
_MOST_NAMED = 6
KEEP = "keep"
"""Answer that leaves stored values as they are."""


def ask_about_losses(connection: Connection, reading: Reading, issue_log: IssueLog) -> None:
    """Ask about values that would become missing, and metrics that may have another name now."""
    for staged in reading.staged:
        if staged.table == "metric_value" and not staged.is_view:
            _ask_emptied(connection, reading, staged, issue_log)
            _ask_renamed(connection, staged, issue_log)


def _ask_emptied(
    connection: Connection, reading: Reading, staged: Staged, issue_log: IssueLog
) -> None:
    """Ask whether empty cells keep the values that are stored; stage the answer."""
    emptied = previews.emptied_values(connection, staged)
    if not emptied:
        return
    first = emptied[0]
    names = {record["metric_id"]: str(record["metric"]) for record in reading.records}
    name = names.get(first.metric_id, first.metric_id)
    answer = issue_log.ask(
        "emptied",
        (KEEP, "empty"),
        N_(
            "Cells are empty where values are stored ({count}), such as “{metric}”, {period}: "
            "{former}. Keep the stored values, or make them missing?"
        ),
        count=len(emptied),
        metric=f"{name} · {first.segment}" if first.segment else name,
        period=first.period,
        former=first.former_value,
        line=str(first.line_no),
    )
    if answer == KEEP:
        previews.keep_emptied_values(connection, staged)
        stored = {
            (item.metric_id, month_key(item.period), item.segment or None) for item in emptied
        }
        reading.records = tuple(
            record
            for record in reading.records
            if (record["metric_id"], record["period"], record["segment"]) not in stored
        )


def _ask_renamed(connection: Connection, staged: Staged, issue_log: IssueLog) -> None:
    """Ask whether new metrics are absent ones under another name; tell the absent ones else."""
    absent = previews.absent_metrics(connection, staged, issue_log.file)
    if not absent:
        return
    new = [
        issue.parameters["metric"]
        for issue in issue_log.issues_with("new_metric")
        if isinstance(issue.parameters.get("metric"), str)
    ]
    if 0 < len(new) <= _MOST_RENAMED:
        for name in new:
            issue_log.ask(
                "metric",
                (*_nearest(str(name), absent), NEW),
                N_(
                    "“{label}” is new, and metrics of the file before do not come any more "
                    "({count}). Is it one of them under another name, or a new one?"
                ),
                subject=str(name),
                label=str(name),
                count=len(absent),
            )
        return
    if not issue_log.issues_with("metric_missing"):
        issue_log.warn(
            "metrics_absent",
            N_("Metrics that the file before brought and this one does not ({count}): {names}."),
            count=len(absent),
            names=_listed(_names(connection, absent)),
        )


def _nearest(name: str, absent: Sequence[str]) -> list[str]:
    """Return metrics by how much their names look like a name."""
    text = name.casefold()
    return sorted(
        absent,
        key=lambda metric: -difflib.SequenceMatcher(None, text, metric.replace("_", " ")).ratio(),
    )


def _names(connection: Connection, metric_ids: Sequence[str]) -> list[str]:
    version = data_version(connection)
    metrics = {item.metric_id: item for item in reads.records(connection, Metric, version)}
    names = [(metrics[key].name_en or metrics[key].name_fr) for key in metric_ids if key in metrics]
    return [name for name in names if name]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
