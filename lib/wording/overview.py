"""Sentences of the overview, shared by its page and the brief of a link."""

from collections import Counter
from collections.abc import Sequence

from lib.domain.decisions import Decision
from lib.domain.metrics import Metric
from lib.domain.okrs import ON_PACE, started_on
from lib.domain.periods import add_months, quarter_end
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.statistics.signals import Assurance
from lib.views.committee.last_visit import LastVisit
from lib.views.committee.overview import KeyResultPace, MonthClose, ObjectivePace, OverviewView
from lib.views.committee.update_changes import KpiChange, LabelChange
from lib.views.signals import MetricSignal, SignalsView
from lib.wording.evidence import label_name
from lib.wording.figures import figure, metric_value
from lib.wording.names import name_of, pair_name

_DECEMBER = 12
_MOST_NAMES = 6  # metrics still missing that are named
_VARIATIONS: dict[bool | str | None, str] = {
    "quiet": N_("usual variation"),
    None: N_("signal"),
    True: N_("signal, better"),
    False: N_("signal, worse"),
}
_ASSURANCES: dict[Assurance, str] = {
    "reaches": N_("target of the month: within reach"),
    "may_reach": N_("target of the month: uncertain"),
    "misses": N_("target of the month: out of reach"),
}


def signal_sentence(signal: MetricSignal, locale: Locale) -> str:
    """Return the last month of a metric beside the range in which it was expected."""
    metric, at = signal.series.metric, signal.at or 0
    return locale.gettext("{month}: {value}, outside the expected range {low} to {high}.").format(
        month=formats.month(signal.series.months[at], locale),
        value=metric_value(metric, signal.series.values[at], locale),
        low=metric_value(metric, float(signal.signals.expected_low[at]), locale),
        high=metric_value(metric, float(signal.signals.expected_high[at]), locale),
    )


def variation_word(signal: MetricSignal, locale: Locale) -> str:
    """Return how a metric moved in its last month, in words."""
    if signal.signals.label == "too_early":
        return locale.gettext("no verdict yet")
    word = _VARIATIONS[signal.is_better if signal.is_flagged else "quiet"]
    return locale.gettext(word)


def assurance_word(signal: MetricSignal, locale: Locale) -> str:
    """Return what a metric will reach, in words; empty where nothing can be said."""
    if signal.signals.label == "too_early" or signal.assurance == "unknown":
        return ""
    return locale.gettext(_ASSURANCES[signal.assurance])


def quiet_sentence(signals: SignalsView, locale: Locale) -> str:
    """Return how many metrics need no discussion."""
    return locale.ngettext(
        "{count} of {total} metric moved as usual: nothing to discuss there. "
        "This does not mean that targets will be met.",
        "{count} of {total} metrics moved as usual: nothing to discuss there. "
        "This does not mean that targets will be met.",
        signals.judged,
    ).format(
        count=formats.number(signals.judged - len(signals.flagged), locale),
        total=formats.number(signals.judged, locale),
    )


def false_alarms(signals: SignalsView, locale: Locale) -> str:
    """Return how many flags chance alone raises."""
    return locale.gettext(
        "Even with no real change, expect about {flags} false alarms a month on this page."
    ).format(flags=formats.number(signals.expected_false, locale, decimals=1))


def close_sentences(view: OverviewView, close: MonthClose, locale: Locale) -> str:
    """Return how complete the month is, when data last came, and what is missing."""
    _ = locale.gettext
    sentences = [
        _("{received} of {total} metrics in for {month}.").format(
            received=formats.number(len(close.received), locale),
            total=formats.number(len(close.received) + len(close.missing), locale),
            month=formats.month_long(close.month, locale),
        )
    ]
    if view.received_on:
        sentences.append(
            _("Latest data received {day}.").format(day=formats.day(view.received_on, locale))
        )
    if close.missing:
        sentences.append(_("Missing: {names}.").format(names=_names(close.missing, locale)))
    return " ".join(sentences)


def objective_facts(pace: ObjectivePace, locale: Locale) -> str:
    """Return weight and grade of an objective, as far as they are known."""
    _, weight = locale.gettext, pace.objective.weight
    facts = []
    if weight is not None:
        facts.append(_("weight {share}").format(share=formats.percent(weight, locale)))
    if pace.grade is not None:
        facts.append(_("{share} of the way").format(share=formats.percent(pace.grade, locale)))
    return " · ".join(facts)


def pace_explanation(paces: Sequence[KeyResultPace], locale: Locale) -> str:
    """Return how to read the bars and their mark, and the thresholds of being on pace."""
    marks = _marks(paces, locale)
    if not any(pace.key_result.kind == "aspirational" for pace in paces):
        return marks
    rule = locale.gettext(
        "On pace: a bar at {committed} of the mark, at {aspirational} for an aspirational result."
    ).format(
        committed=formats.percent(ON_PACE["committed"], locale),
        aspirational=formats.percent(ON_PACE["aspirational"], locale),
    )
    return f"{marks} {rule}"


