"""What a file would change in the figures: each restatement, and a small chart a metric."""

import hashlib

import streamlit as st

from lib.charts.pairs.incoming import incoming_chart
from lib.exports.tables import csv_bytes
from lib.i18n import formats
from lib.ingest.reports import FileResult
from lib.store.uploads.previews import RestatedValue
from lib.ui.app.session import Page
from lib.ui.uploads.words import change_text, value_text
from lib.ui.widgets.components import chart, small_heading
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.views.data.uploads import IncomingSeries, draft_metrics, incoming_series
from lib.wording.names import name_of

_SHOWN = 12
_CHARTS = 6


def show_restatements(page: Page, key: str, change: FileResult) -> None:
    """Show each value that would replace another one: old, new, difference."""
    rows = change.restatements
    if not rows or change.report.verdict == "refuse":
        return
    _, locale = page.locale.gettext, page.locale
    title = locale.ngettext(
        "{n} value replaces another one", "{n} values replace others", len(rows)
    )
    small_heading(title.format(n=formats.number(len(rows), locale)))
    shown = rows[:_SHOWN]
    if page.is_compact:
        for row in shown:
            name, month, former, value, difference = _cells(page, row)
            st.markdown(f"**{md(name)}** {md(month)} — {md(f'{former} → {value} ({difference})')}")
    else:
        cells = [_cells(page, row) for row in shown]
        heads = [_("Metric"), _("Month"), _("Stands"), _("Comes"), _("Change")]
        st.table(
            {md(head): [md(row[at]) for row in cells] for at, head in enumerate(heads)},
            hide_index=True,
        )
    if len(rows) > _SHOWN:
        st.download_button(
            md(
                _("Download all {count} restatements").format(
                    count=formats.number(len(rows), locale)
                )
            ),
            data=lambda: _restated_csv(page, rows),
            file_name=_("restatements.csv"),
            mime="text/csv",
            key=f"uploads_restated_{key}",
            on_click="ignore",
            icon=":material/download:",
        )


def show_series(page: Page, key: str, change: FileResult) -> None:
    """Show a small chart of each metric that a file touches, its incoming points marked."""
    if not change.points or change.report.verdict == "refuse":
        return
    _, locale = page.locale.gettext, page.locale
    found = incoming_series(page.snapshot, change.points, draft_metrics(change.report.records))
    if not found:
        return
    title = locale.ngettext("{n} metric touched", "{n} metrics touched", len(found))
    drawer = st.expander(
        md(title.format(n=formats.number(len(found), locale))),
        expanded=len(found) <= _CHARTS,
        key=f"uploads_charts_{key}",
        on_change="rerun",
    )
    if not drawer.open:
        return
    with drawer:
        st.caption(md(_("Diamonds: what this file brings.")))
        grid = st.grid(columns="auto", min_column_width=280, gap="small")
        for one in found:
            with grid.cell():
                _chart(page, one)


def _chart(page: Page, one: IncomingSeries) -> None:
    digest = hashlib.sha256(repr((one.series.values, one.incoming)).encode()).hexdigest()[:16]
    chart(
        page,
        f"uploads_{one.series.metric.metric_id}_{digest}",
        lambda: incoming_chart(one, locale=page.locale, theme=page.theme),
    )


def _cells(page: Page, row: RestatedValue) -> tuple[str, ...]:
    locale = page.locale
    metric = company(page.snapshot).metrics.get(row.metric_id)
    name = name_of(metric, locale) if metric else row.metric_id
    return (
        f"{name} · {row.segment}" if row.segment else name,
        formats.month(row.period, locale),
        value_text(row.former_value, metric, locale),
        value_text(row.value, metric, locale),
        change_text(row.former_value, row.value, metric, locale),
    )


def _restated_csv(page: Page, rows: tuple[RestatedValue, ...]) -> bytes:
    _ = page.locale.gettext
    heads = [_("Metric"), _("Month"), _("Segment"), _("Stands"), _("Comes"), _("Line")]
    return csv_bytes(
        heads,
        [
            [
                row.metric_id,
                f"{row.period:%Y-%m}",
                row.segment,
                row.former_value,
                row.value,
                row.line_no,
            ]
            for row in rows
        ],
        page.locale,
    )
