"""Initiatives from tools that know tickets, not metrics: made complete where the file tells."""

import re
from collections.abc import Sequence

from lib.domain.metrics import Metric
from lib.i18n.translate import N_
from lib.ingest.columns.columns import content_of
from lib.ingest.columns.names import CHOICES
from lib.ingest.issues import IssueLog
from lib.ingest.records.cell_readers import TextCell, is_blank, last_day, numbers_of, value_of
from lib.ingest.records.rows import TableTask, Values, declared
from lib.ingest.records.scores import read_impacts, read_shares
from lib.ingest.text.headers import Header, headers_of, plain
from lib.ingest.text.periods import parse_period
from lib.ingest.values.metric_labels import slug
from lib.store import reads
from lib.store.uploads.uploads import data_version

FALLBACKS = {"initiative_id": "title", "status": "title"}
"""Roles that can stand in for a required column."""

READ_HERE = frozenset({"status", "confidence", "impact", "person_months"})
"""Columns read here rather than by their type."""

TEXT_ROLES = ("title", "kpi", "objective", "owner", "priority", "url", "description",
              "expected_impact", "actual_impact")  # fmt: skip
"""Roles that are reported as written."""

NOT_STORED = frozenset({"owner", "priority", "url", "expected_impact", "actual_impact"})
"""Roles that are reported and that no column of the record keeps."""

_STATUSES = ("proposed", "planned", "in_progress", "shipped", "stopped")
_STATUS_WORDS = frozenset({*CHOICES["status"], *(plain(status) for status in _STATUSES)})
_STATUS_HEADER = re.compile(r"(^| )(status|statut|etat|state|workflow state)$")
_POINTS = frozenset(["story points", "points", "estimate", "size", "t shirt", "taille",
                     "estimation"])  # fmt: skip
_CONTAINERS = frozenset(["product", "produit", "component", "composant", "objective", "objectif",
                         "theme", "release", "version", "goal", "workspace"])  # fmt: skip
"""Types of rows that group initiatives."""
CHOICES_OF_OPEN = frozenset({"open", "ouvert", "ouverte"})
"""Words that mean ``proposed`` for work and something else for decisions."""
_BY_LIKELIHOOD = ("in_progress", "planned", "proposed", "shipped", "stopped")
_MARKS = re.compile(r"^[^\w]*(\d+\s*[-–.:)]\s*)?")
"""What comes before the word of a status: ``3 - Done``, ``✅ Done``."""
_MOST_ASKED = 3
_MOST_STATUSES = 12
_MOST_IMPACT = 3
_MOSTLY = 0.8
_SEVERAL = re.compile(r"\s*[,;|\n]\s*")


def complete(task: TableTask, rows: list[Values]) -> set[int]:
    """Fill the columns of the record that tools name otherwise; return places of other rows.

    Rows without a title and an identifier, and products and components without a status, are no
    initiatives.
    """
    _set_titles(task, rows)
    _set_identifiers(task, rows)
    _set_kinds_of_work(task, rows)
    _set_end(task, rows)
    _set_scores(task, rows)
    _set_effort(task, rows)
    others = _other_rows(task, rows)
    _set_statuses(task, rows, others)
    _set_metrics(task, rows)
    _set_key_results(task, rows)
    return others


def extra_texts(task: TableTask) -> dict[int, dict[str, object]]:
    """Return the texts of roles that the record does not hold as such, by line."""
    texts: dict[int, dict[str, object]] = {}
    roles = [role for role in TEXT_ROLES if role in task.roles]
    if "effort" in task.roles:
        roles.append("effort")
    for cell in task.cells("status"):
        if "status" in task.roles and cell.text and not _is_answered(task, cell.text):
            texts.setdefault(cell.line, {})["status"] = None
    for role in roles:
        for cell in task.cells(role):
            value: object = cell.text or None
            if role == "effort" and value is not None:
                value = float(cell.text) if re.fullmatch(r"\d+(\.\d+)?", cell.text) else cell.text
            texts.setdefault(cell.line, {})[role] = value
    return texts


