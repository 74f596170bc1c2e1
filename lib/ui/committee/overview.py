"""What the overview page shows, in the order an executive asks."""

import streamlit as st

from lib.charts.objectives import pace_chart
from lib.charts.pairs.metric_series import spark_chart
from lib.domain.decisions import Decision, Verdict
from lib.i18n import formats
from lib.statistics.signals import Assurance
from lib.ui.app import frame
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart, notice, section
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.links import common_choices
from lib.ui.widgets.sources import freshness, sources_of_many
from lib.ui.widgets.text import md
from lib.views.committee.objectives import objectives_view
from lib.views.committee.overview import KpiCard, ObjectivePace, OverviewView, ReviewedDecision
from lib.views.company import company
from lib.views.series import metric_series
from lib.views.signals import MetricSignal, SignalsView
from lib.wording.decisions import VERDICT_WORDS
from lib.wording.figures import variance_to_last_year, variance_to_target
from lib.wording.names import name_of, owner_names
from lib.wording.okrs import forecast_sentence
from lib.wording.overview import (
    assurance_word,
    close_sentences,
    due_sentence,
    false_alarms,
    more_reviews,
    objective_facts,
    overview_headline,
    pace_explanation,
    quiet_sentence,
    review_sentence,
    signal_sentence,
    variation_word,
)

_VERDICTS: dict[Verdict, str] = {
    "met": ":material/check_circle:",
    "better": ":material/check_circle:",
    "on_course": ":material/trending_flat:",
    "partial": ":material/contrast:",
    "not_shown": ":material/help:",
    "wrong": ":material/cancel:",
    "reversed": ":material/cancel:",
}
_VARIATIONS: dict[bool | str | None, str] = {
    "quiet": ":material/drag_handle:",
    None: ":material/priority_high:",
    True: ":material/north_east:",
    False: ":material/south_east:",
}
_MOST_OVERDUE = 6
_ASSURANCES: dict[Assurance, str] = {
    "reaches": ":material/check:",
    "may_reach": ":material/question_mark:",
    "misses": ":material/close:",
}


def show_summary(page: Page, view: OverviewView, signals: SignalsView) -> None:
    """Show what a reader with half a minute must know: finding, decisions due, what moved."""
    show_headline(page, view)
    show_decisions(page, view)
    show_signals(page, signals)


def show_headline(page: Page, view: OverviewView) -> None:
    """Show the finding of the month and how complete its data are."""
    st.title(md(overview_headline(view, page.locale)), anchor=False)
    if view.close is None:
        notice(page.locale.gettext("Nothing has been loaded yet: no figure can be shown."))
        if frame.is_open("uploads"):
            st.page_link(
                "pages/uploads.py",
                label=page.locale.gettext("Load the first files"),
                icon=":material/upload_file:",
                query_params=common_choices(),
            )
        return
    forecast = forecast_sentence(objectives_view(page.snapshot), page.locale)
    if forecast:
        st.markdown(f"**{md(forecast)}**")
    st.caption(md(close_sentences(view, view.close, page.locale)))


def show_signals(page: Page, signals: SignalsView) -> None:
    """Show the metrics that left their expected range; the rest is declared quiet."""
    if not signals.judged:
        return
    section(page.locale.gettext("What moved"))
    for signal in signals.flagged:
        st.markdown(_signal_line(page, signal))
    st.markdown(md(quiet_sentence(signals, page.locale)))
    st.caption(md(false_alarms(signals, page.locale)))


def show_common_kpis(page: Page, view: OverviewView, signals: SignalsView) -> None:
    """Show the KPIs that product and executives share."""
    if not view.kpis:
        return
    section(
        page.locale.gettext("Common KPIs"),
        page.locale.gettext("Owned by product and business together; value of the latest month."),
    )
    cached_fragment(page, "kpis", _kpis, view, signals)
    sources_of_many(page, "kpis", [kpi.series for kpi in view.kpis])


def show_objective_paces(page: Page, view: OverviewView) -> None:
    """Show the pace of each objective's key results."""
    if not view.objectives:
        return
    section(
        page.locale.gettext("Objectives"),
        pace_explanation(
            [pace for objective in view.objectives for pace in objective.key_results], page.locale
        ),
    )
    cached_fragment(page, "objectives", _objectives, view)
    metrics = company(page.snapshot).metrics
    measured = {
        pace.key_result.metric_id: metric_series(page.snapshot, metrics[pace.key_result.metric_id])
        for objective in view.objectives
        for pace in objective.key_results
        if pace.key_result.metric_id in metrics
    }
    if measured:
        sources_of_many(page, "objectives", list(measured.values()))


