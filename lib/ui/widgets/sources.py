"""The sources of a figure: definition, owners, formula, and every row behind it with its upload."""

from collections.abc import Sequence

import streamlit as st

from lib.domain.metrics import Metric
from lib.domain.periods import month_key
from lib.domain.records import localized
from lib.exports.tables import Cell, csv_bytes
from lib.i18n import formats
from lib.store.reads import HistoryRow
from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.series import MetricSeries
from lib.views.sources import SourcesView, sources_view
from lib.wording.names import name_of, owner_names

_SHOWN = 18


def sources_drawer(page: Page, place: str, *series: MetricSeries) -> None:
    """Offer the sources of one or two metrics; their rows are read only when it is opened."""
    _ = page.locale.gettext
    key = f"{page.name}_sources_{place}"
    drawer = st.popover(
        _("Sources"), icon=":material/fact_check:", type="tertiary", key=key, on_change="rerun"
    )
    if drawer.open:
        with drawer:
            for shown in series:
                _metric(page, key, sources_view(page.snapshot, shown.metric.metric_id))


def sources_of_many(page: Page, place: str, series: Sequence[MetricSeries]) -> None:
    """Offer the sources of several metrics behind one button, one metric at a time.

    A button for each figure would cost every reader an element a figure and lead no sooner to its
    rows: one click opens, the next chooses.
    """
    _, locale = page.locale.gettext, page.locale
    key, known = f"{page.name}_sources_{place}", {one.metric.metric_id: one for one in series}
    drawer = st.popover(
        _("Sources of these figures"),
        icon=":material/fact_check:",
        type="tertiary",
        key=key,
        on_change="rerun",
    )
    if drawer.open:
        with drawer:
            chosen = st.pills(
                _("Metric"),
                list(known),
                format_func=lambda name: md(name_of(known[name].metric, locale)),
                default=next(iter(known)),
                required=True,
                key=f"{key}_metric",
            )
            _metric(page, key, sources_view(page.snapshot, chosen))


def freshness(page: Page, series: MetricSeries) -> str:
    """Return until when a metric is known and when that arrived."""
    _, locale = page.locale.gettext, page.locale
    if series.data_until is None or series.received_on is None:
        return _("No value received yet")
    return _("Data to {month}, received {day}").format(
        month=formats.month(series.data_until, locale),
        day=formats.day(series.received_on, locale),
    )


def _metric(page: Page, key: str, view: SourcesView) -> None:
    _, locale, metric = page.locale.gettext, page.locale, view.metric
    st.markdown(f"**{md(name_of(metric, locale))}**")
    for label, text in _facts(page, metric):
        st.markdown(f"{md(label)} {md(text)}" if text else md(label))
    st.caption(md(freshness(page, view.series)))
    st.table(
        {
            md(_("Month")): [
                md(formats.month(row.period, locale)) for row in view.history[:_SHOWN]
            ],
            md(_("Value")): [md(_value(page, metric, row)) for row in view.history[:_SHOWN]],
            md(_("Upload")): [
                md(f"{row.seq} · {row.file_name}:{row.line_no}") for row in view.history[:_SHOWN]
            ],
            md(_("Received")): [
                md(formats.day(row.received_on, locale)) for row in view.history[:_SHOWN]
            ],
        },
        hide_index=True,
    )
    st.download_button(
        _("Download all {count} rows").format(count=formats.number(len(view.history), page.locale)),
        data=lambda: csv_bytes(_headers(page), [_cells(row) for row in view.history], locale),
        file_name=f"{metric.metric_id}.csv",
        mime="text/csv",
        key=f"{key}_{metric.metric_id}",
        on_click="ignore",
        icon=":material/download:",
    )


def _facts(page: Page, metric: Metric) -> list[tuple[str, str]]:
    _, language = page.locale.gettext, page.locale.language
    owners = owner_names(metric, page.locale)
    facts = [
        (localized(metric, "definition", language), ""),
        (_("Formula:"), localized(metric, "formula", language)),
        (_("Owners:"), owners),
        (_("System:"), metric.source or ""),
    ]
    return [
        (label, text)
        for label, text in facts
        if text or (label and not label.rstrip().endswith(":"))
    ]


def _value(page: Page, metric: Metric, row: HistoryRow) -> str:
    shown = formats.quantity(row.value, metric.unit, page.locale, decimals=metric.decimals or 0)
    if row.stands:
        return shown
    return page.locale.gettext("{value} (set aside)").format(value=shown)


def _headers(page: Page) -> list[str]:
    _ = page.locale.gettext
    return [
        _("Month"),
        _("Segment"),
        _("Value"),
        _("Upload"),
        _("File"),
        _("Line"),
        _("Received"),
        _("By"),
        _("Stands"),
    ]


def _cells(row: HistoryRow) -> list[Cell]:
    return [
        month_key(row.period),
        row.segment,
        row.value,
        row.seq,
        row.file_name,
        row.line_no,
        row.received_on,
        row.author,
        row.stands,
    ]
