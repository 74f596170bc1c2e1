"""The names that columns carry in French and English exports, by table and role."""

from lib.ingest.columns.plan_names import PLAN_NAMES
from lib.ingest.columns.shared_names import Names
from lib.ingest.columns.value_names import VALUE_NAMES

NAMES: dict[str, Names] = (
    VALUE_NAMES
    | PLAN_NAMES
    | {
        "squad": {
            "squad": ("id", "team", "squad", "tribe", "équipe", "pôle", "squad id"),
            "name_fr": ("nom",),
            "name_en": ("name",),
            "mission_fr": ("mission",),
            "people": ("members", "headcount", "size", "effectif", "membres"),
        },
        "event": {
            "happened_on": ("date", "day", "jour"),
            "name_fr": ("événement", "nom"),
            "name_en": ("event", "name"),
        },
        "decision": {
            "decision_id": ("id", "identifiant"),
            "name_fr": ("décision",),
            "name_en": ("decision",),
            "status": ("statut", "state"),
            "decided_on": ("date", "decided", "date de décision", "décidé le"),
            "due_on": ("due", "échéance"),
            "review_on": ("review date", "date de revue"),
            "owner_product": ("owner", "responsable"),
            "initiative_id": ("initiative",),
            "chosen_option": ("option", "choice", "outcome", "choix"),
        },
        "story": {
            "story_id": ("id", "identifiant"),
            "name_fr": ("titre", "récit", "histoire", "fait marquant"),
            "name_en": ("title", "story", "narrative", "highlight"),
            "after_en": ("text", "quote"),
            "after_fr": ("texte", "verbatim", "citation"),
            "told_on": ("date", "told on"),
            "initiative_id": ("initiative",),
        },
        "listening_session": {
            "session_id": ("id", "identifiant"),
            "held_on": ("date", "day", "jour"),
            "kind": ("type", "channel", "canal"),
            "topic_en": ("topic", "theme", "notes"),
            "topic_fr": ("sujet", "thème"),
            "role": ("executive", "rôle", "dirigeant"),
            "squad_id": ("squad", "équipe"),
        },
        "insight": {
            "insight_id": ("id", "identifiant"),
            "session_id": ("session", "séance", "entretien"),
            "text_en": ("text", "insight", "quote"),
            "text_fr": ("texte", "verbatim", "enseignement"),
        },
    }
)
"""Aliases by table and role; ``okr`` is a list of objectives and key results together."""

SIGNATURES: dict[str, tuple[frozenset[str], ...]] = {
    "initiative": (
        frozenset({"title", "status"}),
        frozenset({"initiative_id", "title"}),
        frozenset({"title", "kpi"}),
    ),
    "okr": (
        frozenset({"objective", "key_result"}),
        frozenset({"objective", "target_value"}),
        frozenset({"objective", "progress"}),
        frozenset({"objective", "type", "period"}),
        frozenset({"key_result", "target_value"}),
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
