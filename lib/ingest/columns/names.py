"""The words of exports: names of columns and of choices, read once from the TOML files beside."""

import tomllib
from pathlib import Path

_FOLDER = Path(__file__).parent


def _read_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the aliases of each role by table, with the shared lists filled in."""
    tables = tomllib.loads((_FOLDER / "names.toml").read_text(encoding="utf-8"))
    shared = {f"@{name}": names for name, names in tables.pop("shared").items()}
    return {
        table: {
            role: tuple(name for alias in aliases for name in shared.get(alias, (alias,)))
            for role, aliases in roles.items()
        }
        for table, roles in tables.items()
    }


def _read_choices() -> dict[str, dict[str, str]]:
    columns = tomllib.loads((_FOLDER / "choices.toml").read_text(encoding="utf-8"))
    return {
        column: {word: choice for choice, words in choices.items() for word in words}
        for column, choices in columns.items()
    }


NAMES = _read_names()
"""Aliases by table and role; ``okr`` is a list of objectives and key results together."""

CHOICES = _read_choices()
"""Meaning of a word (as headers are compared) by column."""

SIGNATURES: dict[str, tuple[frozenset[str], ...]] = {
    "initiative": tuple(
        frozenset({"title", role})
        for role in (
            "status",
            "initiative_id",
            "kpi",
            "start_date",
            "end_date",
            "timeframe",
            "effort",
            "reach",
            "impact",
        )
    ),
    "okr": (
        frozenset({"objective", "key_result"}),
        frozenset({"objective", "target_value"}),
        frozenset({"objective", "progress"}),
        frozenset({"objective", "type"}),
        frozenset({"objective", "parent_id"}),
        frozenset({"objective", "owner"}),
        frozenset({"key_result", "target_value"}),
    ),
    "check_in": (
        frozenset({"key_result_id", "period", "value"}),
        frozenset({"key_result_id", "period", "confidence"}),
    ),
    "metric": (
        frozenset({"metric", "unit", "direction"}),
        frozenset({"name_fr", "unit", "direction"}),
        frozenset({"name_en", "unit", "direction"}),
    ),
    "metric_pair": (frozenset({"left", "right"}),),
    "squad": (frozenset({"squad", "people"}), frozenset({"squad", "mission_fr"})),
    "decision": (frozenset({"name_fr", "decided_on"}), frozenset({"name_en", "decided_on"})),
    "story": (frozenset({"name_fr", "told_on"}), frozenset({"name_en", "told_on"})),
    "listening_session": (frozenset({"held_on", "topic_en"}), frozenset({"held_on", "topic_fr"})),
}
"""Sets of roles that prove a table, besides its required columns."""
