"""The quality of the data, metric by metric: gaps, lateness, restatements, unit jumps."""

import streamlit as st

from lib.exports.tables import csv_bytes
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.uploads.words import value_text
from lib.ui.widgets.components import notice
from lib.ui.widgets.text import md
from lib.views.data.quality import JUMP, MetricQuality, QualityView
from lib.wording.names import name_of

_NAMED = 4


def show_quality(page: Page, view: QualityView) -> None:
    """Show what is missing, late or out of scale; sound metrics are listed after."""
    _, locale = page.locale.gettext, page.locale
    if not view.metrics:
        notice(_("No metric has been declared yet."))
        return
    wanting = [one for one in view.metrics if not one.is_sound]
    title = locale.ngettext("{n} metric to look at", "{n} metrics to look at", len(wanting))
    if not wanting:
        title = _("No metric is late, incomplete or out of scale")
    st.header(md(title.format(n=formats.number(len(wanting), locale))), anchor=False)
    st.caption(
        md(
            _(
                "Late: behind the latest month that half of the metrics have reached. Jump: "
                "{times} times larger or smaller than the median of the year before."
            ).format(times=formats.number(JUMP, locale))
        )
    )
    for one in wanting:
        st.markdown(_line(page, one))
    sound = [one for one in view.metrics if one.is_sound]
    title = locale.ngettext("{n} sound metric", "{n} sound metrics", len(sound))
    drawer = st.expander(
        md(title.format(n=formats.number(len(sound), locale))),
        key="uploads_sound",
        on_change="rerun",
        type="compact",
    )
    if drawer.open:
        with drawer:
            for one in sound:
                st.markdown(_line(page, one))
    st.download_button(
        md(_("Download the quality of every metric")),
        data=lambda: _csv(page, view),
        file_name=_("data_quality.csv"),
        mime="text/csv",
        key="uploads_quality_csv",
        on_click="ignore",
        icon=":material/download:",
    )


def _line(page: Page, one: MetricQuality) -> str:
    _, locale = page.locale.gettext, page.locale
    icon = ":material/check:" if one.is_sound else ":material/priority_high:"
    name = md(name_of(one.metric, locale))
    return f"{icon} **{name}** — {md(' '.join(sentences(page, one)))}"


def sentences(page: Page, one: MetricQuality) -> list[str]:
    """Return what is to be said of one metric's values."""
    _, locale = page.locale.gettext, page.locale
    if one.first is None or one.last is None:
        return [_("No value received yet.")]
    told = [
        _("From {first} to {last}.").format(
            first=formats.month(one.first, locale), last=formats.month(one.last, locale)
        )
    ]
    if one.months_late:
        text = locale.ngettext("Late by {n} month.", "Late by {n} months.", one.months_late)
        told.append(text.format(n=formats.number(one.months_late, locale)))
    if one.gaps:
        text = locale.ngettext(
            "{n} month missing: {months}.", "{n} months missing: {months}.", len(one.gaps)
        )
        listed = ", ".join(formats.month(month, locale) for month in one.gaps[:_NAMED])
        more = " …" if len(one.gaps) > _NAMED else ""
        told.append(text.format(n=formats.number(len(one.gaps), locale), months=listed + more))
    told += [
        _("{month}: {value}, usually about {usual}.").format(
            month=formats.month(jump.period, locale),
            value=value_text(jump.value, one.metric, locale),
            usual=value_text(jump.usual, one.metric, locale),
        )
        for jump in one.jumps[:_NAMED]
    ]
    if one.restatement_count:
        text = locale.ngettext("{n} restatement.", "{n} restatements.", one.restatement_count)
        told.append(text.format(n=formats.number(one.restatement_count, locale)))
    return told


def _csv(page: Page, view: QualityView) -> bytes:
    _ = page.locale.gettext
    heads = [
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
            one.metric.metric_id,
            None if one.first is None else f"{one.first:%Y-%m}",
            None if one.last is None else f"{one.last:%Y-%m}",
            one.months_late,
            len(one.gaps),
            one.restatement_count,
            len(one.jumps),
        ]
        for one in view.metrics
    ]
    return csv_bytes(heads, rows, page.locale)
