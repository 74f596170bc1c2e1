"""What each table's exports may call their columns: roles, and their names in two languages.

A role is a column of a record, or several where an export knows one name only (``title`` fills
``name_fr`` or ``name_en``). The names of record columns always match; the others are compared by
:func:`lib.ingest.text.headers.plain`, the likeliest first.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from lib.domain.okrs import KeyResult
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.ingest.columns.names import NAMES, SIGNATURES
from lib.ingest.text.headers import plain

OKR = "okr"
"""Kind of a list of objectives and key results together, as tools export it."""
RENAMED: dict[str, dict[str, str]] = {
    "metric_value": {"metric_id": "metric"},
    "metric_target": {"metric_id": "metric"},
    "metric": {"metric_id": "metric"},
    "squad": {"squad_id": "squad"},
    "metric_pair": {"product_metric_id": "left", "business_metric_id": "right"},
    "initiative": {
        "squad_id": "squad",
        "started_on": "start_date",
        "planned_on": "end_date",
        "launched_on": "shipped_date",
        "person_months": "effort",
    },
    "key_result": {
        "squad_id": "squad",
        "quarter": "period",
        "key_result_id": "okr_id",
        "objective_id": "parent_id",
    },
    "objective": {"objective_id": "okr_id"},
}
"""Role names of reports, by record column, where they differ."""


@dataclass(frozen=True, slots=True)
class Role:
    """A column that an export can hold.

    Attributes
    ----------
    name
        Name in reports and choices.
    column
        Column of the record it fills directly, or None.
    aliases
        Headers that mean it, likeliest first, as :func:`plain` gives them.
    """

    name: str
    column: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """The roles of a table, and which of them prove that a file holds it."""

    table: str
    record: type[Any]
    roles: tuple[Role, ...]
    signatures: tuple[frozenset[str], ...]

    def role(self, name: str) -> Role | None:
        """Return the role of a name, a record column's name included."""
        for role in self.roles:
            if name in (role.name, role.column):
                return role
        return None


@cache
def contract_of(table: str) -> Contract:
    """Return the contract of a table, or of ``okr``: objectives and key results together."""
    names = NAMES.get(table, {})
    if table == OKR:
        okr_roles = tuple(
            Role(name, None, _plain((name, *own_names))) for name, own_names in names.items()
        )
        return Contract(OKR, KeyResult, okr_roles, SIGNATURES[OKR])
    record = TABLES[table]
    direct = {declared.name: role for role, declared in _direct(table)}
    roles: list[Role] = []
    for declared in columns_of(record):
        name = direct.get(declared.name, declared.name)
        own_names = (declared.name, name, *names.get(name, ()))
        roles.append(Role(name, declared.name, _plain(own_names)))
    filled = {role.name for role in roles}
    roles += [
        Role(name, None, _plain((name, *aliases)))
        for name, aliases in names.items()
        if name not in filled
    ]
    required = frozenset(
        direct.get(declared.name, declared.name)
        for declared in columns_of(record)
        if declared.required
    )
    return Contract(table, record, tuple(roles), (required, *SIGNATURES.get(table, ())))


def _direct(table: str) -> list[tuple[str, Any]]:
    """Pair role names with the record columns that they rename."""
    renamed = RENAMED.get(table, {})
    return [
        (renamed[declared.name], declared)
        for declared in columns_of(TABLES[table])
        if declared.name in renamed
    ]


def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain(name) for name in names))
