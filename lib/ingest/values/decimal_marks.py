"""Comma or point: the decimal mark of a column, by what its cells prove, or asked."""

import re
from collections.abc import Collection, Mapping, Sequence

from lib.i18n.translate import N_
from lib.ingest.issues import Findings
from lib.store.staging.cell_profiles import MarkProfile

COMMA = ","
POINT = "."


def choose_marks(
    profiles: Sequence[MarkProfile],
    names: Mapping[int, str],
    findings: Findings,
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
    findings
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
            mark = mark or _asked(profile, names.get(profile.column_no, ""), findings)
            if mark is None:
                return None
        marks[profile.column_no] = mark or shared or POINT
    return marks


def _proof(profile: MarkProfile) -> str | None:
    if not profile.comma_count and not profile.dot_count:
        return None
    return COMMA if profile.comma_count > profile.dot_count else POINT


def _asked(profile: MarkProfile, column: str, findings: Findings) -> str | None:
    text = (profile.either_text or "").strip()
    digits = re.sub(r"[^0-9]", "", text)
    decimal = re.sub(r"[^0-9.]", "", text.replace(",", "."))
    return findings.ask(
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
