"""The section on data quality, metric by metric: gaps, lateness, restatements, unit jumps."""

import pandas as pd
import streamlit as st

from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, drawer, notice
from lib.ui.widgets.tables import csv_button
from lib.ui.widgets.text import md
from lib.views.data.quality import JUMP, MetricQuality, QualityView
from lib.wording.names import name_of
from lib.wording.pages.uploads import value_text

_LISTED = 4


def show_quality(page: Page, view: QualityView) -> None:
    """Show what is missing, late or out of scale; sound metrics are listed after."""
    _, locale = page.locale.gettext, page.locale
    if not view.metrics:
        notice(_("No metric has been declared yet."))
        return
    wanting = [quality for quality in view.metrics if not quality.is_sound]
    title = locale.ngettext("{n} metric to look at", "{n} metrics to look at", len(wanting))
    if not wanting:
        title = _("No metric is late, incomplete or out of scale")
    st.header(md(title.format(n=formats.number(len(wanting), locale))), anchor=False)
    caption(
        _(
            "Late: behind the latest month that half of the metrics have reached. Jump: "
            "{times} times larger or smaller than the median of the year before."
        ).format(times=formats.number(JUMP, locale))
    )
    _lines(page, wanting)
    sound = [quality for quality in view.metrics if quality.is_sound]
    title = locale.ngettext("{n} sound metric", "{n} sound metrics", len(sound))
    drawer(title.format(n=formats.number(len(sound), locale)), "uploads_sound", _lines, page, sound)
    csv_button(
        page,
        _("Download the quality of every metric"),
        "uploads_quality_csv",
        _("data_quality.csv"),
        lambda: _table(page, view),
    )


def _lines(page: Page, metrics: list[MetricQuality]) -> None:
    for quality in metrics:
        st.markdown(_line(page, quality))


def _line(page: Page, quality: MetricQuality) -> str:
    _, locale = page.locale.gettext, page.locale
    icon = ":material/check:" if quality.is_sound else ":material/priority_high:"
    name = md(name_of(quality.metric, locale))
    return f"{icon} **{name}** — {md(' '.join(sentences(page, quality)))}"


def sentences(page: Page, quality: MetricQuality) -> list[str]:
    """Return the sentences about one metric's values."""
    _, locale = page.locale.gettext, page.locale
    if quality.first is None or quality.last is None:
        return [_("No value received yet.")]
    lines = [
        _("From {first} to {last}.").format(
            first=formats.month(quality.first, locale), last=formats.month(quality.last, locale)
        )
    ]
    if quality.months_late:
        text = locale.ngettext("Late by {n} month.", "Late by {n} months.", quality.months_late)
        lines.append(text.format(n=formats.number(quality.months_late, locale)))
    if quality.gaps:
        text = locale.ngettext(
            "{n} month missing: {months}.", "{n} months missing: {months}.", len(quality.gaps)
        )
        listed = ", ".join(formats.month(month, locale) for month in quality.gaps[:_LISTED])
        more = " …" if len(quality.gaps) > _LISTED else ""
        lines.append(text.format(n=formats.number(len(quality.gaps), locale), months=listed + more))
    lines += [
        _("{month}: {value}, usually about {usual}.").format(
            month=formats.month(jump.period, locale),
            value=value_text(jump.value, quality.metric, locale),
            usual=value_text(jump.usual, quality.metric, locale),
        )
        for jump in quality.jumps[:_LISTED]
    ]
    if quality.restatement_count:
        text = locale.ngettext("{n} restatement.", "{n} restatements.", quality.restatement_count)
        lines.append(text.format(n=formats.number(quality.restatement_count, locale)))
    return lines


def _table(page: Page, view: QualityView) -> pd.DataFrame:
    _ = page.locale.gettext
    headers = [
        _("Metric"),
        _("First month"),
        _("Last month"),
        _("Months late"),
        _("Months missing"),
        _("Restatements"),
        _("Unit jumps"),
    ]
    rows = [
        [
            quality.metric.metric_id,
            None if quality.first is None else f"{quality.first:%Y-%m}",
            None if quality.last is None else f"{quality.last:%Y-%m}",
            quality.months_late,
            len(quality.gaps),
            quality.restatement_count,
            len(quality.jumps),
        ]
        for quality in view.metrics
    ]
    return data_frame(headers, rows)
