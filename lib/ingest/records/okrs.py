"""Objectives and key results from one list, as OKR tools export them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lib.domain.okrs import CheckIn, KeyResult, Objective
from lib.domain.periods import quarter_end, quarter_key
from lib.i18n.translate import N_
from lib.ingest.records.cell_readers import TextCell, is_blank, numbers_of, value_of
from lib.ingest.records.checks import cut_loops, tell_equal_ends
from lib.ingest.records.rows import TableTask
from lib.ingest.records.scores import read_tenths
from lib.ingest.staging import Reading, to_table
from lib.ingest.text.headers import plain, unit_code
from lib.ingest.text.periods import parse_period
from lib.ingest.values.metric_labels import slug
from lib.store.uploads.uploads import Staged, stage

_OBJECTIVES = frozenset(["objective", "objectif", "goal", "but", "plan", "o"])
_KEY_RESULTS = frozenset(["key result", "resultat cle", "kr", "outcome", "milestone", "measure",
                          "jalon", "metric"])  # fmt: skip
_NUMBERS = ("start_value", "target_value", "current_value", "progress", "weight")
_AIMS = frozenset({"start_value", "target_value"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUARTER = re.compile(r"(?<![^\W_])(?:[TQtq][1-4][ _-]*20\d\d|20\d\d[ _-]*[TQtq][1-4])(?![^\W_])")
_PERIODS = ("period", "end_date", "start_date")


@dataclass(slots=True)
class OkrRow:
    """One line of the list, typed; ``aim`` is a target in words."""

    line: int
    is_key_result: bool
    okr_id: str
    parent: str | None
    objective: str | None
    name: str
    numbers: dict[str, float | None]
    quarter: str | None
    texts: dict[str, str]
    aim: str = ""


def read_okrs(task: TableTask) -> Reading:
    """Return the objectives, key results and check-ins of a list."""
    rows = _rows(task)
    objectives = _objectives(task, rows)
    _complete_links(task, rows, [record for _, record in objectives])
    above = {row.okr_id: row.parent for row in rows if not row.is_key_result}
    objectives = [
        (line, replace(record, parent_id=above.get(record.objective_id, record.parent_id)))
        for line, record in objectives
    ]
    cut_loops(task, objectives)
    parents = {record.objective_id: record.parent_id for _, record in objectives}
    for row in rows:
        row.parent = row.parent if row.is_key_result else parents.get(row.okr_id)
    results = _key_results(task, rows)
    kind = "key_result" if any(row.is_key_result for row in rows) else "objective"
    reading = Reading(kind, "long", {role: h.name for role, h in task.roles.items()}, len(rows))
    check_ins = _check_ins(task, rows, {record.key_result_id for _, record in results})
    reading.records = tuple(_json(row) for row in rows)
    reading.staged = _stage_all(task, objectives, results, check_ins)
    return reading


def _rows(task: TableTask) -> list[OkrRow]:
    roles = {role: task.texts(role) for role in task.roles if role not in _NUMBERS}
    numbers, units = _numbers(task)
    targets = task.texts("target_value")
    rows: list[OkrRow] = []
    objective = ""
    for at, source in enumerate(task.block.rows):
        texts = {role: values[at] for role, values in roles.items() if values[at]}
        row_numbers = {name: values[at] for name, values in numbers.items()}
        objective = texts.get("objective") or objective
        is_key_result = _is_key_result(texts, row_numbers)
        name = texts.get("key_result") or texts.get("objective") or ""
        if not name:
            task.issue_log.error(
                "missing_value",
                N_("“{name}” is required and missing on this line. Fill it in."),
                line=source.line,
                column=task.header("objective") or "objective",
                value="",
                name="objective",
            )
            continue
        above = objective if "key_result" in texts else None
        row = OkrRow(
            source.line, is_key_result, texts.get("okr_id") or slug(name), texts.get("parent_id"),
            above, name, row_numbers, _quarter(texts), texts,
            _in_words(targets[at]),
        )  # fmt: skip
        row.texts.setdefault("unit", units[at])
        rows.append(row)
    return rows


def _is_key_result(texts: dict[str, str], numbers: dict[str, float | None]) -> bool:
    kind = plain(texts.get("type", ""))
    if kind in _OBJECTIVES:
        return False
    if kind in _KEY_RESULTS or "key_result" in texts or _in_words(texts.get("target_value", "")):
        return True
    return numbers["start_value"] is not None or numbers["target_value"] is not None


def _numbers(task: TableTask) -> tuple[dict[str, list[float | None]], list[str]]:
    """Return the numbers of each role and the unit that their cells show."""
    values: dict[str, list[float | None]] = {}
    units = [""] * len(task.block.rows)
    if "confidence" in task.roles:
        values["confidence"] = [*read_tenths(task, "confidence")]
    else:
        values["confidence"] = [None] * len(task.block.rows)
    for role in _NUMBERS:
        cells = _numeric_cells(task, role)
        header = task.header(role) or role
        parsed = numbers_of(task.connection, header, cells, task.issue_log)
        values[role] = [value_of(number) for number in parsed] if parsed else [None] * len(cells)
        for at, (cell, number) in enumerate(zip(cells, parsed or [], strict=False)):
            if number.unit == "%" and role != "progress":
                units[at] = "%"
            if values[role][at] is None and number.mark != "missing":
                task.issue_log.add(
                    "warning" if role in {"progress", "weight"} else "error",
                    "bad_number",
                    N_("“{text}” is not a number. Correct it, or leave the cell empty."),
                    line=cell.line, column=header, value=cell.text, text=cell.text,
                )  # fmt: skip
    return values, units


def _numeric_cells(task: TableTask, role: str) -> list[TextCell]:
    """Return the cells of a column of numbers; words in it are read as a qualitative aim."""
    return [
        TextCell(cell.line, "")
        if is_blank(cell.text) or (role in _AIMS and _is_qualitative(cell.text))
        else cell
        for cell in task.cells(role)
    ]


def _is_qualitative(text: str) -> bool:
    """Whether a start or a target is written in words: ``done every week``, ``3 per squad``."""
    words = _WORD.findall(text)
    return bool(words) and (len(words) > 1 or not any(sign.isdigit() for sign in text))


def _in_words(target: str) -> str:
    return target if _is_qualitative(target) and not is_blank(target) else ""


def _quarter(texts: dict[str, str]) -> str | None:
    for role in _PERIODS:
        period = parse_period(texts.get(role, ""))
        if period and period.grain != "year":
            return quarter_key(period.start)
    return None


def _year(texts: Mapping[str, str]) -> int | None:
    periods = (parse_period(texts.get(role, "")) for role in _PERIODS)
    return next((period.start.year for period in periods if period), None)


def _objectives(task: TableTask, rows: Sequence[OkrRow]) -> list[tuple[int, Objective]]:
    """Return the objectives of the list, those named only beside a key result included."""
    objectives: dict[str, tuple[int, Objective]] = {}
    for row in rows:
        name = row.objective if row.is_key_result else row.name
        if not name:
            continue
        if row.is_key_result and (
            task.references.find("objective", name) or _is_listed(objectives, name)
        ):
            continue
        objective_id = slug(name) if row.is_key_result else row.okr_id
        year = int(row.quarter[:4]) if row.quarter else _year(row.texts)
        parent = None if row.is_key_result else row.parent
        weight = None if row.is_key_result else row.numbers["weight"]
        record = Objective(
            objective_id=objective_id, year=year, parent_id=parent, weight=weight,
            owner=row.texts.get("owner"), name_fr=_french(task, name), name_en=_english(task, name),
        )  # fmt: skip
        objectives.setdefault(objective_id, (row.line, record))
    return list(objectives.values())


def _is_listed(objectives: dict[str, tuple[int, Objective]], name: str) -> bool:
    return any(
        plain(name) in (plain(o.name_fr or ""), plain(o.name_en or ""))
        for _, o in objectives.values()
    )


def _key_results(task: TableTask, rows: Sequence[OkrRow]) -> list[tuple[int, KeyResult]]:
    results: list[tuple[int, KeyResult]] = []
    for row in rows:
        if not row.is_key_result:
            continue
        _take_progress(task, row)
        row.quarter = quarter = row.quarter or _asked_quarter(task)
        start, target = row.numbers["start_value"], row.numbers["target_value"]
        if start is None or target is None:
            task.issue_log.error(
                "missing_value",
                N_("“{name}” is required and missing on this line. Fill it in."),
                line=row.line, column=task.header("target_value") or "target_value", value="",
                name="target_value",
            )  # fmt: skip
            continue
        if quarter is None:
            continue
        tell_equal_ends(task, row.line, start, target)
        _tell_progress(task, row.line, row.numbers)
        unit = row.texts.get("unit", "")
        result = KeyResult(
            key_result_id=row.okr_id, quarter=quarter, objective_id=row.parent or "",
            kind="committed", start_value=start, target_value=target,
            unit=unit_code(unit) or unit or None, weight=row.numbers["weight"],
            squad_id=row.texts.get("squad"), owner=row.texts.get("owner"),
            name_fr=_french(task, row.name), name_en=_english(task, row.name),
        )  # fmt: skip
        results.append((row.line, result))
    if results:
        task.issue_log.warn(
            "kind_assumed",
            N_("The file does not say which key results are aspirational: all are committed."),
            line=task.block.header_line,
        )
    return results


def _french(task: TableTask, name: str) -> str | None:
    return name if task.language == "fr" else None


def _english(task: TableTask, name: str) -> str | None:
    return name if task.language != "fr" else None


def _take_progress(task: TableTask, row: OkrRow) -> None:
    """Take progress in percent as the value where the list gives no number to reach."""
    if row.aim:
        row.numbers |= {
            "start_value": 0.0, "target_value": 100.0, "current_value": row.numbers["progress"],
        }  # fmt: skip
        row.texts["unit"] = "%"
        task.issue_log.warn(
            "qualitative_target",
            N_(
                "“{text}” is no number: the key result is kept as qualitative, from 0% to 100% "
                "done, with these words in its name."
            ),
            line=row.line, column=task.header("target_value"), text=row.aim,
        )  # fmt: skip
        row.name = f"{row.name} ({row.aim})"
        return
    if row.numbers["start_value"] is None and row.numbers["target_value"] is not None:
        row.numbers["start_value"] = 0.0
        task.issue_log.warn(
            "start_assumed", N_("No start value: 0 is taken."), line=row.line,
            column=task.header("start_value") or "start_value",
        )  # fmt: skip
    if row.numbers["target_value"] is None and "target_value" not in task.roles:
        row.numbers |= {
            "start_value": 0.0, "target_value": 100.0, "current_value": row.numbers["progress"],
        }  # fmt: skip
        row.texts["unit"] = "%"


def _asked_quarter(task: TableTask) -> str | None:
    this = quarter_key(task.issue_log.options.today)
    answer = task.issue_log.ask(
        "quarter",
        (*_quarters_named(task), this),
        N_("Which quarter do these key results belong to?"),
        is_open=True,
    )
    period = parse_period(answer) if answer else None
    return quarter_key(period.start) if period else None


def _quarters_named(task: TableTask) -> list[str]:
    """Return the quarters that the names of file and sheet and the lines above the table tell."""
    above = [cell for row in task.block.rows_above() for cell in row.cells]
    texts = (task.issue_log.file, task.issue_log.sheet or "", *above)
    names = [name for text in texts for name in _QUARTER.findall(text)]
    periods = [parse_period(re.sub(r"[ _-]+", " ", name)) for name in names]
    return [quarter_key(period.start) for period in periods if period]


def _check_ins(
    task: TableTask, rows: Sequence[OkrRow], key_result_ids: set[str]
) -> list[tuple[int, CheckIn]]:
    check_ins = {}
    today = task.issue_log.options.today
    for row in rows:
        value = row.numbers["current_value"]
        if row.okr_id not in key_result_ids or value is None or row.quarter is None:
            continue
        period: date = min(today.replace(day=1), quarter_end(row.quarter))
        confidence = row.numbers["confidence"]
        score = int(confidence) if confidence is not None and 1 <= confidence <= 10 else None
        check_ins[row.okr_id, period] = (
            row.line,
            CheckIn(key_result_id=row.okr_id, period=period, value=value, confidence=score),
        )
    return list(check_ins.values())


def _json(row: OkrRow) -> dict[str, object]:
    return {
        "type": "key_result" if row.is_key_result else "objective",
        "okr_id": row.okr_id,
        "parent_id": row.parent,
        "objective": row.objective if row.is_key_result else row.name,
        "key_result": row.name if row.is_key_result else None,
        **row.numbers,
        "period": row.quarter,
        "owner": row.texts.get("owner"),
        "squad": row.texts.get("squad"),
        "unit": row.texts.get("unit") or None,
        "status": row.texts.get("status"),
    }


def _stage_all(
    task: TableTask,
    objectives: list[tuple[int, Objective]],
    results: list[tuple[int, KeyResult]],
    check_ins: list[tuple[int, CheckIn]],
) -> tuple[Staged, ...]:
    batches = []
    for table, records in (
        ("objective", objectives), ("key_result", results), ("check_in", check_ins)
    ):  # fmt: skip
        if records:
            batches.append(stage(task.connection, table, to_table(table, records)))
    return tuple(batches)


def _complete_links(
    task: TableTask, rows: Sequence[OkrRow], objectives: Sequence[Objective]
) -> None:
    """Give each row the identifier of its parent: named, beside it, or above it in the list."""
    by_name: dict[str, str] = {}
    for objective in objectives:
        for name in (objective.objective_id, objective.name_fr, objective.name_en):
            if name:
                by_name.setdefault(plain(name), objective.objective_id)
    names = {
        objective.objective_id: objective.name_fr or objective.name_en for objective in objectives
    }
    above: str | None = None
    for row in rows:
        parent_name = row.parent or row.objective
        parent_id = _find_objective(task, by_name, parent_name)
        if parent_name and parent_id is None:
            _tell_orphan(task, row, parent_name)
        if row.is_key_result:
            row.parent = parent_id or parent_name or above
            row.objective = row.objective or names.get(row.parent or "")
            if row.parent is None:
                _tell_orphan(task, row, "")
        else:
            row.parent = parent_id
            above = row.okr_id


def _tell_progress(task: TableTask, line: int, numbers: Mapping[str, float | None]) -> None:
    """Warn where a tool's progress is not what start, current and target give."""
    start, target = numbers["start_value"], numbers["target_value"]
    current, reported = numbers["current_value"], numbers["progress"]
    if start is None or target is None or current is None or reported is None or start == target:
        return
    computed = (current - start) / (target - start) * 100
    if min(abs(computed - reported), abs(computed - 100 * reported)) > 1.5:
        task.issue_log.warn(
            "progress_differs",
            N_("The file says {given}% and the values give {own}%: the values count."),
            line=line,
            column=task.header("progress"),
            value=f"{reported:g}",
            given=float(reported),
            own=round(computed, 1),
        )


def _find_objective(
    task: TableTask, by_name: Mapping[str, str], parent_name: str | None
) -> str | None:
    if not parent_name:
        return None
    for name in (parent_name, *parent_name.split(",")):
        objective_id = by_name.get(plain(name)) or task.references.find("objective", name.strip())
        if objective_id:
            return objective_id
    return None


def _tell_orphan(task: TableTask, row: OkrRow, parent_name: str) -> None:
    task.issue_log.warn(
        "unknown_parent",
        N_("The parent “{text}” of this line is unknown. Load it first, or correct it.")
        if parent_name
        else N_("This key result names no objective. Give it one."),
        line=row.line,
        column=task.header("parent_id") or task.header("objective"),
        value=parent_name,
        text=parent_name,
    )