def show_decisions(page: Page, view: OverviewView) -> None:
    """Show what waits for a decision, and the decisions whose review is overdue."""
    if view.decisions_due or view.reviews_overdue:
        section(page.locale.gettext("To be decided"))
        for decision in view.decisions_due:
            st.markdown(_due(page, decision))
        for decision in view.reviews_overdue[:_MOST_OVERDUE]:
            st.markdown(_overdue(page, decision))
        more = len(view.reviews_overdue) - _MOST_OVERDUE
        if more > 0:
            st.markdown(md(more_reviews(more, page.locale)))


def show_outcomes(page: Page, view: OverviewView) -> None:
    """Show what became of the latest decisions."""
    _ = page.locale.gettext
    if view.outcomes:
        section(
            _("Wins and misses of the last six months"),
            _("Estimates made at the review, not audited."),
        )
        for outcome in view.outcomes:
            st.markdown(_outcome(page, outcome))


def _signal_line(page: Page, signal: MetricSignal) -> str:
    name = f"**{md(name_of(signal.series.metric, page.locale))}**"
    return f"{_variation(page, signal)} {name} — {md(signal_sentence(signal, page.locale))}"


def _variation(page: Page, signal: MetricSignal) -> str:
    """Return the two icons of a metric in words and signs: what it does, what it will reach."""
    word = md(variation_word(signal, page.locale))
    if signal.signals.label == "too_early":
        return word
    icon = _VARIATIONS[signal.is_better if signal.is_flagged else "quiet"]
    reached = assurance_word(signal, page.locale)
    if not reached:
        return f"{icon} {word}"
    return f"{icon} {word}  \n{_ASSURANCES[signal.assurance]} {md(reached)}"


def _kpis(page: Page, view: OverviewView, signals: SignalsView) -> None:
    grid = st.grid(
        columns="auto", min_column_width=240, gap="small", border=True, key="overview_kpis"
    )
    for kpi in view.kpis:
        with grid.cell():
            _kpi(page, kpi, signals.metrics.get(kpi.series.metric.metric_id))


def _kpi(page: Page, kpi: KpiCard, signal: MetricSignal | None) -> None:
    """Draw one card; its words are one element, for each costs every reader a message."""
    _, locale, metric = page.locale.gettext, page.locale, kpi.series.metric
    value = formats.glance(kpi.value, metric.unit, locale, decimals=metric.decimals or 0)
    parts = [md(name_of(metric, locale)), f"### {md(value)}"]
    if signal is not None:
        parts.append(_variation(page, signal))
    small = _comparisons(page, kpi)
    owners = owner_names(metric, locale)
    if owners:
        small.append(owners)
    parts.append("  \n".join(f":small[{md(line)}]" for line in small))
    st.markdown("\n\n".join(parts))
    chart(
        page,
        f"overview_{metric.metric_id}",
        lambda: spark_chart(kpi.series, locale=locale, theme=page.theme),
    )


def _comparisons(page: Page, kpi: KpiCard) -> list[str]:
    """Return target, last year and lateness of a KPI, each as one line where it is known."""
    _, locale, metric = page.locale.gettext, page.locale, kpi.series.metric
    lines = []
    if kpi.value is not None and kpi.target is not None:
        target = formats.glance(kpi.target, metric.unit, locale, decimals=metric.decimals or 0)
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


def _objectives(page: Page, view: OverviewView) -> None:
    grid = st.grid(columns="auto", min_column_width=380, gap="medium")
    for objective in view.objectives:
        with grid.cell():
            _objective(page, objective)


def _objective(page: Page, objective: ObjectivePace) -> None:
    locale = page.locale
    name = name_of(objective.objective, locale)
    st.markdown(f"**{md(name)}**  \n{md(objective_facts(objective, locale))}")
    chart(
        page,
        f"overview_{objective.objective.objective_id}",
        lambda: pace_chart(objective, locale=locale, theme=page.theme),
    )


def _due(page: Page, decision: Decision) -> str:
    name = f"**{md(name_of(decision, page.locale))}**"
    due = due_sentence(decision, page.locale)
    return f":material/gavel: {name} — {md(due)}" if due else f":material/gavel: {name}"


def _overdue(page: Page, decision: Decision) -> str:
    name = f"**{md(name_of(decision, page.locale))}**"
    return f":material/alarm: {name} — {md(review_sentence(decision, page.locale))}"


def _outcome(page: Page, outcome: ReviewedDecision) -> str:
    _, locale = page.locale.gettext, page.locale
    icon, word = _VERDICTS[outcome.review.verdict], VERDICT_WORDS[outcome.review.verdict]
    name = name_of(outcome.decision, locale)
    parts = [_(word)]
    if outcome.decision.expected_mid is not None and outcome.review.actual is not None:
        parts.append(
            _("an estimated {actual} a year, against {expected} expected").format(
                actual=formats.compact(outcome.review.actual, "EUR", locale),
                expected=formats.compact(outcome.decision.expected_mid, "EUR", locale),
            )
        )
    parts.append(formats.month(outcome.review.reviewed_on, locale))
    return f"{icon} **{md(name)}** — {md(' · '.join(parts))}"
