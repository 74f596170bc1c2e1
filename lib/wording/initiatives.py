"""Findings of the initiatives as sentences, never stronger than the evidence."""

from lib.domain.initiatives import InitiativeStatus
from lib.domain.metrics import Metric
from lib.domain.returns import AccuracyByClass, Finding, ReturnClass, SealState
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.committee.initiatives import Card, Gap, Portfolio, SealedPrediction
from lib.views.effect_windows import Detectable, EffectWindow, WindowImpact
from lib.views.impacts import MetricImpact
from lib.wording.names import name_of

STATUS_WORDS: dict[InitiativeStatus, str] = {
    "proposed": N_("proposed"),
    "planned": N_("planned"),
    "in_progress": N_("in progress"),
    "shipped": N_("launched"),
    "stopped": N_("stopped"),
}
RETURN_WORDS: dict[ReturnClass, str] = {
    "demonstrated": N_("Effect demonstrated"),
    "probable": N_("Sign of an effect"),
    "not_shown": N_("Effect not shown"),
    "reversed": N_("Moved the wrong way"),
    "too_early": N_("Too early to tell"),
}
RETURN_SIGNS: dict[ReturnClass, str] = {
    "demonstrated": "●",
    "probable": "◐",
    "not_shown": "○",
    "reversed": "✕",
    "too_early": "–",
}
FINDING_WORDS: dict[Finding, str] = {
    "strong": N_("strong evidence"),
    "moderate": N_("moderate evidence"),
    "weak": N_("weak evidence"),
    "none": N_("no visible change"),
    "too_early": N_("too early"),
}
SEAL_WORDS: dict[SealState, str] = {
    "intact": N_("sealed, unchanged since"),
    "altered": N_("altered since it was frozen"),
    "unsealed": N_("not sealed: no fingerprint was given"),
}
GAP_WORDS: dict[Gap, str] = {
    "product_metric": N_("a product metric"),
    "business_metric": N_("a business metric"),
}
_EFFECTS: dict[Finding, str] = {
    "strong": N_(
        "Since {month}, “{metric}” runs {effect} away from its expected path [{low} to {high}]."
    ),
    "moderate": N_(
        "Since {month}, “{metric}” runs {effect} away from its expected path [{low} to {high}]. "
        "Other events of that month are not ruled out."
    ),
    "weak": N_(
        "“{metric}” may have moved since {month}: {effect} [{low} to {high}]. "
        "One launch in 20 without effect looks like this."
    ),
    "none": N_(
        "No visible change of “{metric}” since {month}: the effect lies between {low} and {high}. "
        "This does not prove there is none."
    ),
    "too_early": N_("Too early to tell for “{metric}”: an effect is expected from {month}."),
}


def portfolio_finding(cards: tuple[Card, ...], locale: Locale) -> str:
    """Return what the portfolio has to show, in one sentence."""
    launched = [card for card in cards if card.kind is not None]
    if not launched:
        return locale.gettext("What did each initiative change?")
    demonstrated = sum(card.kind == "demonstrated" for card in launched)
    if not demonstrated:
        return locale.gettext(
            "None of the {total} launched initiatives has a demonstrated business effect"
        ).format(total=formats.number(len(launched), locale))
    return locale.ngettext(
        "{shown} launched initiative of {total} has a demonstrated business effect",
        "{shown} launched initiatives of {total} have a demonstrated business effect",
        demonstrated,
    ).format(
        shown=formats.number(demonstrated, locale), total=formats.number(len(launched), locale)
    )


def record_sentences(portfolio: Portfolio, locale: Locale) -> list[str]:
    """Return the portfolio's own track record: what was announced and what reviews found.

    There is one sentence a class: amounts that the business metric shows and amounts that it does
    not show are never added up.
    """
    record = portfolio.record
    if not record.count:
        return [locale.gettext("No announced effect has been reviewed yet.")]
    sentences = [
        locale.ngettext(
            "{count} announced effect was reviewed: {within} of {ranged} in the range announced, "
            "{close} within 25% of the figure, {nothing} at nothing or less. Amounts stated by the "
            "review, by what the business metric shows:",
            "{count} announced effects were reviewed: {within} of {ranged} in the range announced, "
            "{close} within 25% of the figure, {nothing} at nothing or less. Amounts stated by the "
            "reviews, by what the business metric shows, never added up:",
            record.count,
        ).format(
            count=formats.number(record.count, locale),
            within=formats.number(record.within_range, locale),
            ranged=formats.number(record.ranged, locale),
            close=formats.number(record.close, locale),
            nothing=formats.number(record.nothing, locale),
        ),
        *(_class_sentence(record_of_class, locale) for record_of_class in portfolio.records),
    ]
    if portfolio.left_out:
        sentences.append(
            locale.ngettext(
                "{count} prediction is left out: altered, or frozen after the launch.",
                "{count} predictions are left out: altered, or frozen after the launch.",
                portfolio.left_out,
            ).format(count=formats.number(portfolio.left_out, locale))
        )
    return sentences


def _class_sentence(class_record: AccuracyByClass, locale: Locale) -> str:
    record = class_record.accuracy
    return locale.ngettext(
        "{sign} {word}: {found} a year stated for {announced} announced ({count} initiative).",
        "{sign} {word}: {found} a year stated for {announced} announced ({count} initiatives).",
        record.count,
    ).format(
        sign=RETURN_SIGNS[class_record.kind],
        word=locale.gettext(RETURN_WORDS[class_record.kind]),
        found=formats.compact(record.actual, "EUR", locale),
        announced=formats.compact(record.announced, "EUR", locale),
        count=formats.number(record.count, locale),
    )


