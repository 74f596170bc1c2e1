"""Checks across the columns and rows of a table: loops, equal ends, ranges, drafts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lib.domain.initiatives import Initiative
from lib.domain.metrics import COMPANY_FORMS
from lib.i18n.translate import N_
from lib.ingest.records.rows import TableTask

Rows = Sequence[tuple[int, Any]]


def check_records(task: TableTask, table: str, records: list[tuple[int, Any]]) -> None:
    """Write down what is wrong between the cells and rows of a table; loops are cut."""
    check = _CHECKS.get(table)
    if check:
        check(task, records)
    if table == "objective":
        cut_loops(task, records)
    _tell_one_language(task, table, records)


def cut_loops(task: TableTask, records: list[tuple[int, Any]]) -> None:
    """Take away the parents of objectives that form a loop, and name the loop."""
    parents: dict[str, str | None] = {
        record.objective_id: record.parent_id for _, record in records
    }
    for place, (line, record) in enumerate(records):
        loop = _loop_from(record.objective_id, parents)
        if loop:
            task.issue_log.warn(
                "parent_loop",
                N_("These parents form a loop: {loop}. The links are not loaded; correct them."),
                line=line,
                column=task.header("parent_id") or "parent_id",
                value=record.parent_id,
                loop=" → ".join((*loop, loop[0])),
            )
            records[place] = (line, _without_parent(record))


def tell_equal_ends(task: TableTask, line: int, start: float, target: float) -> None:
    """Warn of a key result whose target is where it starts."""
    if start == target:
        task.issue_log.warn(
            "target_is_start",
            N_("The target equals the start ({number}): no progress can be shown. Correct one."),
            line=line,
            column=task.header("target_value") or "target_value",
            value=f"{target:g}",
            number=float(target),
        )


def _loop_from(start: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the loop that an identifier is part of, or nothing."""
    seen = [start]
    at = parents.get(start)
    while at is not None and at not in seen:
        seen.append(at)
        at = parents.get(at)
    return tuple(seen) if at == start else ()


def _without_parent(record: Any) -> Any:  # noqa: ANN401 - records are of any table
    return replace(record, parent_id=None)


def _key_results(task: TableTask, records: Rows) -> None:
    for line, record in records:
        tell_equal_ends(task, line, record.start_value, record.target_value)


def _pairs(task: TableTask, records: Rows) -> None:
    for line, record in records:
        if record.expected_sign not in {-1, 1}:
            _range(task, line, "expected_sign", record.expected_sign, "-1, 1")
        if not 0 <= record.lag_months <= 12:
            _range(task, line, "lag_months", record.lag_months, "0–12")
        if record.product_metric_id == record.business_metric_id:
            task.issue_log.error(
                "same_metric_twice",
                N_("A metric cannot be paired with itself."),
                line=line,
                column=task.header("right") or "right",
                value=record.business_metric_id,
            )


def _check_ins(task: TableTask, records: Rows) -> None:
    for line, record in records:
        if record.confidence is not None and not 1 <= record.confidence <= 10:
            _range(task, line, "confidence", record.confidence, "1–10")
        if record.value is not None and record.period > task.issue_log.options.today:
            task.issue_log.error(
                "future_period",
                N_("{period} has not begun: it cannot have an actual value. Correct the month."),
                line=line,
                column=task.header("period") or "period",
                value=f"{record.period:%Y-%m}",
                period=record.period,
            )


def _objectives(task: TableTask, records: Rows) -> None:
    for line, record in records:
        if record.weight is not None and not 0 <= record.weight <= 1:
            _range(task, line, "weight", record.weight, "0–1")


def _contributions(task: TableTask, records: Rows) -> None:
    for line, record in records:
        if not 0 <= record.contribution <= 1:
            _range(task, line, "contribution", record.contribution, "0–1")


def _initiatives(task: TableTask, records: Rows) -> None:
    """Tell which initiatives stay drafts, and dates in the wrong order."""
    for line, record in records:
        if not is_tied(record):
            task.issue_log.warn(
                "draft_initiative",
                N_(
                    "“{name}” is not tied to a product metric and a business metric: it is "
                    "loaded as a draft, to be completed."
                ),
                line=line,
                value=record.initiative_id,
                name=record.name_fr or record.name_en or record.initiative_id,
            )
        end = record.launched_on or record.stopped_on
        if record.started_on and end and end < record.started_on:
            task.issue_log.warn(
                "dates_reversed",
                N_("The end ({end}) comes before the start ({start})."),
                line=line,
                end=end.isoformat(),
                start=record.started_on.isoformat(),
            )


def is_tied(record: Initiative) -> bool:
    """Whether an initiative is tied to both sides: by its pair, or by two metrics."""
    return bool(record.pair_id) or bool(record.product_metric_id and record.business_metric_id)


def _companies(task: TableTask, records: Rows) -> None:
    for line, record in records:
        if record.fiscal_start is not None and not 1 <= record.fiscal_start <= 12:
            _range(task, line, "fiscal_start", record.fiscal_start, "1–12")
        for name, (is_allowed, example) in COMPANY_FORMS.items():
            text = getattr(record, name)
            if text and not is_allowed(text):
                task.issue_log.error(
                    "not_allowed_form",
                    N_("“{text}” is not of the form that this column needs, such as {example}."),
                    line=line,
                    column=task.header(name) or name,
                    value=text[:60],
                    text=text[:60],
                    example=example,
                )


def _range(task: TableTask, line: int, name: str, value: float, allowed: str) -> None:
    task.issue_log.error(
        "out_of_range",
        N_("{number} is out of range: {allowed}."),
        line=line,
        column=task.header(name) or name,
        value=f"{value:g}",
        number=float(value),
        allowed=allowed,
    )


def _tell_one_language(task: TableTask, table: str, records: Rows) -> None:
    """Warn once of names given in one language only."""
    if not records or not hasattr(records[0][1], "name_fr") or table == "initiative":
        return
    missing = [line for line, record in records if not (record.name_fr and record.name_en)]
    if missing:
        task.issue_log.warn(
            "one_language",
            N_("Names given in one language only: {count}. Both languages will show it."),
            line=missing[0],
            count=len(missing),
        )


_CHECKS: dict[str, Callable[[TableTask, Rows], None]] = {
    "company": _companies,
    "objective": _objectives,
    "key_result": _key_results,
    "metric_pair": _pairs,
    "check_in": _check_ins,
    "contribution": _contributions,
    "initiative": _initiatives,
}
"""Checks of a table beyond its columns."""
