"""Names of columns that several kinds of export share."""

Names = dict[str, tuple[str, ...]]
"""Aliases by role."""

TEAM = ("squad", "team", "pod", "tribe", "équipe", "pôle", "tribu", "department", "departments",
         "département", "teams", "component", "composant", "scope")  # fmt: skip
OWNER = (
    "owner", "assignee", "lead", "dri", "responsible", "owner email", "owner emails",
    "owner email id", "owner name", "responsable", "assigné", "porteur", "pilote",
    "chef de projet", "propriétaire", "owner team",
)  # fmt: skip
UNIT = ("unit", "units", "uom", "currency", "scale", "metric type", "unité", "devise", "monnaie",
         "échelle", "puissance")  # fmt: skip
STATUS = ("status", "state", "stage", "workflow status", "feature status", "initiative status",
           "statut", "état", "étape", "avancement", "progress status")  # fmt: skip
DESCRIPTION = ("description", "note", "notes", "comment", "commentaire", "remarque")
