"""Which objective each key result shows, and whether a tool's progress can be trusted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lib.domain.okrs import Objective
from lib.i18n.translate import N_
from lib.ingest.records.rows import TableTask
from lib.ingest.text.headers import plain

if TYPE_CHECKING:
    from lib.ingest.records.okrs import OkrRow


def complete_links(
    task: TableTask, rows: Sequence["OkrRow"], objectives: Sequence[Objective]
) -> None:
    """Give each row the identifier of its parent: named, beside it, or above it in the list."""
    by_name: dict[str, str] = {}
    for objective in objectives:
        for name in (objective.objective_id, objective.name_fr, objective.name_en):
            if name:
                by_name.setdefault(plain(name), objective.objective_id)
    names = {one.objective_id: one.name_fr or one.name_en for one in objectives}
    above: str | None = None
    for row in rows:
        named = row.parent or row.objective
        found = _find(task, by_name, named)
        if named and found is None:
            _tell_orphan(task, row, named)
        if row.is_key_result:
            row.parent = found or named or above
            row.objective = row.objective or names.get(row.parent or "")
            if row.parent is None:
                _tell_orphan(task, row, "")
        else:
            row.parent = found
            above = row.okr_id


def tell_progress(task: TableTask, line: int, numbers: Mapping[str, float | None]) -> None:
    """Warn where a tool's progress is not what start, current and target give."""
    start, target = numbers["start_value"], numbers["target_value"]
    current, given = numbers["current_value"], numbers["progress"]
    if start is None or target is None or current is None or given is None or start == target:
        return
    own = (current - start) / (target - start) * 100
    if min(abs(own - given), abs(own - 100 * given)) > 1.5:
        task.findings.warn(
            "progress_differs",
            N_("The file says {given}% and the values give {own}%: the values count."),
            line=line,
            column=task.header("progress"),
            value=f"{given:g}",
            given=float(given),
            own=round(own, 1),
        )


def _find(task: TableTask, by_name: Mapping[str, str], named: str | None) -> str | None:
    if not named:
        return None
    for name in (named, *named.split(",")):
        found = by_name.get(plain(name)) or task.references.find("objective", name.strip())
        if found:
            return found
    return None


def _tell_orphan(task: TableTask, row: "OkrRow", named: str) -> None:
    task.findings.warn(
        "unknown_parent",
        N_("The parent “{text}” of this line is unknown. Load it first, or correct it.")
        if named
        else N_("This key result names no objective. Give it one."),
        line=row.line,
        column=task.header("parent_id") or task.header("objective"),
        value=named,
        text=named,
    )
