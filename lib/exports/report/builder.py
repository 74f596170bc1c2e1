"""Build the report of a quarter in one language from its view."""

from collections.abc import Callable
from dataclasses import replace

from lib.domain.decisions import Block
from lib.domain.records import localized
from lib.exports.report.actions import (
    decisions_section,
    initiatives_section,
    listening_section,
    next_section,
    stories_section,
)
from lib.exports.report.figures import moved_section, objectives_section, pairs_section
from lib.exports.report.report import Section, UpdateReport
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.quarterly_update import QuarterlyUpdateView
from lib.views.committee.update_changes import Restated
from lib.wording.figures import metric_value
from lib.wording.names import name_of
from lib.wording.okrs import quarter_name
from lib.wording.pages.choices import block_name

_NOTED = 12  # restated months named; the others are counted

_SECTIONS: dict[Block, Callable[[QuarterlyUpdateView, Locale], Section]] = {
    "moved": moved_section,
    "objectives": objectives_section,
    "pairs": pairs_section,
    "initiatives": initiatives_section,
    "stories": stories_section,
    "listening": listening_section,
    "decisions": decisions_section,
    "next": next_section,
}


def build_report(view: QuarterlyUpdateView, locale: Locale) -> UpdateReport:
    """Return the report of an update in the language of a reader."""
    _ = locale.gettext
    source = view.source
    name = quarter_name(source.quarter, locale)
    return UpdateReport(
        quarter=source.quarter,
        version=source.snapshot.version,
        title=_("Quarterly update, {quarter}").format(quarter=name),
        subtitle=_("What moved, what the data supports, what is to be decided"),
        state=_state(view, locale),
        sections=tuple(_section(view, block, locale) for block in source.blocks),
        notes=_notes(view, locale),
        commentary_label=_("Commentary"),
        notes_label=_("Notes"),
        data_label=_("Figures of the chart"),
        locale=locale,
    )


def _section(view: QuarterlyUpdateView, block: Block, locale: Locale) -> Section:
    commentary = view.source.commentary.get(block)
    return replace(
        _SECTIONS[block](view, locale),
        name=block_name(block, locale),
        commentary=localized(commentary, "text", locale.language) if commentary else "",
    )


def _state(view: QuarterlyUpdateView, locale: Locale) -> str:
    _ = locale.gettext
    version = formats.number(view.source.snapshot.version, locale)
    month = formats.month_long(view.month, locale) if view.month else formats.missing(locale)
    freeze = view.source.freeze
    if freeze is None:
        return _("Draft · data to {month} · data version {version}").format(
            month=month, version=version
        )
    return _("Frozen on {day} · data to {month} · data version {version}").format(
        day=formats.day(freeze.update.frozen_on, locale), month=month, version=version
    )


def _notes(view: QuarterlyUpdateView, locale: Locale) -> tuple[str, ...]:
    _ = locale.gettext
    notes = []
    if view.source.is_late:
        notes.append(
            _(
                "This quarter was not frozen when it closed: pairs and initiatives are presented "
                "with the data known later."
            )
        )
    notes += [_restated(restatement, locale) for restatement in view.restated[:_NOTED]]
    more = len(view.restated) - _NOTED
    if more > 0:
        notes.append(
            locale.ngettext(
                "{count} other month was restated since.",
                "{count} other months were restated since.",
                more,
            ).format(count=formats.number(more, locale))
        )
    return tuple(notes)


def _restated(restatement: Restated, locale: Locale) -> str:
    _ = locale.gettext
    fields = {
        "metric": name_of(restatement.metric, locale),
        "month": formats.month(restatement.month, locale),
        "now": metric_value(restatement.metric, restatement.now, locale),
        "former": metric_value(restatement.metric, restatement.before, locale),
    }
    if restatement.seq is None:
        return _("Undone since: “{metric}”, {month}; this update keeps {former}.").format(**fields)
    return _(
        "Restated since: “{metric}”, {month}, is now {now} (upload {seq}); this update keeps "
        "{former}."
    ).format(seq=formats.number(restatement.seq, locale), **fields)
