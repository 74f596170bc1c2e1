"""Names of records in the reader's language."""

from dataclasses import fields

from lib.domain.decisions import Decision, Scenario, Story
from lib.domain.initiatives import Initiative, Squad
from lib.domain.metrics import Event, Metric, MetricPair
from lib.domain.okrs import KeyResult, Objective
from lib.domain.records import localized
from lib.i18n.translate import Locale
from lib.views.series import Launch

NamedRecord = (
    Decision
    | Event
    | Initiative
    | KeyResult
    | Launch
    | Metric
    | Objective
    | Scenario
    | Squad
    | Story
)
"""Records with a name in French and in English whose first field is their identifier."""


def name_of(record: NamedRecord, locale: Locale) -> str:
    """Return the name of a record, in the other language or its identifier where it has none."""
    name = localized(record, "name", locale.language)
    return name or str(getattr(record, fields(record)[0].name))


def squad_name(squad: Squad | None, locale: Locale) -> str:
    """Return the name of a squad, or a phrase for work without a squad."""
    return locale.gettext("no squad") if squad is None else name_of(squad, locale)


def pair_name(product: Metric | str, business: Metric | str, locale: Locale) -> str:
    """Return the names of both metrics of a pair; an unknown metric is its identifier."""
    return " → ".join(
        side if isinstance(side, str) else name_of(side, locale) for side in (product, business)
    )


def owner_names(record: Metric | MetricPair, locale: Locale) -> str:
    """Return the roles that own a metric or a pair on both sides, translated where known."""
    roles = (record.owner_product, record.owner_business)
    return " · ".join(locale.gettext(role) for role in roles if role)
