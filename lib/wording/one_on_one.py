"""Sentences of a one-on-one: points that moved, what is due, promises and questions."""

from lib.domain.decisions import OneOnOne, PromiseState
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.committee.update_changes import LabelChange
from lib.views.signals import MetricSignal
from lib.views.steering.one_on_one import OneOnOneView, Point, StateChange
from lib.wording.evidence import label_name
from lib.wording.names import name_of, pair_name
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS

PROMISE_WORDS: dict[PromiseState, str] = {
    "kept": N_("kept"),
    "not_kept": N_("not kept"),
    "pending": N_("pending"),
}
PROMISE_ICONS: dict[PromiseState, str] = {
    "kept": ":material/check:",
    "not_kept": ":material/close:",
    "pending": ":material/schedule:",
}
_MOST_QUESTIONS = 3


def brief_finding(brief: OneOnOneView, locale: Locale) -> str:
    """Return how much there is to say, in one sentence."""
    if not brief.meetings and not brief.points:
        return locale.gettext("What do I bring to the CEO?")
    return locale.gettext(
        "Points that moved: {points}. Decisions due: {due}. Promises pending: {pending}."
    ).format(
        points=formats.number(len(brief.points), locale),
        due=formats.number(len(brief.due), locale),
        pending=formats.number(len(brief.pending), locale),
    )


def since_sentence(brief: OneOnOneView, locale: Locale) -> str:
    """Return what the brief compares with."""
    if brief.last is None:
        return locale.gettext("No meeting has been recorded: nothing is compared with the last.")
    day = formats.day(brief.last.held_on, locale)
    if brief.version_then is None:
        return locale.gettext(
            "Last meeting on {day}: no state of the data of that day is held, so labels and key "
            "results are not compared."
        ).format(day=day)
    return locale.gettext(
        "Compared with the meeting of {day}, on data version {version} of that day."
    ).format(day=day, version=formats.number(brief.version_then, locale))


def point_sentence(point: Point, locale: Locale) -> str:
    """Return one point that moved, never stronger than its evidence."""
    _ = locale.gettext
    if isinstance(point, LabelChange):
        return _("Label of {pair}: “{before}” at the last meeting, “{after}” today.").format(
            pair=_pair(point, locale),
            before=label_name(point.before or point.now, locale),
            after=label_name(point.now, locale),
        )
    if isinstance(point, StateChange):
        return _("Key result “{name}”: {before} at the last meeting, {after} today.").format(
            name=name_of(point.key_result, locale),
            before=f"{PACE_SIGNS[point.before]} {_(PACE_WORDS[point.before])}",
            after=f"{PACE_SIGNS[point.after]} {_(PACE_WORDS[point.after])}",
        )
    return _signal(point, locale)


def questions(brief: OneOnOneView, locale: Locale) -> list[str]:
    """Return at most three questions to prepare, drawn from what is due and what changed."""
    _, items = locale.gettext, []
    if brief.last is not None:
        question = localized(brief.last, "question", locale.language)
        if question:
            items.append(_("Asked at the last meeting: {question}").format(question=question))
    items += [
        _("What is still missing for “{decision}” to be decided?").format(
            decision=name_of(decision, locale)
        )
        for decision in brief.due[:1]
    ]
    items += [
        _("Do we still act on {pair}, now that its label has changed?").format(
            pair=_pair(point, locale)
        )
        for point in brief.points
        if isinstance(point, LabelChange)
    ]
    items += [
        _("Do we help “{name}” or change its target?").format(
            name=name_of(point.key_result, locale)
        )
        for point in brief.points
        if isinstance(point, StateChange) and point.after == "off_pace"
    ]
    items += [
        _("What do we know of the move of “{metric}”?").format(
            metric=name_of(point.series.metric, locale)
        )
        for point in brief.points
        if isinstance(point, MetricSignal)
    ]
    return items[:_MOST_QUESTIONS]


def promises_sentence(brief: OneOnOneView, locale: Locale) -> str:
    """Return how many promises were kept."""
    judged = brief.kept_count + len(brief.not_kept)
    if not judged:
        return locale.gettext("No promise has been judged yet.")
    return locale.ngettext(
        "{kept} of {total} promise judged was kept.",
        "{kept} of {total} promises judged were kept.",
        judged,
    ).format(kept=formats.number(brief.kept_count, locale), total=formats.number(judged, locale))


def promise_text(meeting: OneOnOne, locale: Locale) -> str:
    """Return a promise with the day it was made."""
    return locale.gettext("{promise} (promised on {day})").format(
        promise=localized(meeting, "promise", locale.language) or formats.missing(locale),
        day=formats.day(meeting.held_on, locale),
    )


def _signal(signal: MetricSignal, locale: Locale) -> str:
    metric, at = signal.series.metric, signal.at or 0

    def figure(value: float | None) -> str:
        return formats.glance(value, metric.unit, locale, decimals=metric.decimals or 0)

    return locale.gettext(
        "{metric}, {month}: {value}, outside the expected range {low} to {high}."
    ).format(
        metric=name_of(metric, locale),
        month=formats.month(signal.series.months[at], locale),
        value=figure(signal.series.values[at]),
        low=figure(float(signal.signals.expected_low[at])),
        high=figure(float(signal.signals.expected_high[at])),
    )


def _pair(change: LabelChange, locale: Locale) -> str:
    series = change.card.series
    return pair_name(series.product.metric, series.business.metric, locale)
