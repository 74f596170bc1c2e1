"""Comma or point: the decimal mark of a column, by what its cells prove, or asked."""

from collections.abc import Mapping, Sequence

from lib.i18n.translate import N_
from lib.ingest.findings import Findings
from lib.store.staging import MarkProfile

COMMA = ","
POINT = "."


def choose_marks(
    profiles: Sequence[MarkProfile], names: Mapping[int, str], findings: Findings
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
    """
    proven = {_proof(profile) for profile in profiles} - {None}
    shared = proven.pop() if len(proven) == 1 else None
    marks: dict[int, str] = {}
    for profile in profiles:
        mark = _proof(profile)
        if mark is None and profile.either_count:
            mark = shared or _asked(profile, names.get(profile.column_no, ""), findings)
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
    digits = text.replace(",", "").replace(".", "")
    return findings.ask(
        "decimal",
        (COMMA, POINT),
        N_(
            "In column “{column}”, “{text}” can be read in two ways: {thousand} with a mark for "
            "thousands, or a number with three decimals. Which mark is the decimal one?"
        ),
        column=column,
        text=text,
        thousand=digits,
    )
