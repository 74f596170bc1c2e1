"""Blocks of the report on figures: what moved, objectives, pairs with their evidence."""

from collections import Counter

from lib.charts.pairs.descriptions import pair_description
from lib.exports.report.report import PairChart, Section, Table, optional_table
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.metric_pairs import PairCard
from lib.views.committee.overview import KpiCard
from lib.views.committee.quarterly_update import QuarterlyUpdateView
from lib.views.signals import MetricSignal, SignalsView
from lib.wording.evidence import LABELS, evidence_facts, finding, hypothesis, label_name
from lib.wording.figures import metric_value, variance_to_target, year_change
from lib.wording.names import name_of, pair_name
from lib.wording.okrs import (
    PACE_SIGNS,
    PACE_WORDS,
    fall_sentence,
    falls_of,
    key_result_value,
    objectives_headline,
    outlook_sentence,
)
from lib.wording.overview import signal_sentence, variation_word


def moved_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return what moved: the metrics out of their range, then the common KPIs."""
    _ = locale.gettext
    return Section(
        block="moved",
        title=_moved_title(view, locale),
        findings=_moved_findings(view.signals, locale),
        tables=_kpi_table(view, locale),
    )


def objectives_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return where the objectives stand, and what threatens each late key result."""
    _ = locale.gettext
    lines = [
        (objective.objective, line)
        for objective in view.objectives.objectives
        for line in objective.lines
    ]
    columns = {
        _("Objective"): False,
        _("Key result"): False,
        _("Value"): True,
        _("Target"): True,
        _("Grade"): True,
        _("State"): False,
    }
    rows: list[tuple[str, ...]] = [
        (
            name_of(objective, locale),
            name_of(line.key_result, locale),
            key_result_value(line.key_result, line.pace.actual, locale),
            key_result_value(line.key_result, line.key_result.target_value, locale),
            formats.number(line.pace.progress.grade, locale, decimals=2),
            _pace(line, locale),
        )
        for objective, line in lines
    ]
    return Section(
        block="objectives",
        title=objectives_headline(view.objectives, locale),
        findings=tuple(
            sentence
            for _objective, line in lines
            if line.pace.progress.state in ("watch", "off_pace")
            for sentence in (_threat(line, locale),)
        ),
        tables=optional_table(_("Key results"), columns, rows),
    )


