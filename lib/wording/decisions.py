"""Decisions as sentences: what is missing, what was expected, what came of it."""

from collections.abc import Sequence

from lib.domain.decisions import Decision, DecisionOption, Verdict
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.steering.decision_snapshots import DecisionSnapshot
from lib.views.steering.decisions import (
    DecisionCard,
    DecisionState,
    DecisionsView,
    Evidence,
    Gap,
    Outcome,
)
from lib.wording.evidence import label_name
from lib.wording.figures import euros
from lib.wording.initiatives import RETURN_WORDS

STATE_WORDS: dict[DecisionState, str] = {
    "ready": N_("ready to be decided"),
    "incomplete": N_("not ready: incomplete"),
    "waiting": N_("decided, review to come"),
    "overdue": N_("review overdue"),
    "reviewed": N_("reviewed"),
    "unplanned": N_("decided, no review planned"),
}
STATE_ICONS: dict[DecisionState, str] = {
    "ready": ":material/gavel:",
    "incomplete": ":material/edit_note:",
    "waiting": ":material/schedule:",
    "overdue": ":material/alarm:",
    "reviewed": ":material/fact_check:",
    "unplanned": ":material/event_busy:",
}
VERDICT_WORDS: dict[Verdict, str] = {
    "met": N_("met"),
    "better": N_("better than expected"),
    "on_course": N_("on course"),
    "partial": N_("partly met"),
    "not_shown": N_("effect not shown"),
    "wrong": N_("did not hold"),
    "reversed": N_("reversed"),
}
GAP_WORDS: dict[Gap, str] = {
    "do_nothing": N_("the option of doing nothing"),
    "alternative": N_("an option that does something"),
    "range": N_("the range expected"),
    "evidence": N_("an evidence label: name a pair or a launched initiative"),
    "cost_of_waiting": N_("the cost of waiting"),
    "review_date": N_("the review date"),
}
_OUTCOMES: dict[Outcome, str] = {
    "within": N_("{found} a year found for {expected} expected [{low} to {high}]: in the range."),
    "above": N_("{found} a year found for {expected} expected [{low} to {high}]: above the range."),
    "below": N_("{found} a year found for {expected} expected [{low} to {high}]: below the range."),
    "unknown": N_("{found} a year found for {expected} expected, without a range to judge it by."),
}
_AS_EXPECTED = frozenset({"met", "better"})


def option_name(option: DecisionOption, locale: Locale) -> str:
    """Return an option with its letter."""
    name = localized(option, "name", locale.language)
    return f"{option.option} · {name}" if name else option.option


def decisions_finding(view: DecisionsView, locale: Locale) -> str:
    """Return how often the decisions reviewed came out as expected, in one sentence."""
    reviewed = [card.review for card in view.cards if card.review is not None]
    if not reviewed:
        return locale.gettext("What did we decide, and were we right?")
    as_expected = sum(review.verdict in _AS_EXPECTED for review in reviewed)
    return locale.ngettext(
        "{held} of {total} decision reviewed came out as expected or better",
        "{held} of {total} decisions reviewed came out as expected or better",
        len(reviewed),
    ).format(
        held=formats.number(as_expected, locale),
        total=formats.number(len(reviewed), locale),
    )


def gaps_sentence(gaps: Sequence[Gap], locale: Locale) -> str:
    """Return what a recommendation lacks before it may be called ready."""
    names = ", ".join(locale.gettext(GAP_WORDS[gap]) for gap in gaps)
    return locale.gettext("Not ready. Missing: {names}.").format(names=names)


def expected_text(decision: Decision, locale: Locale) -> str:
    """Return the effect expected with its range, in euros a year."""
    mid = euros(decision.expected_mid, locale)
    if decision.expected_mid is None:
        return locale.gettext("No effect was stated.")
    if decision.expected_low is None or decision.expected_high is None:
        return locale.gettext("{mid} a year expected, without a range.").format(mid=mid)
    return locale.gettext("{mid} a year expected [{low} to {high}].").format(
        mid=mid,
        low=euros(decision.expected_low, locale),
        high=euros(decision.expected_high, locale),
    )


def option_effect(option: DecisionOption, locale: Locale) -> str:
    """Return the effect of an option with its range; a missing range is stated."""
    _ = locale.gettext
    if option.mid is None:
        return _("no figure")
    mid = euros(option.mid, locale)
    if option.low is None or option.high is None:
        return _("{mid} a year, without a range").format(mid=mid)
    return _("{mid} a year [{low} to {high}]").format(
        mid=mid, low=euros(option.low, locale), high=euros(option.high, locale)
    )


def evidence_texts(evidence: Evidence, locale: Locale) -> list[str]:
    """Return how sure we are today of the pair and of the initiative, each as one sentence."""
    _, texts = locale.gettext, []
    if evidence.pair_label is not None:
        texts.append(
            _("The pair today: {label}.").format(label=label_name(evidence.pair_label, locale))
        )
    if evidence.effect is not None:
        texts.append(
            _("The initiative on its business metric: {label}.").format(
                label=_(RETURN_WORDS[evidence.effect])
            )
        )
    return texts or [_("No evidence: the decision names no known pair nor a launched initiative.")]


def waiting_text(decision: Decision, locale: Locale) -> str:
    """Return what a month of waiting costs."""
    if decision.monthly_cost_of_waiting is None:
        return locale.gettext("The cost of waiting is not stated.")
    return locale.gettext("Each month of waiting costs {cost}.").format(
        cost=euros(decision.monthly_cost_of_waiting, locale)
    )


def outcome_sentence(card: DecisionCard, locale: Locale) -> str:
    """Return the effect found at the review against the one expected; empty before it."""
    decision, review = card.decision, card.review
    if review is None:
        return ""
    if review.actual is None:
        return locale.gettext("The review states no figure.")
    if decision.expected_mid is None:
        return locale.gettext("{found} a year found; nothing had been stated.").format(
            found=euros(review.actual, locale)
        )
    return locale.gettext(_OUTCOMES[card.outcome]).format(
        found=euros(review.actual, locale),
        expected=euros(decision.expected_mid, locale),
        low=euros(decision.expected_low, locale),
        high=euros(decision.expected_high, locale),
    )


def receipt_sentence(receipt: DecisionSnapshot, locale: Locale) -> str:
    """Return the data version that a decision was based on."""
    _ = locale.gettext
    if receipt.version is not None:
        template = (
            _("Decided on data version {version}, as the decision itself says.")
            if receipt.basis == "declared"
            else _("Decided on data version {version}: the last one received by that day.")
        )
        return template.format(version=formats.number(receipt.version, locale))
    if receipt.decision.decided_on is None:
        return _("Not decided yet, or on a day that is not stated: there is no receipt.")
    first = receipt.first_received_on
    day = formats.day(first, locale) if first else formats.missing(locale)
    return _(
        "No state of the data of that day is held: the first upload was received on {day}. "
        "The month then closed is shown as it is known today."
    ).format(day=day)


def label_sentence(receipt: DecisionSnapshot, locale: Locale) -> str:
    """Return the label of the pair then and today; empty where the decision names no pair."""
    if receipt.label_now is None:
        return ""
    now = label_name(receipt.label_now, locale)
    if receipt.label_then is None:
        return locale.gettext("Label of the pair today: {now}.").format(now=now)
    return locale.gettext("Label of the pair that day: {then}. Today: {now}.").format(
        then=label_name(receipt.label_then, locale), now=now
    )