def effect_sentence(impact: MetricImpact | None, locale: Locale) -> str:
    """Return what a launch changed on a metric, with its interval and what else may explain it."""
    if impact is None:
        return locale.gettext("Not yet assessed.")
    sentence = locale.gettext(_EFFECTS[impact.finding]).format(
        metric=name_of(impact.metric, locale),
        month=formats.month_long(impact.expected_from, locale),
        effect=metric_change(impact.metric, impact.estimate, locale),
        low=metric_change(impact.metric, impact.low, locale),
        high=metric_change(impact.metric, impact.high, locale),
    )
    if impact.answer_from is not None:
        sentence += " " + locale.gettext("An answer is possible in {month}.").format(
            month=formats.month_long(impact.answer_from, locale)
        )
    if impact.lacks_season:
        sentence += " " + locale.gettext(
            "Too few months lie before the launch to tell the season apart."
        )
    if impact.course == "worse":
        sentence += " " + locale.gettext("Alarm: this is the unfavourable way.")
    elif impact.is_alarm:
        sentence += " " + locale.gettext(
            "Alarm: it leans the wrong way, as one launch in 20 without effect would."
        )
    near = [name_of(launch, locale) for launch in impact.launches]
    near += [name_of(event, locale) for event in impact.events]
    if near and impact.finding != "too_early":
        sentence += " " + locale.gettext("Around the same time: {names}.").format(
            names=", ".join(near)
        )
    return sentence


def effect_brief(impact: MetricImpact | None, locale: Locale) -> str:
    """Return an effect with its interval and the strength of its evidence, as on a chart."""
    if impact is None:
        return locale.gettext("not yet assessed")
    word = locale.gettext(FINDING_WORDS[impact.finding])
    if impact.estimate is None:
        return word
    if impact.is_alarm and impact.finding == "none":
        word = locale.gettext("leans the wrong way")
    return f"{metric_change(impact.metric, impact.estimate, locale)} · {word}"


def named_effect(impact: MetricImpact | None, locale: Locale) -> str:
    """Return an effect as on a chart, after the name of the metric it is found on."""
    effect = effect_brief(impact, locale)
    if impact is None or impact.estimate is None:
        return effect
    return locale.gettext("{metric}: {effect}").format(
        metric=name_of(impact.metric, locale), effect=effect
    )


def metric_change(metric: Metric, value: float | None, locale: Locale) -> str:
    """Return a signed change of a metric, in its unit; rates change in points."""
    return formats.change(value, metric.unit, locale, decimals=max(1, metric.decimals or 0))


def detectable_sentence(detectable: Detectable, locale: Locale) -> str:
    """Return the smallest change that a metric would show some months after a launch."""
    amount = metric_change(detectable.metric, detectable.change, locale)
    return locale.gettext(
        "“{metric}” would show a lasting change of {change} or more, {months} months after the "
        "launch, four times in five."
    ).format(
        metric=name_of(detectable.metric, locale),
        change=amount.lstrip("+"),
        months=formats.number(detectable.months, locale),
    )


def window_name(window: EffectWindow, locale: Locale) -> str:
    """Return the months of a window, counted from that of the launch as 0."""
    return locale.gettext("months {first} to {last}").format(
        first=formats.number(window.first, locale), last=formats.number(window.last, locale)
    )


def window_text(metric: Metric, impact: WindowImpact, locale: Locale) -> str:
    """Return the effect over a window, with its interval."""
    if impact.estimate is None:
        word = FINDING_WORDS["too_early"]
        return locale.gettext(word)
    return locale.gettext("{effect} [{low} to {high}]").format(
        effect=metric_change(metric, impact.estimate, locale),
        low=metric_change(metric, impact.low, locale),
        high=metric_change(metric, impact.high, locale),
    )


def announced_text(sealed: SealedPrediction | None, locale: Locale) -> str:
    """Return the effect announced with its range, in euros a year."""
    if sealed is None:
        return locale.gettext("No effect was announced before the launch.")
    announced = sealed.prediction
    mid = formats.compact(announced.mid, "EUR", locale)
    day = formats.day(announced.frozen_on, locale)
    if announced.low is None or announced.high is None:
        return locale.gettext("Announced on {day}: {mid} a year, without range.").format(
            day=day, mid=mid
        )
    return locale.gettext("Announced on {day}: {mid} a year [{low} to {high}].").format(
        day=day,
        mid=mid,
        low=formats.compact(announced.low, "EUR", locale),
        high=formats.compact(announced.high, "EUR", locale),
    )


def seal_text(sealed: SealedPrediction, locale: Locale) -> str:
    """Return whether a prediction has changed since it was frozen."""
    _ = locale.gettext
    parts = [_(SEAL_WORDS[sealed.seal])]
    if sealed.versions > 1:
        parts.append(
            locale.ngettext(
                "written {count} time with other figures",
                "written {count} times with different figures; the first ones are shown",
                sealed.versions,
            ).format(count=formats.number(sealed.versions, locale))
        )
    if sealed.is_late:
        parts.append(_("frozen after the launch: it predicted nothing"))
    return " · ".join(parts)


def found_text(card: Card, locale: Locale) -> str:
    """Return the effect found at the latest review."""
    if card.review is None or card.found_effect is None:
        return locale.gettext("No effect has been found at a review yet.")
    return locale.gettext("Found at the review of {day}: {found} a year.").format(
        day=formats.day(card.review.reviewed_on, locale),
        found=formats.compact(card.found_effect, "EUR", locale),
    )


def initiatives_text(count: int, locale: Locale) -> str:
    """Return a number of initiatives in words."""
    if not count:
        return locale.gettext("no initiative")
    return locale.ngettext("{n} initiative", "{n} initiatives", count).format(
        n=formats.number(count, locale)
    )
