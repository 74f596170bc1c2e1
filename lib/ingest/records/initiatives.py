"""Initiatives from tools that know tickets, not metrics: made complete where the file tells."""

import re

from lib.domain.metrics import Metric
from lib.i18n.translate import N_
from lib.ingest.columns.names import CHOICES
from lib.ingest.records.rows import TableTask, Values
from lib.ingest.text.headers import Header, headers_of, plain
from lib.ingest.values.metric_labels import slug
from lib.store import reads
from lib.store.uploads.uploads import data_version

FALLBACKS = {"initiative_id": "title", "status": "title"}
"""Roles that can stand in for a required column."""

READ_HERE = frozenset({"status"})
"""Columns read here rather than by their type."""

TEXT_ROLES = ("title", "kpi", "objective", "owner", "priority", "url", "description",
              "expected_impact", "actual_impact")  # fmt: skip
"""Roles that are reported as written."""

_STATUSES = ("proposed", "planned", "in_progress", "shipped", "stopped")
_STATUS_WORDS = frozenset({*CHOICES["status"], *(plain(status) for status in _STATUSES)})
_STATUS_HEADER = re.compile(r"(^| )(status|statut|etat|state|workflow state)$")
_POINTS = frozenset(["story points", "points", "estimate", "size", "t shirt", "taille",
                     "estimation"])  # fmt: skip
_SEVERAL = re.compile(r"\s*[,;|\n]\s*")


def complete(task: TableTask, rows: list[Values]) -> None:
    """Fill the columns of the record that tools name otherwise."""
    _set_titles(task, rows)
    _set_identifiers(task, rows)
    _set_statuses(task, rows)
    _set_metrics(task, rows)
    _set_key_results(task, rows)
    _drop_points(task, rows)


def extra_texts(task: TableTask) -> dict[int, dict[str, object]]:
    """Return the texts of roles that the record does not hold as such, by line."""
    texts: dict[int, dict[str, object]] = {}
    roles = [role for role in TEXT_ROLES if role in task.roles]
    if "effort" in task.roles:
        roles.append("effort")
    for role in roles:
        for cell in task.cells(role):
            value: object = cell.text or None
            if role == "effort" and value is not None:
                value = float(cell.text) if re.fullmatch(r"\d+(\.\d+)?", cell.text) else cell.text
            texts.setdefault(cell.line, {})[role] = value
    return texts


def read_status(task: TableTask, line: int, text: str, header: str) -> str | None:
    """Return where work stands, by the words of tools; ask for a word that is not known."""
    word = plain(text)
    for status in _STATUSES:
        if word == plain(status):
            return status
    meant = CHOICES["status"].get(word)
    if meant in _STATUSES:
        return meant
    if word in {"open", "ouvert", "ouverte"}:
        return "proposed"
    return task.issue_log.ask(
        "status",
        _STATUSES,
        N_("Status “{text}” (line {line}, column “{column}”): where does such work stand?"),
        subject=text,
        text=text,
        line=str(line),
        column=header,
    )


def _set_titles(task: TableTask, rows: list[Values]) -> None:
    for role, field in (("title", "name"), ("description", "problem")):
        name = f"{field}_{task.language}"
        if role not in task.roles or f"{field}_fr" in task.roles or f"{field}_en" in task.roles:
            continue
        for row, cell in zip(rows, task.cells(role), strict=True):
            row[name] = cell.text or None


def _set_identifiers(task: TableTask, rows: list[Values]) -> None:
    if "initiative_id" in task.roles or "title" not in task.roles:
        return
    for row, title in zip(rows, task.texts("title"), strict=True):
        row["initiative_id"] = slug(title) if title else None


def _set_statuses(task: TableTask, rows: list[Values]) -> None:
    header = task.roles.get("status") or _status_column(task)
    if header is None:
        for row in rows:
            row["status"] = "proposed"
        task.issue_log.warn(
            "status_assumed",
            N_("The file has no status: every initiative is taken as proposed."),
            line=task.block.header_line,
        )
        return
    task.roles["status"] = header
    for row, cell in zip(rows, task.cells("status"), strict=True):
        if cell.text:
            row["status"] = read_status(task, cell.line, cell.text, header.name) or "proposed"


def _status_column(task: TableTask) -> Header | None:
    """Return a column named after a status, or whose cells are words of a status."""
    taken = {header.index for header in task.roles.values()}
    free = [header for header in headers_of(task.block.header) if header.index not in taken]
    for header in free:
        if _STATUS_HEADER.search(header.plain):
            return header
    for header in free:
        cells = [
            row.cells[header.index] for row in task.block.rows if header.index < len(row.cells)
        ]
        words = [plain(cell) for cell in cells if cell.strip()]
        if words and all(word in _STATUS_WORDS for word in words):
            return header
    return None


def _set_metrics(task: TableTask, rows: list[Values]) -> None:
    """Look up the metrics named in one cell; tell those that are not in the catalogue."""
    header = task.roles.get("kpi")
    if header is None:
        return
    version = data_version(task.connection)
    kinds = {m.metric_id: m.kind for m in reads.records(task.connection, Metric, version)}
    for row, cell in zip(rows, task.cells("kpi"), strict=True):
        for name in filter(None, _SEVERAL.split(cell.text)):
            metric_id = task.references.find("metric", name)
            if metric_id is None:
                task.issue_log.warn(
                    "unknown_reference",
                    N_("“{text}” is unknown ({table}). Load it first, or correct the name."),
                    line=cell.line,
                    column=header.name,
                    value=name,
                    text=name,
                    table="metric",
                )
            elif row.get(f"{kinds[metric_id]}_metric_id") is None:
                row[f"{kinds[metric_id]}_metric_id"] = metric_id


def _set_key_results(task: TableTask, rows: list[Values]) -> None:
    header = task.roles.get("objective")
    if header is None or "key_result_id" in task.roles:
        return
    for row, cell in zip(rows, task.cells("objective"), strict=True):
        if not cell.text:
            continue
        key_result_id = task.references.find("key_result", cell.text)
        if key_result_id:
            row["key_result_id"] = key_result_id
        elif task.references.find("objective", cell.text) is None:
            task.issue_log.warn(
                "unknown_reference",
                N_("“{text}” is unknown ({table}). Load it first, or correct the name."),
                line=cell.line,
                column=header.name,
                value=cell.text,
                text=cell.text,
                table="key_result",
            )


def _drop_points(task: TableTask, rows: list[Values]) -> None:
    """Story points are not person-months: they are reported, not loaded as effort."""
    header = task.roles.get("effort")
    if header is None or header.plain not in _POINTS:
        return
    for row in rows:
        row.pop("person_months", None)
    task.issue_log.warn(
        "points_not_effort",
        N_("“{column}” counts points, not person-months: it is not loaded as effort."),
        line=task.block.header_line,
        column=header.name,
    )