def pairs_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return every pair with its label, then its chart."""
    _ = locale.gettext
    counts = Counter(evidence.assessment.label for evidence in view.evidence.values())
    title = locale.ngettext(
        "The data establishes {count} link, of {total} pairs",
        "The data establishes {count} links, of {total} pairs",
        counts["established"],
    ).format(
        count=formats.number(counts["established"], locale),
        total=formats.number(len(view.pairs), locale),
    )
    columns = {_("Pair"): False, _("Evidence"): False, _("Months"): True}
    rows: list[tuple[str, ...]] = [
        (
            pair_name(card.series.product.metric, card.series.business.metric, locale),
            label_name(view.evidence[card.pair_id].assessment.label, locale),
            formats.number(view.evidence[card.pair_id].assessment.n, locale),
        )
        for card in _by_label(view)
    ]
    return Section(
        block="pairs",
        title=title if view.pairs else _("No pair has been declared yet"),
        findings=_label_changes(view, locale),
        tables=optional_table(_("Evidence of every pair"), columns, rows),
        charts=tuple(_pair_chart(view, card, locale) for card in _by_label(view)),
    )


def _moved_title(view: QuarterlyUpdateView, locale: Locale) -> str:
    if view.month is None:
        return locale.gettext("Nothing has been loaded yet")
    month = formats.month_long(view.month, locale)
    if view.signals is not None and not view.signals.flagged:
        return locale.gettext("None of {total} metrics left its expected range in {month}").format(
            total=formats.number(view.signals.judged, locale), month=month
        )
    if view.signals is None:
        return locale.gettext("Common KPIs in {month}").format(month=month)
    return locale.ngettext(
        "{count} metric of {total} left its expected range in {month}",
        "{count} metrics of {total} left their expected range in {month}",
        len(view.signals.flagged),
    ).format(
        count=formats.number(len(view.signals.flagged), locale),
        total=formats.number(view.signals.judged, locale),
        month=month,
    )


def _moved_findings(signals: SignalsView | None, locale: Locale) -> tuple[str, ...]:
    _ = locale.gettext
    if signals is None:
        return (
            _("Signals are judged on the last month of the data: none is given for an older one."),
        )
    flags = [_signal(signal, locale) for signal in signals.flagged]
    if not signals.judged:
        return (_("No metric has enough months to tell a signal from chance."),)
    chance = _("Over {total} metrics, chance alone raises about {flags} signals a month.").format(
        total=formats.number(signals.judged, locale),
        flags=formats.number(signals.expected_false, locale, decimals=1),
    )
    return (*flags, chance)


def _signal(signal: MetricSignal, locale: Locale) -> str:
    name = name_of(signal.series.metric, locale)
    return f"{name} ({variation_word(signal, locale)}) — {signal_sentence(signal, locale)}"


def _kpi_table(view: QuarterlyUpdateView, locale: Locale) -> tuple[Table, ...]:
    _ = locale.gettext
    columns = {_("Common KPI"): False, _("Value"): True, _("Target"): True, _("To target"): False}
    columns[_("Over one year")] = False
    before: dict[str, str] = {}
    if view.comparison is not None:
        columns[_("Previous update")] = True
        before = {
            change.metric.metric_id: metric_value(change.metric, change.before, locale)
            for change in view.comparison.kpis
        }
    rows: list[tuple[str, ...]] = [
        _kpi_row(kpi, locale) + ((before[kpi.series.metric.metric_id],) if before else ())
        for kpi in view.kpis
    ]
    return optional_table(_("Common KPIs"), columns, rows)


def _kpi_row(kpi: KpiCard, locale: Locale) -> tuple[str, ...]:
    metric, value = kpi.series.metric, kpi.value
    no_figure = formats.missing(locale)
    has_value, target, year_ago = value is not None, kpi.target, kpi.year_ago
    return (
        name_of(metric, locale),
        metric_value(metric, value, locale),
        metric_value(metric, target, locale),
        variance_to_target(metric, value or 0.0, target, locale)
        if has_value and target is not None
        else no_figure,
        year_change(metric, value or 0.0, year_ago, locale)
        if has_value and year_ago is not None
        else no_figure,
    )


def _pace(line: KeyResultLine, locale: Locale) -> str:
    state = line.pace.progress.state
    return f"{PACE_SIGNS[state]} {locale.gettext(PACE_WORDS[state])}"


def _threat(line: KeyResultLine, locale: Locale) -> str:
    falls = [fall_sentence(fall, locale) for fall in falls_of(line)[-1:]]
    name = name_of(line.key_result, locale)
    outlook = " ".join([_outlook(line, locale), *falls])
    return f"{name} ({_pace(line, locale)}) — {outlook}"


def _outlook(line: KeyResultLine, locale: Locale) -> str:
    if line.outlook.state != "ended":
        return outlook_sentence(line, locale)
    return locale.gettext("Ended at {value} for a target of {target}.").format(
        value=key_result_value(line.key_result, line.pace.actual, locale),
        target=key_result_value(line.key_result, line.key_result.target_value, locale),
    )


def _by_label(view: QuarterlyUpdateView) -> list[PairCard]:
    order = list(LABELS)
    return sorted(
        view.pairs, key=lambda card: order.index(view.evidence[card.pair_id].assessment.label)
    )


def _label_changes(view: QuarterlyUpdateView, locale: Locale) -> tuple[str, ...]:
    _ = locale.gettext
    if view.comparison is None:
        return ()
    if not view.comparison.labels:
        return (_("No label has changed since the previous update."),)
    return tuple(
        _("{pair}: “{now}”, was “{before}” in the previous update.").format(
            pair=pair_name(
                change.card.series.product.metric, change.card.series.business.metric, locale
            ),
            now=label_name(change.now, locale),
            before=label_name(change.before, locale) if change.before else formats.missing(locale),
        )
        for change in view.comparison.labels
    )


def _pair_chart(view: QuarterlyUpdateView, card: PairCard, locale: Locale) -> PairChart:
    series, evidence = card.series, view.evidence[card.pair_id]
    label = label_name(evidence.assessment.label, locale)
    return PairChart(
        pair_id=card.pair_id,
        title=finding(series, evidence, locale),
        subtitle=f"{pair_name(series.product.metric, series.business.metric, locale)} · {label}",
        hypothesis=hypothesis(series, locale),
        facts=tuple(evidence_facts(evidence, locale)),
        description=pair_description(series, locale),
        series=series,
    )
