"""Which table a file holds, by its columns and their content."""

from collections.abc import Sequence

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


def kinds() -> tuple[str, ...]:
    """Return every kind that can be asked for."""
    return ("auto", *TABLES)


def find_kind(block: Block, issue_log: IssueLog) -> str | None:
    """Return the table that a block holds, ``okr`` for objectives and key results together.

    None when nothing tells; the question is then put.
    """
    wanted = issue_log.options.kind
    if wanted == "auto":
        wanted = issue_log.options.answer("kind") or "auto"
    headers = headers_of(block.header)
    if wanted != "auto":
        return OKR if wanted in OKR_KINDS and not _is_canonical(headers, wanted) else wanted
    scores = {kind: _score(headers, block, contract_of(kind)) for kind in (*TABLES, OKR)}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] > 0:
        return best
    issue_log.ask(
        "kind",
        TABLES,
        N_("What does this file hold? Its columns do not tell."),
    )
    return None


def _score(headers: Sequence[Header], block: Block, contract: Contract) -> float:
    """Return how well columns fit a table: own names count double; 0 when it cannot be."""
    scratch = IssueLog(Options())
    if contract.table == "metric_value":
        return _score_values(headers, block, contract, scratch)
    roles = match_roles(headers, block.rows, contract, scratch)
    if not any(signature <= roles.keys() for signature in contract.signatures):
        return 0.0
    if contract.table == OKR and not _names_okrs(roles, block):
        return 0.0
    return _points(roles, contract)


def _names_okrs(roles: dict[str, Header], block: Block) -> bool:
    """Whether a column of types, if there is one, speaks of objectives and key results."""
    header = roles.get("type")
    if header is None:
        return True
    cells = (row.cells[header.index] for row in block.rows if header.index < len(row.cells))
    return any(plain(cell) in OKR_TYPES for cell in cells)


def _score_values(
    headers: Sequence[Header], block: Block, contract: Contract, scratch: IssueLog
) -> float:
    months = [header for header in headers if parse_period(header.text)]
    others = [header for header in headers if header not in months]
    roles = match_roles(others, block.rows, contract, scratch)
    points = _points(roles, contract)
    if len(months) >= 2 or (months and "period" not in roles):
        return points + 2.0 * min(len(months), 6)
    if "period" not in roles:
        period_column = only_period_column(others, block.rows, roles)
        if period_column is None:
            return 0.0
        roles["period"] = period_column
    if {"metric", "value"} <= roles.keys():
        return points + 0.5
    taken = {header.index for header in roles.values()}
    measures = sum(
        content_of(block.rows, header.index).numbers >= 0.5
        for header in headers
        if header.index not in taken and header.text
    )
    return points + measures if measures or "value" in roles else 0.0


def _points(roles: dict[str, Header], contract: Contract) -> float:
    record_names = {plain(column.name) for column in columns_of(contract.record)}
    return sum(2.0 if header.plain in record_names else 1.0 for header in roles.values())


def _is_canonical(headers: Sequence[Header], table: str) -> bool:
    names = {header.plain for header in headers}
    return all(
        plain(column.name) in names for column in columns_of(TABLES[table]) if column.required
    )
