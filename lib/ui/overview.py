"""What the overview page shows, in the order an executive asks."""

import streamlit as st

from lib.charts.headlines import (
    forecast_sentence,
    metric_name,
    overview_headline,
    owner_names,
    variance_to_last_year,
    variance_to_target,
)
from lib.charts.metric_series import spark_chart
from lib.charts.objectives import pace_chart
from lib.domain.decisions import Decision, Verdict
from lib.domain.metrics import Metric
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.statistics.signals import Assurance
from lib.ui.components import chart, notice
from lib.ui.session import Page
from lib.ui.sources import freshness, sources_drawer
from lib.ui.text import md
from lib.views.company import company
from lib.views.objectives import objectives_view
from lib.views.overview import KpiCard, MonthClose, ObjectivePace, Outcome, OverviewView
from lib.views.series import metric_series
from lib.views.signals import MetricSignal, SignalsView

_NAMED = 6
_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "met": (":material/check_circle:", N_("met")),
    "better": (":material/check_circle:", N_("better than expected")),
    "on_course": (":material/trending_flat:", N_("on course")),
    "partial": (":material/contrast:", N_("partly met")),
    "not_shown": (":material/help:", N_("effect not shown")),
    "wrong": (":material/cancel:", N_("did not hold")),
    "reversed": (":material/cancel:", N_("reversed")),
}


_VARIATIONS: dict[bool | str | None, tuple[str, str]] = {
    "quiet": (":material/drag_handle:", N_("usual variation")),
    None: (":material/priority_high:", N_("signal")),
    True: (":material/north_east:", N_("signal, better")),
    False: (":material/south_east:", N_("signal, worse")),
}
_ASSURANCES: dict[Assurance, tuple[str, str]] = {
    "reaches": (":material/check:", N_("target of the month: within reach")),
    "may_reach": (":material/question_mark:", N_("target of the month: uncertain")),
    "misses": (":material/close:", N_("target of the month: out of reach")),
}


def show_headline(page: Page, view: OverviewView) -> None:
    """Show the finding of the month and how complete its data are."""
    st.title(md(overview_headline(view, page.locale)), anchor=False)
    if view.close is None:
        notice(page.locale.gettext("Nothing has been loaded yet: no figure can be shown."))
        return
    told = forecast_sentence(objectives_view(page.snapshot), page.locale)
    if told:
        st.markdown(f"**{md(told)}**")
    _close(page, view, view.close)


def show_signals(page: Page, found: SignalsView) -> None:
    """Show the metrics that left their expected range; the rest is declared quiet."""
    if not found.judged:
        return
    _, locale = page.locale.gettext, page.locale
    _section(_("What moved"), "")
    for signal in found.flagged:
        st.markdown(_signal_line(page, signal))
    quiet = found.judged - len(found.flagged)
    total = formats.number(found.judged, locale)
    st.markdown(
        md(
            locale.ngettext(
                "{count} of {total} metric moved as usual: nothing to discuss there. "
                "This does not mean that targets will be met.",
                "{count} of {total} metrics moved as usual: nothing to discuss there. "
                "This does not mean that targets will be met.",
                found.judged,
            ).format(count=formats.number(quiet, locale), total=total)
        )
    )
    st.caption(
        md(
            _(
                "Even with no real change, expect about {flags} false alarm a month on this page."
            ).format(flags=formats.number(found.expected_false, locale, decimals=1))
        )
    )


def show_common_kpis(page: Page, view: OverviewView, found: SignalsView) -> None:
    """Show the KPIs that product and executives share."""
    if not view.kpis:
        return
    _section(
        page.locale.gettext("Common KPIs"),
        page.locale.gettext("Owned by product and business together; value of the latest month."),
    )
    width = 150 if page.is_compact else 240
    grid = st.grid(columns="auto", min_column_width=width, gap="small", border=True)
    for kpi in view.kpis:
        with grid.cell():
            _kpi(page, kpi, found.metrics.get(kpi.series.metric.metric_id))


def show_objectives(page: Page, view: OverviewView) -> None:
    """Show the pace of each objective's key results."""
    if not view.objectives:
        return
    _ = page.locale.gettext
    _section(
        _("Objectives"),
        _("Bar: share of the way from start to target. Mark: share of the time gone."),
    )
    grid = st.grid(columns="auto", min_column_width=380, gap="medium")
    for objective in view.objectives:
        with grid.cell():
            _objective(page, objective)


def show_decisions(page: Page, view: OverviewView) -> None:
    """Show what waits for a decision."""
    if view.decisions_due:
        _section(page.locale.gettext("To be decided"), "")
        for decision in view.decisions_due:
            st.markdown(_due(page, decision))


def show_outcomes(page: Page, view: OverviewView) -> None:
    """Show what became of the latest decisions."""
    _ = page.locale.gettext
    if view.outcomes:
        _section(
            _("Wins and misses of the last six months"),
            _("Estimates made at the review, not audited."),
        )
        for outcome in view.outcomes:
            st.markdown(_outcome(page, outcome))


def _signal_line(page: Page, signal: MetricSignal) -> str:
    _, locale, metric = page.locale.gettext, page.locale, signal.series.metric
    at = signal.at or 0

    def figure(value: float | None) -> str:
        return formats.quantity(value, metric.unit, locale, decimals=metric.decimals or 0)

    sentence = _("{month}: {value}, outside the expected range {low} to {high}.").format(
        month=formats.month(signal.series.months[at], locale),
        value=figure(signal.series.values[at]),
        low=figure(float(signal.signals.expected_low[at])),
        high=figure(float(signal.signals.expected_high[at])),
    )
    return f"{_variation(page, signal)} **{md(metric_name(metric, locale))}** — {md(sentence)}"