def _is_answered(task: TableTask, text: str) -> bool:
    """Whether the status of a word is known, or was asked about and answered."""
    answer = task.issue_log.options.answer
    return known_status(text) is not None or bool(answer(f"status:{text}") or answer("status"))


def known_status(text: str) -> str | None:
    """Return where work stands by the words of tools, or None for a word that is not known."""
    word = plain(_MARKS.sub("", text))
    for status in _STATUSES:
        if word == plain(status):
            return status
    meant = CHOICES["status"].get(word)
    if meant in _STATUSES:
        return meant
    return "proposed" if word in CHOICES_OF_OPEN else None


def read_statuses(task: TableTask, cells: Sequence[TextCell], header: str) -> list[str | None]:
    """Return where work stands by line; ask for words that are not known.

    More than a few words are one question: they stand together, or each is answered by itself.
    """
    unknown = {cell.text: cell for cell in cells if cell.text and known_status(cell.text) is None}
    log = task.issue_log
    if (
        len([text for text in unknown if log.options.answer(f"status:{text}") is None])
        > _MOST_ASKED
    ):
        answer = log.ask(
            "status",
            _BY_LIKELIHOOD,
            N_(
                "{count} words of “{column}” are not known: {words}. Where does such work stand? "
                "One answer counts for all of them; `status:WORD` answers one."
            ),
            column=header,
            count=len(unknown),
            words=", ".join(f"“{text}”" for text in unknown),
        )
        return [
            known_status(cell.text) or log.options.answer(f"status:{cell.text}") or answer
            for cell in cells
        ]
    answers = {text: _ask_status(log, cell, header) for text, cell in unknown.items()}
    return [known_status(cell.text) or answers.get(cell.text) for cell in cells]


