"""Which table a file holds, by its columns and their content."""

from collections.abc import Mapping, Sequence

from lib.domain.metrics import COMPANY
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.i18n.translate import N_
from lib.ingest.columns.columns import content_of, match_roles, only_period_column
from lib.ingest.columns.contracts import OKR, Contract, contract_of
from lib.ingest.files.layout import Block
from lib.ingest.issues import IssueLog
from lib.ingest.reports import Options
from lib.ingest.text.headers import Header, headers_of, plain
from lib.ingest.text.periods import parse_period

OKR_TYPES = frozenset(
    ["objective", "objectif", "goal", "but", "o", "key result", "resultat cle", "kr", "outcome",
     "milestone", "jalon"]
)  # fmt: skip
"""Types of rows that only lists of objectives have."""

OKR_KINDS = frozenset({"objective", "key_result"})

TARGET_WORDS = frozenset(
    ["target", "targets", "goal", "goals", "budget", "cible", "cibles", "objectif", "objectifs",
     "prevu"]
)  # fmt: skip
"""Words of headers that make a column of numbers one of targets."""

_ACTUAL_WORDS = frozenset(
    ["spent", "used", "consumed", "reached", "achieved", "attained", "attainment", "completion",
     "depense", "consomme", "engage", "atteint", "atteints", "realise", "realisation", "restant",
     "remaining"]
)  # fmt: skip
"""Words beside a target that make a column one of actual values: ``Budget spent``."""

_OKR_WORDS = frozenset(["objective", "objectives", "objectif", "objectifs", "goal", "goals", "okr",
                        "okrs"])  # fmt: skip
_STATES = frozenset(["on track", "at risk", "off track", "behind", "en bonne voie", "a risque",
                     "en retard"])  # fmt: skip
"""States that objectives have and work seldom."""
_HEALTH = _STATES | {"not started", "done", "completed", "pas commence", "termine", ""}
_COMMON = ("metric_value", "initiative", "key_result", "metric", "metric_target", "check_in",
           "objective")  # fmt: skip
"""Tables that most files hold, likeliest first."""
_SURE = 3.0
"""Points for columns that no other table has."""
_WEAK = 0.5
"""Points of values that may as well be a list of dated things."""


def without_target(name: str) -> str | None:
    """Return a header without the word that makes it a target; None where it has none."""
    words = name.split()
    if not _ACTUAL_WORDS.isdisjoint(words):
        return None
    if words[:1] and words[0] in TARGET_WORDS:
        return " ".join(words[1:])
    return " ".join(words[:-1]) if words[-1:] and words[-1] in TARGET_WORDS else None


def kinds() -> tuple[str, ...]:
    """Return every kind that can be asked for."""
    return ("auto", *TABLES)


def find_kind(block: Block, issue_log: IssueLog) -> str | None:
    """Return the table that a block holds, ``okr`` for objectives and key results together.

    None when nothing tells; the question is then put, the likeliest tables first.
    """
    wanted = issue_log.options.kind
    if wanted == "auto":
        wanted = issue_log.options.answer("kind") or "auto"
    headers = headers_of(block.header)
    if wanted != "auto":
        return OKR if wanted in OKR_KINDS and not is_canonical(headers, wanted) else wanted
    scores = {kind: _score(headers, block, contract_of(kind)) for kind in (*TABLES, OKR)}
    if holds_targets_only(headers, block):
        scores["metric_target"] = max(scores["metric_target"], scores.pop("metric_value") + 1)
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] > 0:
        return best
    issue_log.ask(
        "kind",
        _by_likelihood(headers, block),
        N_("What does this file hold? Its columns do not tell."),
    )
    return None


def is_canonical(headers: Sequence[Header], table: str) -> bool:
    """Whether the columns that a table needs stand under the names of its template."""
    names = {header.plain for header in headers}
    return all(
        plain(column.name) in names for column in columns_of(TABLES[table]) if column.required
    )


def holds_targets_only(headers: Sequence[Header], block: Block) -> bool:
    """Whether every column of numbers is named a target, or the months stand under that word."""
    months = [header for header in headers if parse_period(header.text)]
    others = [header for header in headers if header not in months and header.text]
    if len(months) >= 2:
        return any(header.plain in TARGET_WORDS for header in others)
    measures = [
        header
        for header in others
        if (content := content_of(block.rows, header.index)).numbers >= 0.5
        and content.periods < 0.5
    ]
    return bool(measures) and all(without_target(header.plain) is not None for header in measures)


def _by_likelihood(headers: Sequence[Header], block: Block) -> list[str]:
    """Return every table, those that know most of the columns first."""
    scratch = IssueLog(Options())
    shares = {
        table: len(match_roles(headers, block.rows, contract_of(table), scratch))
        for table in TABLES
    }
    places = {table: place for place, table in enumerate(_COMMON)}
    return sorted(TABLES, key=lambda table: (-shares[table], places.get(table, len(places))))