def _variation(page: Page, signal: MetricSignal) -> str:
    """Return the two icons of a metric in words and signs: what it does, what it will reach."""
    _ = page.locale.gettext
    if signal.signals.label == "too_early":
        return md(_("no verdict yet"))
    icon, word = _VARIATIONS[signal.is_better if signal.is_flagged else "quiet"]
    shown = f"{icon} {md(_(word))}"
    if signal.assurance == "unknown":
        return shown
    icon, word = _ASSURANCES[signal.assurance]
    return f"{shown}  \n{icon} {md(_(word))}"


def _section(title: str, explanation: str) -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))


def _close(page: Page, view: OverviewView, close: MonthClose) -> None:
    _, locale = page.locale.gettext, page.locale
    total = len(close.received) + len(close.missing)
    sentences = [
        _("{received} of {total} metrics in for {month}.").format(
            received=formats.number(len(close.received), locale),
            total=formats.number(total, locale),
            month=formats.month_long(close.month, locale),
        )
    ]
    if view.received_on:
        sentences.append(
            _("Latest data received {day}.").format(day=formats.day(view.received_on, locale))
        )
    if close.missing:
        sentences.append(_("Missing: {names}.").format(names=_names(page, close.missing)))
    st.caption(md(" ".join(sentences)))


def _names(page: Page, metrics: tuple[Metric, ...]) -> str:
    """Return the first names of a list, and how many more there are."""
    locale = page.locale
    named = ", ".join(metric_name(metric, locale) for metric in metrics[:_NAMED])
    more = len(metrics) - _NAMED
    if more <= 0:
        return named
    return locale.ngettext("{names} and {n} more", "{names} and {n} more", more).format(
        names=named, n=formats.number(more, locale)
    )


def _kpi(page: Page, kpi: KpiCard, signal: MetricSignal | None) -> None:
    """Draw one card; its words are one element, for each costs every reader a message."""
    _, locale, metric = page.locale.gettext, page.locale, kpi.series.metric
    value = formats.quantity(kpi.value, metric.unit, locale, decimals=metric.decimals or 0)
    parts = [md(metric_name(metric, locale)), f"### {md(value)}"]
    if signal is not None:
        parts.append(_variation(page, signal))
    small = _comparisons(page, kpi)
    owners = owner_names(metric, locale)
    if owners and not page.is_compact:
        small.append(owners)
    parts.append("  \n".join(f":small[{md(line)}]" for line in small))
    st.markdown("\n\n".join(parts))
    chart(
        page,
        f"overview_{metric.metric_id}",
        lambda: spark_chart(kpi.series, locale=locale, theme=page.theme),
    )
    sources_drawer(page, metric.metric_id, kpi.series)


def _comparisons(page: Page, kpi: KpiCard) -> list[str]:
    """Return target, last year and lateness of a KPI, each as one line where it is known."""
    _, locale, metric = page.locale.gettext, page.locale, kpi.series.metric
    lines = []
    if kpi.value is not None and kpi.target is not None:
        target = formats.quantity(kpi.target, metric.unit, locale, decimals=metric.decimals or 0)
        lines.append(
            _("Target {target}: {variance}").format(
                target=target,
                variance=variance_to_target(metric, kpi.value, kpi.target, locale),
            )
        )
    if kpi.value is not None and kpi.year_ago is not None:
        lines.append(variance_to_last_year(metric, kpi.value, kpi.year_ago, locale))
    if kpi.is_late:
        lines.append(freshness(page, kpi.series))
    return lines


def _objective(page: Page, objective: ObjectivePace) -> None:
    _, locale, known = page.locale.gettext, page.locale, company(page.snapshot).metrics
    name = localized(objective.objective, "name", locale.language)
    weight = objective.objective.weight
    facts = []
    if weight is not None:
        facts.append(_("weight {share}").format(share=formats.percent(weight, locale)))
    if objective.grade is not None:
        facts.append(_("{share} of the way").format(share=formats.percent(objective.grade, locale)))
    st.markdown(f"**{md(name)}**  \n{md(' · '.join(facts))}")
    chart(
        page,
        f"overview_{objective.objective.objective_id}",
        lambda: pace_chart(objective, locale=locale, theme=page.theme, is_compact=page.is_compact),
    )
    measured = [
        metric_series(page.snapshot, known[pace.key_result.metric_id])
        for pace in objective.key_results
        if pace.key_result.metric_id in known
    ]
    if measured:
        sources_drawer(page, objective.objective.objective_id, *measured)


def _due(page: Page, decision: Decision) -> str:
    _, locale = page.locale.gettext, page.locale
    name = f"**{md(localized(decision, 'name', locale.language))}**"
    if decision.due_on is None:
        return f":material/gavel: {name}"
    due = _("needed by {day}").format(day=formats.day(decision.due_on, locale))
    return f":material/gavel: {name} — {md(due)}"


def _outcome(page: Page, outcome: Outcome) -> str:
    _, locale = page.locale.gettext, page.locale
    icon, word = _VERDICTS[outcome.review.verdict]
    name = localized(outcome.decision, "name", locale.language)
    parts = [_(word)]
    if outcome.decision.expected_mid is not None and outcome.review.actual is not None:
        parts.append(
            _("{actual} a year, against {expected} expected").format(
                actual=formats.compact(outcome.review.actual, "EUR", locale),
                expected=formats.compact(outcome.decision.expected_mid, "EUR", locale),
            )
        )
    parts.append(formats.month(outcome.review.reviewed_on, locale))
    return f"{icon} **{md(name)}** — {md(' · '.join(parts))}"
