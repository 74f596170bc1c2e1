"""What changed since a reader's former visit, in sentences."""

from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.last_visit import LastVisit
from lib.views.committee.update_changes import KpiChange, LabelChange
from lib.wording.evidence import label_name
from lib.wording.figures import figure
from lib.wording.headlines import metric_name
from lib.wording.overview import decision_name


def last_visit_headline(found: LastVisit, locale: Locale) -> str:
    """Return whether anything changed, and how far the data now reach."""
    _ = locale.gettext
    if found.is_empty:
        return _("Nothing you can open here has changed since your last visit.")
    if found.month is None or found.month == found.month_before:
        return _("What changed since your last visit")
    return _("What changed since your last visit: data now reach {month}").format(
        month=formats.month(found.month, locale)
    )


def last_visit_sentences(found: LastVisit, locale: Locale) -> list[str]:
    """Return one sentence a change, decisions first."""
    _ = locale.gettext
    said = [
        _("New decision to take: {name}.").format(name=decision_name(decision, locale))
        for decision in found.asked
    ]
    said += [
        _("Decided: {name}.").format(name=decision_name(decision, locale))
        for decision in found.decided
    ]
    said += [_kpi(kpi, found, locale) for kpi in found.kpis]
    said += [_label(change, locale) for change in found.labels]
    if found.restated:
        said.append(
            locale.ngettext(
                "{count} month you had seen was restated: {names}.",
                "{count} months you had seen were restated: {names}.",
                len(found.restated),
            ).format(
                count=formats.number(len(found.restated), locale),
                names=", ".join(
                    dict.fromkeys(metric_name(one.metric, locale) for one in found.restated)
                ),
            )
        )
    return said


def _kpi(kpi: KpiChange, found: LastVisit, locale: Locale) -> str:
    _ = locale.gettext
    name, now = metric_name(kpi.metric, locale), figure(kpi.now, kpi.metric, locale)
    before = figure(kpi.before, kpi.metric, locale)
    if found.month is None or found.month_before is None or found.month == found.month_before:
        return _("{metric}: {now}, was {before}.").format(metric=name, now=now, before=before)
    return _("{metric}: {now} in {month}, {before} in {month_before}.").format(
        metric=name,
        now=now,
        before=before,
        month=formats.month(found.month, locale),
        month_before=formats.month(found.month_before, locale),
    )


def _label(change: LabelChange, locale: Locale) -> str:
    _ = locale.gettext
    pair = " → ".join(
        metric_name(series.metric, locale)
        for series in (change.card.tandem.product, change.card.tandem.business)
    )
    now = label_name(change.now, locale)
    if change.before is None:
        return _("New pair {pair}: “{now}”.").format(pair=pair, now=now)
    return _("{pair}: “{now}”, was “{before}”.").format(
        pair=pair, now=now, before=label_name(change.before, locale)
    )
