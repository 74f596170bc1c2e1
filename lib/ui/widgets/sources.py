"""The sources of a figure: definition, owners, formula, and every row behind it with its upload."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.domain.metrics import Metric
from lib.domain.periods import month_key
from lib.domain.records import localized
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.store.reads import HistoryRow
from lib.ui.app.session import Page
from lib.ui.widgets.components import small_heading
from lib.ui.widgets.tables import csv_button, show_table
from lib.ui.widgets.text import md
from lib.views.series import MetricSeries, SourcesView, sources_view
from lib.wording.names import name_of, owner_names

_ROWS = 18
"""Rows listed on the page; the download holds them all."""


def sources_drawer(page: Page, place: str, *series: MetricSeries) -> None:
    """Offer the sources of one or two metrics; their rows are read only when it is opened."""
    _ = page.locale.gettext
    key = f"{page.name}_sources_{place}"
    drawer = st.popover(
        _("Sources"), icon=":material/fact_check:", type="tertiary", key=key, on_change="rerun"
    )
    if drawer.open:
        with drawer:
            for item in series:
                _metric(page, key, sources_view(page.snapshot, item.metric.metric_id))


def sources_of_many(page: Page, place: str, series: Sequence[MetricSeries]) -> None:
    """Offer the sources of several metrics behind one button, one metric at a time.

    A button for each figure would cost every reader an element a figure.
    """
    _, locale = page.locale.gettext, page.locale
    key, metrics = f"{page.name}_sources_{place}", {item.metric.metric_id: item for item in series}
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
                list(metrics),
                format_func=lambda name: md(name_of(metrics[name].metric, locale)),
                default=next(iter(metrics)),
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
    small_heading(name_of(metric, locale))
    for label, text in _facts(page, metric):
        st.markdown(f"{md(label)} {md(text)}" if text else md(label))
    st.caption(md(freshness(page, view.series)))
    show_table(_latest(page, view))
    csv_button(
        page,
        _("Download all {count} rows").format(count=formats.number(len(view.history), locale)),
        f"{key}_{metric.metric_id}",
        f"{metric.metric_id}.csv",
        lambda: _history(page, view),
    )


def _facts(page: Page, metric: Metric) -> list[tuple[str, str]]:
    """Return the facts of a metric that are known: label and text, or a text alone."""
    _, language = page.locale.gettext, page.locale.language
    facts = [
        (localized(metric, "definition", language), ""),
        (_("Formula:"), localized(metric, "formula", language)),
        (_("Owners:"), owner_names(metric, page.locale)),
        (_("System:"), metric.source or ""),
    ]
    return [
        (label, text)
        for label, text in facts
        if text or (label and not label.rstrip().endswith(":"))
    ]


def _latest(page: Page, view: SourcesView) -> pd.DataFrame:
    """Return the latest rows of a metric as a reader reads them."""
    _, locale = page.locale.gettext, page.locale
    rows = [
        [
            formats.month(row.period, locale),
            _value(page, view.metric, row),
            f"{row.seq} · {row.file_name}:{row.line_no}",
            formats.day(row.received_on, locale),
        ]
        for row in view.history[:_ROWS]
    ]
    return data_frame([_("Month"), _("Value"), _("Upload"), _("Received")], rows)


def _value(page: Page, metric: Metric, row: HistoryRow) -> str:
    text = formats.quantity(row.value, metric.unit, page.locale, decimals=metric.decimals or 0)
    if row.stands:
        return text
    return page.locale.gettext("{value} (set aside)").format(value=text)


def _history(page: Page, view: SourcesView) -> pd.DataFrame:
    """Return every row of a metric, as exact values."""
    _ = page.locale.gettext
    headers = [
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
    rows = [
        [
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
        for row in view.history
    ]
    return data_frame(headers, rows)
