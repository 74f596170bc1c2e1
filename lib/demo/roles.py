"""The roles that own things in the demo company; their French names stand in the catalogue."""

from lib.i18n.translate import N_

ROLES = (
    N_("Product director"),
    N_("Product lead, Discovery"),
    N_("Product lead, Checkout and Promise"),
    N_("Product lead, Loyalty"),
    N_("Product lead, Atelier Pro"),
    N_("Product lead, Platform and Service"),
    N_("Finance director"),
    N_("Technology director"),
    N_("Marketing director"),
    N_("Sales director"),
    N_("Operations director"),
)
"""Every owner written in the exports: roles only, never a person's name."""
