"""Check-ins of key results: confidence as people write it, key results that are still to come."""

from datetime import date

from lib.i18n.translate import N_
from lib.ingest.records.rows import TableTask, Values
from lib.ingest.records.scores import read_tenths
from lib.ingest.text.periods import parse_period
from lib.ingest.values.metric_labels import slug

READ_HERE = frozenset({"confidence"})
"""Columns read here rather than by their type."""

_MOST_NAMED = 5


def complete(task: TableTask, rows: list[Values]) -> set[int]:
    """Read the confidence, ask about key results that are not known; return places left out."""
    if "confidence" in task.roles:
        for row, value in zip(rows, read_tenths(task, "confidence"), strict=True):
            row["confidence"] = value
    _settle_unknown(task, rows)
    return _earlier_rows(task, rows)


def _earlier_rows(task: TableTask, rows: list[Values]) -> set[int]:
    """Set aside the check-ins that a later one of the same month replaces; return their places."""
    latest: dict[tuple[object, object], tuple[date, int]] = {}
    places = set()
    for place, (row, cell) in enumerate(zip(rows, task.cells("period"), strict=True)):
        period = parse_period(cell.text)
        if period is None or period.grain not in {"day", "week"}:
            continue
        key = (row.get("key_result_id"), row.get("period"))
        former = latest.get(key)
        if former is None or former[0] < period.start:
            latest[key] = (period.start, place)
        if former is not None and former[0] != period.start:
            places.add(place if latest[key] == former else former[1])
    for place in sorted(places):
        line = task.block.rows[place]
        task.issue_log.skip_row(line.line, "earlier_check_in", line.cells)
    return places


def _settle_unknown(task: TableTask, rows: list[Values]) -> None:
    """Keep check-ins under the identifier that a list of key results makes of the same title."""
    names = [row.get("key_result_id") for row in rows]
    unknown = [
        name
        for name in dict.fromkeys(names)
        if isinstance(name, str) and task.references.find("key_result", name) is None
    ]
    header = task.roles.get("key_result_id")
    if not unknown or header is None or header.plain == "key result id":
        return  # the template gives identifiers: an unknown one is a fault
    listed = ", ".join(f"“{name}”" for name in unknown[:_MOST_NAMED])
    answer = task.issue_log.ask(
        "unknown_key_results",
        ("keep",),
        N_(
            "Key results that are not loaded yet ({count}): {names}. Keep their check-ins until "
            "key results of these names come? Else load the key results first."
        ),
        count=len(unknown),
        names=listed + (" …" if len(unknown) > _MOST_NAMED else ""),
        column=task.header("key_result_id"),
    )
    identifiers = {name: slug(name) for name in unknown}
    for row in rows:
        name = row.get("key_result_id")
        if isinstance(name, str) and name in identifiers:
            row["key_result_id"] = identifiers[name]
    if answer == "keep" or answer is None:
        task.references.expect("key_result", identifiers.values())