def _score(headers: Sequence[Header], block: Block, contract: Contract) -> float:
    """Return how well columns fit a table: own names count double; 0 when it cannot be."""
    scratch = IssueLog(Options())
    if contract.table == "metric_value":
        return _score_values(headers, block, contract, scratch)
    roles = match_roles(headers, block.rows, contract, scratch)
    if not _is_proven(headers, roles, contract) or _is_list_of_companies(roles, block, contract):
        return 0.0
    points = _points(roles, contract)
    if contract.table == OKR:
        return points + _okr_points(roles, block) if _names_okrs(roles, block) else 0.0
    if contract.table == "check_in":
        return points + _SURE if _is_dated(block, roles["period"]) else 0.0
    return points


def _is_proven(headers: Sequence[Header], roles: Mapping[str, Header], contract: Contract) -> bool:
    """Whether the columns that prove a table are there.

    The required columns of a table that needs nothing but its key prove it under their own names
    only: many a table has a column of teams or identifiers.
    """
    required, *others = contract.signatures
    if any(signature <= roles.keys() for signature in others):
        return True
    columns = () if contract.table == OKR else columns_of(contract.record)
    is_key_alone = all(column.is_key for column in columns if column.required)
    if contract.table != OKR and is_key_alone:
        return is_canonical(headers, contract.table)
    return required <= roles.keys()


def _is_list_of_companies(roles: Mapping[str, Header], block: Block, contract: Contract) -> bool:
    """Whether a table that looks like the company's own lists others, such as its customers."""
    return contract.table == "company" and _cells(roles["company_id"], block) != {COMPANY}


def _okr_points(roles: Mapping[str, Header], block: Block) -> float:
    """Return what speaks for objectives and key results beyond the number of columns."""
    if {"objective", "key_result"} <= roles.keys() or _has_okr_types(roles, block):
        return _SURE
    return _SURE if "parent_id" in roles and _cells(roles.get("status"), block) & _STATES else 0.0


def _is_dated(block: Block, header: Header) -> bool:
    """Whether a column holds days, weeks or months: check-ins are dated, key results are not."""
    cells = (row.cells[header.index] for row in block.rows if header.index < len(row.cells))
    periods = [period for cell in cells if (period := parse_period(cell.strip())) is not None]
    return any(period.grain in {"day", "week", "month"} for period in periods)


def _names_okrs(roles: Mapping[str, Header], block: Block) -> bool:
    """Whether columns speak of objectives and key results rather than of other work."""
    if "type" in roles and not _has_okr_types(roles, block):
        return False
    if {"key_result", "type"} & roles.keys():
        return True
    is_named = _OKR_WORDS & set(roles["objective"].plain.split())
    if is_named or {"target_value", "start_value"} & roles.keys():
        return True
    statuses = _cells(roles.get("status"), block)
    return "parent_id" in roles and bool(statuses & _STATES) and statuses <= _HEALTH


def _has_okr_types(roles: Mapping[str, Header], block: Block) -> bool:
    return bool(_cells(roles.get("type"), block) & OKR_TYPES)


def _cells(header: Header | None, block: Block) -> set[str]:
    """Return the words of a column as they are compared."""
    if header is None:
        return set()
    cells = (row.cells[header.index] for row in block.rows if header.index < len(row.cells))
    return {plain(cell) for cell in cells if cell.strip()}


def _score_values(
    headers: Sequence[Header], block: Block, contract: Contract, scratch: IssueLog
) -> float:
    months = [header for header in headers if parse_period(header.text)]
    others = [header for header in headers if header not in months]
    roles = match_roles(others, block.rows, contract, scratch)
    points = _points(roles, contract)
    if len(months) >= 2 or (months and "period" not in roles):
        return points + 2.0 * min(len(months), 6)
    is_period_named = "period" in roles
    if not is_period_named:
        period_column = only_period_column(others, block.rows, roles)
        if period_column is None:
            return 0.0
        roles["period"] = period_column
    if {"metric", "value"} <= roles.keys():
        return points + 0.5
    if not is_period_named and _lists_things(others, block):
        return _WEAK
    taken = {header.index for header in roles.values()}
    measures = sum(
        content_of(block.rows, header.index).numbers >= 0.5
        for header in headers
        if header.index not in taken and header.text
    )
    return points + measures if measures or "value" in roles else 0.0


def _lists_things(headers: Sequence[Header], block: Block) -> bool:
    """Whether each row is a thing of its own: it has a text that no other row has."""
    for header in headers:
        content = content_of(block.rows, header.index)
        cells = [row.cells[header.index] for row in block.rows if header.index < len(row.cells)]
        if content.filled > 1 and content.numbers < 0.5 and content.periods < 0.5:
            filled = [plain(cell) for cell in cells if cell.strip()]
            if len(filled) == len(block.rows) == len(set(filled)):
                return True
    return False


def _points(roles: dict[str, Header], contract: Contract) -> float:
    record_names = {plain(column.name) for column in columns_of(contract.record)}
    return sum(2.0 if header.plain in record_names else 1.0 for header in roles.values())
