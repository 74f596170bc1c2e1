"""Checks of typed values: numbers, months, rates, repeats, days, jumps of unit."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lib.i18n.translate import N_
from lib.ingest.issues import IssueLog
from lib.ingest.values.conventions import EXTREME_NUMBER
from lib.ingest.values.metric_labels import (
    LabelMeaning,
    NotedUnit,
    is_rate_name,
    rates_between_bounds,
)
from lib.ingest.values.reshape import CellTable
from lib.store.connection import Connection
from lib.store.staging import rows
from lib.store.staging.cell_profiles import FaultyCell, Jump, RepeatedCell
from lib.store.uploads.uploads import Staged

_DOUBTFUL = re.compile(r".*\d\s?(m|g|b|mn|G)\)?")
WAYS = ("last", "first", "sum", "mean")
"""How values of one key can be resolved."""

NOT_A_NUMBER = N_(
    "“{text}” is not a number, or its decimal mark is not that of the column. "
    "Correct it, or leave the cell empty if there is no value."
)
DOUBTFUL_SCALE = N_(
    "“{text}” ends with letters that can be a scale or a unit. "
    "Write the number out, or name its unit in the header."
)
NOT_BEGUN = N_("{period} has not begun: it cannot have an actual value. Correct the month.")
NOT_ENDED = N_(
    "This value covers a quarter, a half-year or a year until {period}, which has not ended: it "
    "has no actual value yet. Load the months that are over, or leave it out until then."
)
_MOST_NAMED = 6
_LEVELS = frozenset(["%", "ratio", "s", "ms", "days", "hours", "score", "index", "pt"])
FORMULA_ERROR = N_("“{text}” is an error of the spreadsheet: the value counts as missing.")


@dataclass(slots=True)
class ValueTask:
    """One file of metric values on its way: what is known so far."""

    connection: Connection
    issue_log: IssueLog
    layout: CellTable
    language: str
    meanings: list[LabelMeaning] = field(default_factory=list)
    methods: dict[str, str] = field(default_factory=dict)
    duplicates: str = "last"
    note: NotedUnit | None = None

    def metric_name(self, metric_id: str) -> str:
        """Return the name of a metric as the file writes it."""
        for meaning in self.meanings:
            if meaning.metric.metric_id == metric_id:
                return meaning.display_name
        return metric_id

    def column(self, column_no: int) -> str:
        """Return the header of a column."""
        return self.layout.names.get(column_no, "")


def metrics_with_history(connection: Connection, meanings: Sequence[LabelMeaning]) -> list[str]:
    """Return the metrics that have values already."""
    names = [item.metric.metric_id for item in meanings if not item.is_new]
    return sorted(rows.metrics_with_values(connection, names))


def check_cells(task: ValueTask) -> None:
    """Write down cells that are no numbers, of the future, or impossible."""
    issue_log = task.issue_log
    for cell in rows.unread_cells(task.connection):
        place = _place(task, cell)
        if cell.is_error:
            issue_log.warn("formula_error", FORMULA_ERROR, text=cell.text, **place)
        elif _DOUBTFUL.fullmatch(cell.text.strip()):
            issue_log.error("doubtful_scale", DOUBTFUL_SCALE, text=cell.text, **place)
        else:
            issue_log.error("bad_number", NOT_A_NUMBER, text=cell.text, **place)
    for cell in rows.extreme_cells(task.connection):
        issue_log.error("extreme_number", EXTREME_NUMBER, text=cell.text, **_place(task, cell))
    for cell in rows.future_cells(task.connection, issue_log.options.today):
        template = NOT_BEGUN if cell.grain in {"day", "week", "month"} else NOT_ENDED
        place = _place(task, cell)
        issue_log.error("future_period", template, period=cell.period, **place)
    check_rates(task, rows.TYPED)


def check_rates(task: ValueTask, cells: str) -> None:
    """Write down rates that cannot be, among typed cells."""
    issue_log = task.issue_log
    bounded, rates = rates_between_bounds(task.meanings)
    for cell in rows.impossible_cells(task.connection, bounded, rates, cells) if rates else ():
        issue_log.error(
            "impossible_rate",
            N_("“{text}” cannot be a rate of this metric. Correct the value or its unit."),
            text=cell.text,
            **_place(task, cell),
        )


def choose_methods(task: ValueTask) -> dict[str, str]:
    """Return how days make months, by the catalogue or as answered, for metrics that need it."""
    methods: dict[str, str] = {}
    for metric in rows.days_in_months(task.connection):
        name = task.metric_name(metric.metric_id)
        if metric.method:
            methods[metric.metric_id] = metric.method
            task.issue_log.warn(
                "days_made_months",
                N_(
                    "“{metric}” comes by day or week: its months are made by the rule of the "
                    "catalogue ({method})."
                ),
                line=metric.first_line,
                metric=name,
                method=metric.method,
            )
            continue
        answer = task.issue_log.ask(
            "aggregation",
            ("sum", "mean", "last"),
            N_(
                "“{metric}” has up to {days} values a month: is the month their sum, their mean, "
                "or the last one?"
            ),
            subject=name,
            metric=name,
            days=metric.day_count,
        )
        if answer is None and task.issue_log.options.answer("aggregation") == "usual":
            task.issue_log.withdraw(f"aggregation:{name}")
            answer = "mean" if _is_level(task, metric.metric_id) else "sum"
        if answer:
            methods[metric.metric_id] = answer
    return methods


def _is_level(task: ValueTask, metric_id: str) -> bool:
    """Whether a metric is a rate, a mean or a duration, of which days make no sum."""
    metrics = (item.metric for item in task.meanings if item.metric.metric_id == metric_id)
    metric = next(metrics, None)
    return metric is not None and (metric.unit in _LEVELS or is_rate_name(metric))


def choose_duplicates(task: ValueTask) -> str:
    """Return how several values of one key are resolved; ask when they differ."""
    is_partial = task.layout.is_partial
    repeated = rows.repeated_cells(task.connection)
    conflicts = [cell for cell in repeated if is_partial or cell.value_count > 1]
    if not conflicts:
        return "last"
    first = conflicts[0]
    lines = ", ".join(str(cell.line_no) for cell in conflicts if cell.key == first.key)
    answer = task.issue_log.ask(
        "duplicates",
        WAYS,
        N_(
            "Several different values for the same metric, month and segment, such as {key} "
            "(lines {lines}). Which one counts: the last, the first, their sum or their mean?"
        ),
        key=first.key,
        lines=lines,
    )
    if answer is None:
        _tell_conflicts(task, conflicts)
    return answer or "last"


def check_repeats(task: ValueTask) -> None:
    """Set aside the rows that were not kept among those of one key."""
    groups: dict[tuple[object, ...], list[RepeatedCell]] = defaultdict(list)
    for cell in rows.repeated_cells(task.connection):
        groups[cell.metric_id, cell.started_on, cell.segment, cell.is_target].append(cell)
    for cells in groups.values():
        identical = cells[0].value_count == 1 and not task.layout.is_partial
        if not identical and task.duplicates in {"sum", "mean"}:
            continue
        if not identical and task.issue_log.options.answer("duplicates") is None:
            continue
        left = cells[1:] if task.duplicates == "first" else cells[:-1]
        code = "duplicate_identical" if identical else "duplicate_resolved"
        for cell in left:
            task.issue_log.skip_row(cell.line_no, code, (cell.key, cell.text or ""))


def skipped_repeats(task: ValueTask) -> int:
    """Return how many whole rows were left out as repeats; in wide files rows stay."""
    if task.layout.shape == "wide":
        return 0
    return sum(row.code.startswith("duplicate") for row in task.issue_log.set_aside)


def settle_jumps(task: ValueTask, staged: Staged) -> bool:
    """Ask about values that look like another unit; tell whether some were scaled as answered."""
    percents = {question.key for question in task.issue_log.questions}
    jumps = [
        jump
        for jump in rows.jumps(task.connection, staged)
        if f"percent:{task.metric_name(jump.metric_id)}" not in percents
    ]
    if len({jump.metric_id for jump in jumps}) > 1:
        answers = _ask_scales(task, jumps)
    else:
        answers = [_ask_scale(task, jump, task.metric_name(jump.metric_id)) for jump in jumps]
    to_scale = [
        jump
        for jump, answer in zip(jumps, answers, strict=True)
        if answer is not None and answer != "keep"
    ]
    for jump in to_scale:
        rows.scale_jumps(task.connection, jump)
    return bool(to_scale)


def tell_missing_metrics(task: ValueTask, staged: Staged) -> None:
    """Name the metrics that came with these last month and do not come this month."""
    for metric_id, period in rows.missing_metrics(task.connection, staged):
        task.issue_log.warn(
            "metric_missing",
            N_("“{metric}” came with these metrics the month before and has no value in {period}."),
            value=metric_id,
            metric=metric_id,
            period=period,
        )


def _ask_scales(task: ValueTask, jumps: Sequence[Jump]) -> list[str | None]:
    """Return the answer for each jump; one question for the metrics that were not answered."""
    names = [task.metric_name(jump.metric_id) for jump in jumps]
    answers = [task.issue_log.options.answer(f"scale:{name}") for name in names]
    open_names = dict.fromkeys(n for n, answer in zip(names, answers, strict=True) if not answer)
    if not open_names:
        return answers
    first = jumps[names.index(next(iter(open_names)))]
    answer = task.issue_log.ask(
        "scale",
        ("keep", "usual"),
        N_(
            "Values of {count} metrics are far from their usual size: {names}, such as {example} "
            "against {typical}. Keep them, or bring them to the usual unit?"
        ),
        count=len(open_names),
        names=", ".join(f"“{name}”" for name in list(open_names)[:_MOST_NAMED]),
        metric=names[jumps.index(first)],
        example=first.example,
        typical=first.typical,
    )
    return [former or answer for former in answers]


def _ask_scale(task: ValueTask, jump: Jump, name: str) -> str | None:
    factor = f"{1 / jump.factor:.10g}"
    larger = N_(
        "“{metric}”: values about {times} times larger than usual, such as {example} against "
        "{typical}. Keep them, or multiply them by {factor}?"
    )
    smaller = N_(
        "“{metric}”: values about {times} times smaller than usual, such as {example} against "
        "{typical}. Keep them, or multiply them by {factor}?"
    )
    return task.issue_log.ask(
        "scale",
        ("keep", factor),
        larger if jump.factor > 1 else smaller,
        subject=name,
        metric=name,
        times=round(max(jump.factor, 1 / jump.factor)),
        example=jump.example,
        typical=jump.typical,
        factor=float(factor),
    )


def _tell_conflicts(task: ValueTask, conflicts: Iterable[RepeatedCell]) -> None:
    for cell in conflicts:
        task.issue_log.warn(
            "duplicate_conflict",
            N_("{key} stands more than once in the file, with different values."),
            line=cell.line_no,
            column=task.column(cell.column_no),
            value=cell.text or "",
            key=cell.key,
        )


def _place(task: ValueTask, cell: FaultyCell) -> dict[str, object]:
    return {
        "line": cell.line_no,
        "column": task.column(cell.column_no),
        "value": cell.text,
    }
