"""Which column plays which role: by header first, made sure by content, or asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.ingest.columns.contracts import Contract, Role
from lib.ingest.files.layout import is_number
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import Header, find_column, plain
from lib.ingest.text.periods import is_slashed, parse_period, parse_serial

_NEUTRAL = frozenset(
    [
        "name",
        "value",
        "nom",
        "valeur",
        "label",
        "title",
        "text",
        "ht",
        "ttc",
        "mensuel",
        "monthly",
        "field",
        "utc",
    ]
)
_BEFORE = frozenset({"monthly", "mensuel", "mensuelle", "month", "mois", "period"})
_SAMPLE = 400
_MISSING = frozenset(
    ["", "-", "–", "—", "n/a", "na", "nd", "n.d.", "nc", "null", "%null%", "none", "nan", ":", "::",
     "..", "$-", "$ -", "€-", "-€", "- €", "£-"]
)  # fmt: skip


def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, ``n/a``."""
    return text.strip().casefold() in _MISSING


@dataclass(frozen=True, slots=True)
class Content:
    """What the cells of a column look like, as shares of those that hold something."""

    filled: int
    numbers: float
    periods: float
    serials: float


def content_of(rows: Sequence[TextRow], index: int) -> Content:
    """Look at the first rows of a column."""
    cells = [row.cells[index].strip() for row in rows[:_SAMPLE] if index < len(row.cells)]
    cells = [cell for cell in cells if cell.casefold() not in _MISSING]
    if not cells:
        return Content(0, 0.0, 0.0, 0.0)
    number = sum(is_number(cell) for cell in cells)
    period = sum(parse_period(cell) is not None or is_slashed(cell) for cell in cells)
    serial = sum(parse_serial(cell) is not None for cell in cells)
    total = len(cells)
    return Content(total, number / total, period / total, serial / total)


def candidates(headers: Sequence[Header], role: Role) -> list[Header]:
    """Return the columns whose header means a role, likeliest first."""
    matches = []
    for header in headers:
        rank = _rank(header.plain, role.aliases)
        if rank is not None:
            matches.append((rank, header.index, header))
    return [header for _, _, header in sorted(matches, key=lambda item: item[:2])]


def match_roles(
    headers: Sequence[Header],
    rows: Sequence[TextRow],
    contract: Contract,
    issue_log: IssueLog,
) -> dict[str, Header]:
    """Return the column of each role, one column a role, chosen ones first."""
    chosen = _chosen(headers, contract, issue_log)
    taken = {header.index for header in chosen.values()}
    matched = dict(chosen)
    exact = [role for role in contract.roles if role.name not in matched]
    for names in ("own", "alias"):
        for role in exact:
            if role.name in matched:
                continue
            free = [header for header in candidates(headers, role) if header.index not in taken]
            if names == "own":
                role_names = {plain(role.name), plain(role.column or role.name)}
                free = [header for header in free if header.plain in role_names]
            fitting = [header for header in free if _fits(role, header, rows)]
            if fitting:
                matched[role.name] = fitting[0]
                taken.add(fitting[0].index)
    return matched


def only_period_column(
    headers: Sequence[Header], rows: Sequence[TextRow], roles: Mapping[str, Header]
) -> Header | None:
    """Return the one column without a role whose cells are days or months, whatever its header."""
    taken = {header.index for header in roles.values()}
    matches = [
        header
        for header in headers
        if header.index not in taken
        and (content := content_of(rows, header.index)).periods >= 0.5
        and content.numbers < 0.5
    ]
    return matches[0] if len(matches) == 1 else None


def unused(headers: Sequence[Header], used: Mapping[str, Header]) -> list[Header]:
    """Return the columns that play no role."""
    taken = {header.index for header in used.values()}
    return [header for header in headers if header.index not in taken and header.text]


def _rank(header: str, aliases: Sequence[str]) -> int | None:
    if not header:
        return None
    if header in aliases:
        return aliases.index(header)
    for rank, alias in enumerate(aliases):
        if header.startswith(alias + " "):
            rest = header.removeprefix(alias + " ").split()
            if all(word in _NEUTRAL for word in rest):
                return len(aliases) + rank
        if header.endswith(" " + alias):
            before = header.removesuffix(" " + alias).split()
            if all(word in _BEFORE for word in before):
                return len(aliases) + rank
    return None


def _chosen(
    headers: Sequence[Header], contract: Contract, issue_log: IssueLog
) -> dict[str, Header]:
    chosen: dict[str, Header] = {}
    for name, wanted in issue_log.options.choices:
        role = contract.role(name)
        column = find_column(headers, wanted) if role else None
        if role and column:
            chosen[role.name] = column
    return chosen


def _fits(role: Role, header: Header, rows: Sequence[TextRow]) -> bool:
    """Whether the cells of a column can be what its header says."""
    content = content_of(rows, header.index)
    if not content.filled:
        return True
    kind = _EXPECTED.get(role.name)
    if kind == "period":
        return content.periods >= 0.5 or content.serials >= 0.9 or header.plain.startswith("nth ")
    if kind == "number":
        return content.numbers >= 0.5 or content.periods < 0.5
    if kind == "text":
        return content.numbers < 0.9 and content.periods < 0.5
    return True


_EXPECTED = {
    "period": "period",
    "value": "number",
    "target": "number",
    "start_value": "number",
    "target_value": "number",
    "current_value": "number",
    "metric": "text",
    "unit": "text",
    "start_date": "period",
    "end_date": "period",
    "shipped_date": "period",
    "stopped_on": "period",
    "held_on": "period",
    "decided_on": "period",
    "told_on": "period",
    "happened_on": "period",
}
"""What the cells of a role look like."""