def _marks(paces: Sequence[KeyResultPace], locale: Locale) -> str:
    _ = locale.gettext
    bar = _("Bar: share of the way from start to target.")
    spans = {
        (started_on(pace.key_result), quarter_end(pace.key_result.quarter), pace.progress.elapsed)
        for pace in paces
    }
    if len(spans) != 1:
        mark = _("Mark: share of the time gone, from the start value to the end of the quarter.")
        return f"{bar} {mark}"
    starts, ends, elapsed = spans.pop()
    if add_months(starts, 12) == ends and ends.month == _DECEMBER:
        template = _("Mark: share of the year gone, {share}.")
    else:
        template = _("Mark: share of the time gone from {starts} to {ends}, {share}.")
    mark = template.format(
        share=formats.percent(elapsed, locale),
        starts=formats.month(starts, locale),
        ends=formats.month(ends, locale),
    )
    return f"{bar} {mark}"


def due_sentence(decision: Decision, locale: Locale) -> str:
    """Return by when a decision is needed; empty where no day is set."""
    if decision.due_on is None:
        return ""
    return locale.gettext("needed by {day}").format(day=formats.day(decision.due_on, locale))


def review_sentence(decision: Decision, locale: Locale) -> str:
    """Return for how long the review of a decision has been due."""
    if decision.review_on is None:
        return locale.gettext("review overdue")
    return locale.gettext("review overdue since {day}").format(
        day=formats.day(decision.review_on, locale)
    )


def more_reviews(count: int, locale: Locale) -> str:
    """Return how many more reviews are overdue than those named."""
    return locale.ngettext(
        "and {count} more review overdue", "and {count} more reviews overdue", count
    ).format(count=formats.number(count, locale))


def _names(metrics: tuple[Metric, ...], locale: Locale) -> str:
    """Return the first names of a list, and how many more there are."""
    names = ", ".join(name_of(metric, locale) for metric in metrics[:_MOST_NAMES])
    more = len(metrics) - _MOST_NAMES
    if more <= 0:
        return names
    return locale.ngettext("{names} and {n} more", "{names} and {n} more", more).format(
        names=names, n=formats.number(more, locale)
    )


def overview_headline(view: OverviewView, locale: Locale) -> str:
    """Return where the key results stand, in one sentence."""
    states = Counter(
        pace.progress.state for objective in view.objectives for pace in objective.key_results
    )
    total = sum(states.values())
    if view.check_in_month is None or not total:
        return locale.gettext("Where we stand")
    return locale.gettext(
        "{month}: {on_pace} of {total} key results on pace, {watch} to watch, {off_pace} off pace"
    ).format(
        month=formats.month_long(view.check_in_month, locale).capitalize(),
        on_pace=formats.number(states["on_pace"], locale),
        total=formats.number(total, locale),
        watch=formats.number(states["watch"], locale),
        off_pace=formats.number(states["off_pace"], locale),
    )


def last_visit_headline(visit: LastVisit, locale: Locale) -> str:
    """Return whether anything changed, and how far the data now reach."""
    _ = locale.gettext
    if visit.is_empty:
        return _("Nothing you can open here has changed since your last visit.")
    if visit.month is None or visit.month == visit.month_before:
        return _("What changed since your last visit")
    return _("What changed since your last visit: data now reach {month}").format(
        month=formats.month(visit.month, locale)
    )


def last_visit_sentences(visit: LastVisit, locale: Locale) -> list[str]:
    """Return one sentence a change, decisions first."""
    _ = locale.gettext
    sentences = [
        _("New decision to take: {name}.").format(name=name_of(decision, locale))
        for decision in visit.requested
    ]
    sentences += [
        _("Decided: {name}.").format(name=name_of(decision, locale)) for decision in visit.decided
    ]
    sentences += [_kpi(kpi, visit, locale) for kpi in visit.kpis]
    sentences += [_label(change, locale) for change in visit.labels]
    if visit.restated:
        sentences.append(
            locale.ngettext(
                "{count} month you had seen was restated: {names}.",
                "{count} months you had seen were restated: {names}.",
                len(visit.restated),
            ).format(
                count=formats.number(len(visit.restated), locale),
                names=", ".join(
                    dict.fromkeys(
                        name_of(restatement.metric, locale) for restatement in visit.restated
                    )
                ),
            )
        )
    return sentences


def _kpi(kpi: KpiChange, visit: LastVisit, locale: Locale) -> str:
    _ = locale.gettext
    name, now = name_of(kpi.metric, locale), figure(kpi.now, kpi.metric, locale)
    before = figure(kpi.before, kpi.metric, locale)
    if visit.month is None or visit.month_before is None or visit.month == visit.month_before:
        return _("{metric}: {now}, was {before}.").format(metric=name, now=now, before=before)
    return _("{metric}: {now} in {month}, {before} in {month_before}.").format(
        metric=name,
        now=now,
        before=before,
        month=formats.month(visit.month, locale),
        month_before=formats.month(visit.month_before, locale),
    )


def _label(change: LabelChange, locale: Locale) -> str:
    _ = locale.gettext
    series = change.card.series
    pair = pair_name(series.product.metric, series.business.metric, locale)
    now = label_name(change.now, locale)
    if change.before is None:
        return _("New pair {pair}: “{now}”.").format(pair=pair, now=now)
    return _("{pair}: “{now}”, was “{before}”.").format(
        pair=pair, now=now, before=label_name(change.before, locale)
    )
