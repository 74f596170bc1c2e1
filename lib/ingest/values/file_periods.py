"""The texts of a file that stand for periods, read together: one order of day and month."""

from collections.abc import Sequence

import pyarrow as pa

from lib.i18n.translate import N_
from lib.ingest.issues import Findings
from lib.ingest.text.periods import Order, Period, day_order, is_slashed, parse_period, parse_serial
from lib.store.connection import Connection
from lib.store.staging.cell_profiles import PeriodProfile
from lib.store.staging.rows import PERIOD_MAP, lines_of_periods

NOT_A_PERIOD = N_(
    "“{text}” is not a month. Write it as 2026-03, 03/2026 or March 2026, or remove the line."
)


def choose_order(texts: Sequence[str], column: str, findings: Findings) -> Order | None:
    """Return the order of day and month of a column, or None when it must be asked."""
    order = day_order(texts)
    if order == "both":
        findings.error(
            "mixed_date_orders",
            N_("Some dates prove that days come first and others that months do."),
            column=column,
        )
        return "dmy"
    if order != "unsure":
        return "mdy" if order == "mdy" else "dmy"
    example = next(text for text in texts if is_slashed(text))
    answer = findings.ask(
        "date_order",
        ("dmy", "mdy"),
        N_("“{example}” in column “{column}”: is the day first, or the month?"),
        example=example,
        column=column,
    )
    return "mdy" if answer == "mdy" else "dmy" if answer else None


def map_periods(
    connection: Connection, profiles: Sequence[PeriodProfile], column: str, findings: Findings
) -> pa.Table:
    """Return what each text of a period means; write down those that mean none."""
    texts = [profile.text for profile in profiles if profile.text]
    order = choose_order(texts, column, findings) or "dmy"
    found = {text: parse_period(text, order) for text in texts}
    if any(found.values()):
        found |= {text: parse_serial(text) for text, period in found.items() if period is None}
    bad = [profile for profile in profiles if not found.get(profile.text or "")]
    _tell_bad(connection, bad, column, findings)
    _tell_grains([period for period in found.values() if period], findings)
    rows = [
        {
            "period_text": text,
            "period": period.month,
            "started_on": period.start,
            "grain": period.grain,
        }
        for text, period in found.items()
        if period
    ]
    return pa.Table.from_pylist(rows, schema=PERIOD_MAP)


def _tell_bad(
    connection: Connection, bad: Sequence[PeriodProfile], column: str, findings: Findings
) -> None:
    for line, text in lines_of_periods(connection, [profile.text for profile in bad]):
        if text.strip():
            findings.error(
                "bad_period", NOT_A_PERIOD, line=line, column=column, value=text, text=text
            )
        else:
            findings.error(
                "missing_period",
                N_("The month is missing. Fill it in or remove the line."),
                line=line,
                column=column,
                value="",
            )


def _tell_grains(periods: Sequence[Period], findings: Findings) -> None:
    grains = {period.grain for period in periods}
    if "quarter" in grains:
        findings.warn(
            "quarterly_values",
            N_("Values of a quarter are kept at its last month, not spread over its months."),
        )
    if "year" in grains:
        findings.warn(
            "yearly_values",
            N_("Values of a year are kept at its last month, not spread over its months."),
        )
