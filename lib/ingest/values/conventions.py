"""Conventions of a whole column, by what its cells prove: decimal mark, order of day and month."""

import re
from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa

from lib.i18n.translate import N_
from lib.ingest.issues import IssueLog
from lib.ingest.text.periods import Order, Period, day_order, is_slashed, parse_period, parse_serial
from lib.store.connection import Connection
from lib.store.staging.cell_profiles import MarkProfile, PeriodProfile
from lib.store.staging.rows import PERIOD_MAP, lines_of_periods

COMMA = ","
POINT = "."
EXTREME_NUMBER = N_(
    "“{text}” is too large or too small to be a figure of a metric. Correct it, or choose a unit "
    "in which values lie between 0.000000000001 and 1,000,000,000,000,000."
)
NOT_A_PERIOD = N_(
    "“{text}” is not a month. Write it as 2026-03, 03/2026 or March 2026, or remove the line."
)


def choose_marks(
    profiles: Sequence[MarkProfile],
    names: Mapping[int, str],
    issue_log: IssueLog,
    *,
    by_history: Collection[int] = (),
) -> dict[int, str] | None:
    """Return the decimal mark of each column; None when one must be asked for.

    Parameters
    ----------
    profiles
        What each column proves.
    names
        Headers by column number.
    issue_log
        Where the question goes.
    by_history
        Columns whose points can only be decimal, given what their metrics have been.
    """
    proven = {_proof(profile) for profile in profiles} - {None}
    shared = proven.pop() if len(proven) == 1 else None
    marks: dict[int, str] = {}
    for profile in profiles:
        mark = _proof(profile)
        if mark is None and profile.either_count:
            mark = shared or (POINT if profile.column_no in by_history else None)
            mark = mark or _ask_mark(profile, names.get(profile.column_no, ""), issue_log)
            if mark is None:
                return None
        marks[profile.column_no] = mark or shared or POINT
    return marks


def _proof(profile: MarkProfile) -> str | None:
    if not profile.comma_count and not profile.dot_count:
        return None
    return COMMA if profile.comma_count > profile.dot_count else POINT


def _ask_mark(profile: MarkProfile, column: str, issue_log: IssueLog) -> str | None:
    text = (profile.either_text or "").strip()
    digits = re.sub(r"[^0-9]", "", text)
    decimal = re.sub(r"[^0-9.]", "", text.replace(",", "."))
    return issue_log.ask(
        "decimal",
        (COMMA, POINT),
        N_(
            "In column “{column}”, “{text}” can be read as {thousand} or as {decimal}: which mark "
            "is the decimal one?"
        ),
        column=column,
        text=text,
        thousand=int(digits) if digits.isascii() and digits.isdigit() else digits,
        decimal=float(decimal) if decimal.isascii() and decimal[-1:].isdigit() else text,
    )


def choose_order(texts: Sequence[str], column: str, issue_log: IssueLog) -> Order | None:
    """Return the order of day and month of a column, or None when it must be asked."""
    order = day_order(texts)
    if order == "both":
        issue_log.error(
            "mixed_date_orders",
            N_("Some dates prove that days come first and others that months do."),
            column=column,
        )
        return "dmy"
    if order != "unsure":
        return "mdy" if order == "mdy" else "dmy"
    example = next(text for text in texts if is_slashed(text))
    answer = issue_log.ask(
        "date_order",
        ("dmy", "mdy"),
        N_("“{example}” in column “{column}”: is the day first, or the month?"),
        example=example,
        column=column,
    )
    return "mdy" if answer == "mdy" else "dmy" if answer else None


def map_periods(
    connection: Connection, profiles: Sequence[PeriodProfile], column: str, issue_log: IssueLog
) -> pa.Table:
    """Return what each text of a period means; write down those that mean none."""
    texts = [profile.text for profile in profiles if profile.text]
    order = choose_order(texts, column, issue_log) or "dmy"
    periods_by_text = {text: parse_period(text, order) for text in texts}
    if any(periods_by_text.values()):
        periods_by_text |= {
            text: parse_serial(text) for text, period in periods_by_text.items() if period is None
        }
    bad = [profile for profile in profiles if not periods_by_text.get(profile.text or "")]
    _tell_bad(connection, bad, column, issue_log)
    _tell_grains([period for period in periods_by_text.values() if period], issue_log)
    rows = [
        {
            "period_text": text,
            "period": period.month,
            "started_on": period.start,
            "grain": period.grain,
        }
        for text, period in periods_by_text.items()
        if period
    ]
    return pa.Table.from_pylist(rows, schema=PERIOD_MAP)


def _tell_bad(
    connection: Connection, bad: Sequence[PeriodProfile], column: str, issue_log: IssueLog
) -> None:
    for line, text in lines_of_periods(connection, [profile.text for profile in bad]):
        if text.strip():
            issue_log.error(
                "bad_period", NOT_A_PERIOD, line=line, column=column, value=text, text=text
            )
        else:
            issue_log.error(
                "missing_period",
                N_("The month is missing. Fill it in or remove the line."),
                line=line,
                column=column,
                value="",
            )


def _tell_grains(periods: Sequence[Period], issue_log: IssueLog) -> None:
    grains = {period.grain for period in periods}
    if "quarter" in grains:
        issue_log.warn(
            "quarterly_values",
            N_("Values of a quarter are kept at its last month, not spread over its months."),
        )
    if "half" in grains:
        issue_log.warn(
            "half_yearly_values",
            N_("Values of a half-year are kept at its last month, not spread over its months."),
        )
    if "year" in grains:
        issue_log.warn(
            "yearly_values",
            N_("Values of a year are kept at its last month, not spread over its months."),
        )