def _ask_status(issue_log: IssueLog, cell: TextCell, header: str) -> str | None:
    return issue_log.ask(
        "status",
        _BY_LIKELIHOOD,
        N_("Status “{text}” (line {line}, column “{column}”): where does such work stand?"),
        subject=cell.text,
        text=cell.text,
        line=str(cell.line),
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
    """Make identifiers of titles where the file has none: the same title gives the same again."""
    if "title" not in task.roles:
        return
    for row, title in zip(rows, task.texts("title"), strict=True):
        if row.get("initiative_id") is None and title:
            row["initiative_id"] = slug(title)


def _set_kinds_of_work(task: TableTask, rows: list[Values]) -> None:
    """Take ``Feature``, ``Bug`` and their like as the kind of work, unless a column tells it."""
    if "work_kind" in task.roles:
        return
    for row, text in zip(rows, task.texts("type"), strict=True):
        if plain(text) in CHOICES["work_kind"]:
            row["work_kind"] = CHOICES["work_kind"][plain(text)]


def _set_end(task: TableTask, rows: list[Values]) -> None:
    """Take the end of a quarter as the day promised, where no other column tells it."""
    if "timeframe" not in task.roles or "end_date" in task.roles:
        return
    unread = []
    for row, cell in zip(rows, task.cells("timeframe"), strict=True):
        period = parse_period(cell.text)
        if period is not None:
            row["planned_on"] = last_day(period)
        elif not is_blank(cell.text):
            unread.append(cell)
    if unread:
        task.issue_log.warn(
            "timeframe_not_read",
            N_("“{text}” is no quarter or month: the promised day is left empty."),
            line=unread[0].line,
            column=task.header("timeframe"),
            text=unread[0].text,
        )


def _set_scores(task: TableTask, rows: list[Values]) -> None:
    for role, read in (("confidence", read_shares), ("impact", read_impacts)):
        if role in task.roles:
            for row, value in zip(rows, read(task, role), strict=True):
                row[role] = value
    for row, line in zip(rows, task.block.rows, strict=True):
        impact = row.get("impact")
        if isinstance(impact, float) and impact > _MOST_IMPACT:
            task.issue_log.warn(
                "impact_scale",
                N_("Impact {number} is more than the scale of RICE allows (at most 3)."),
                line=line.line,
                column=task.header("impact"),
                number=impact,
            )


def _other_rows(task: TableTask, rows: list[Values]) -> set[int]:
    """Set aside the rows that are no initiatives; return their places."""
    places = set()
    types, statuses = task.texts("type"), task.texts("status")
    for place, (row, line) in enumerate(zip(rows, task.block.rows, strict=True)):
        if row.get("initiative_id") is None and any(cell.strip() for cell in line.cells):
            code = "untitled"
        elif plain(types[place]) in _CONTAINERS and not statuses[place]:
            code = "container"
        else:
            continue
        places.add(place)
        task.issue_log.skip_row(line.line, code, line.cells)
    return places if len(places) < len(rows) else set()


def _set_statuses(task: TableTask, rows: list[Values], others: set[int]) -> None:
    header = task.roles.get("status")
    if header is not None and content_of(task.block.rows, header.index).numbers >= _MOSTLY:
        task.roles.setdefault("progress", task.roles.pop("status"))
        header = None
    header = header or _status_column(task)
    if header is None:
        _assume_statuses(task, rows)
        return
    task.roles["status"] = header
    cells = task.cells("status")
    empty = [cell for place, cell in enumerate(cells) if not cell.text and place not in others]
    for row, cell, status in zip(rows, cells, read_statuses(task, cells, header.name), strict=True):
        is_stored = task.references.find("initiative", str(row.get("initiative_id"))) is not None
        if status is not None or not (cell.text and is_stored):
            row["status"] = status or "proposed"
    for cell in empty:
        task.issue_log.warn(
            "status_assumed",
            N_("No status on this line: the initiative is taken as proposed."),
            line=cell.line,
            column=header.name,
        )


def _assume_statuses(task: TableTask, rows: list[Values]) -> None:
    """Take the progress as status if that is the answer, else every initiative as proposed."""
    progress = _progress(task)
    answer = None
    if any(progress):
        answer = task.issue_log.ask(
            "status_from_progress",
            ("progress", "proposed"),
            N_(
                "The file has no status. Does “{column}” tell it: 0% planned, 100% launched, the "
                "rest in progress? Or is every initiative proposed?"
            ),
            column=task.header("progress"),
        )
    for row, share in zip(rows, progress, strict=True):
        row["status"] = "proposed"
        if answer == "progress" and share is not None:
            row["status"] = "planned" if share <= 0 else "shipped" if share >= 1 else "in_progress"
    if not any(progress):
        task.issue_log.warn(
            "status_assumed",
            N_("The file has no status: every initiative is taken as proposed."),
            line=task.block.header_line,
        )


def _progress(task: TableTask) -> list[float | None]:
    """Return the progress as a share of one; 100 without a sign is one hundred percent."""
    if "progress" not in task.roles:
        return [None] * len(task.block.rows)
    header = task.header("progress") or ""
    cells = [TextCell(cell.line, "" if is_blank(cell.text) else cell.text)
             for cell in task.cells("progress")]  # fmt: skip
    numbers = numbers_of(task.connection, header, cells, task.issue_log)
    values = [value_of(number) for number in numbers] if numbers else [None] * len(cells)
    is_percent = max((value for value in values if value is not None), default=0.0) > 1
    is_percent = is_percent or any(number.unit == "%" for number in numbers or ())
    return [value if value is None or not is_percent else value / 100 for value in values]


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
        words = {plain(cell) for cell in cells if cell.strip()}
        matching = words & _STATUS_WORDS
        if words and 3 * len(matching) >= len(words) and len(words) <= _MOST_STATUSES:
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


def _set_effort(task: TableTask, rows: list[Values]) -> None:
    """Take effort in person-months; points, sizes and days are reported, not loaded."""
    header = task.roles.get("effort")
    if header is None:
        return
    content = content_of(task.block.rows, header.index)
    is_size = content.filled and content.numbers < _MOSTLY
    if header.plain in _POINTS or header.unit in {"days", "hours", "score"} or is_size:
        task.issue_log.warn(
            "points_not_effort",
            N_("“{column}” does not count person-months: it is not loaded as effort."),
            line=task.block.header_line,
            column=header.name,
        )
        return
    for row, value in zip(rows, task.typed("effort", declared("initiative")["person_months"]),
                          strict=True):  # fmt: skip
        row["person_months"] = value
