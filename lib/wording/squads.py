"""Sentences on squads: effort, cohorts and shared ownership."""

from lib.domain.initiatives import WorkKind
from lib.domain.metrics import MetricPair
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.cohorts import FEWEST, CohortComparison
from lib.views.committee.alignment import SquadGaps
from lib.views.steering.effort import EffortSplit, KindShare
from lib.views.steering.ownership import OwnershipView, SharedItem
from lib.views.steering.squads import SquadCard, SquadsView
from lib.wording.figures import figure
from lib.wording.names import name_of, pair_name
from lib.wording.okrs import quarter_name

KIND_NAMES: dict[WorkKind, str] = {
    "build": N_("Build"),
    "maintain": N_("Maintain"),
    "repair": N_("Repair"),
}


def share_text(kind: KindShare, locale: Locale) -> str:
    """Return one kind of work in words: its share and the agreed one."""
    _ = locale.gettext
    fields = {"kind": _(KIND_NAMES[kind.kind]), "share": formats.percent(kind.share, locale)}
    if kind.agreed is None:
        return _("{kind}: {share} of the effort, no share agreed").format(**fields)
    return _("{kind}: {share} of the effort, {agreed} agreed").format(
        **fields, agreed=formats.percent(kind.agreed, locale)
    )


def points_text(points: float, locale: Locale) -> str:
    """Return a distance in points with its sign: ``+14 pt``."""
    return formats.change(points, "%", locale)


def squads_headline(view: SquadsView, locale: Locale) -> str:
    """Return the finding on all squads, the most urgent first."""
    _ = locale.gettext
    total = formats.number(len(view.cards), locale)
    if not view.cards:
        return _("No squad has been described yet")
    if view.incomplete:
        count = len(view.incomplete)
        return locale.ngettext(
            "{n} of {total} squads lacks a mission, a pair or a key result",
            "{n} of {total} squads lack a mission, a pair or a key result",
            count,
        ).format(n=formats.number(count, locale), total=total)
    if len(view.drifting) == 1:
        card = view.drifting[0]
        return _("{squad} has left its agreed split of effort").format(
            squad=name_of(card.squad, locale)
        )
    if view.drifting:
        return _("{n} of {total} squads have left their agreed split of effort").format(
            n=formats.number(len(view.drifting), locale), total=total
        )
    return _calm_headline(view, locale)


def _calm_headline(view: SquadsView, locale: Locale) -> str:
    """Return the headline where no squad lacks anything or drifts, limited to what was reported."""
    _ = locale.gettext
    judged = sum(_is_judged(card) for card in view.cards)
    if not judged:
        return _("Each squad has a mission, a pair and a key result")
    if judged == len(view.cards):
        return _(
            "Each of the {total} squads has a business mission; {share} of the effort reported in "
            "{quarter} serves no objective"
        ).format(
            total=formats.number(len(view.cards), locale),
            share=formats.percent(view.outside, locale),
            quarter=quarter_name(view.quarter, locale),
        )
    return locale.ngettext(
        "Each squad has a mission; in the last month reported, the effort of {n} squad of {total} "
        "is within ten points of the agreed split",
        "Each squad has a mission; in the last month reported, the effort of {n} squads of {total} "
        "is within ten points of the agreed split",
        judged,
    ).format(n=formats.number(judged, locale), total=formats.number(len(view.cards), locale))


def _is_judged(card: SquadCard) -> bool:
    """Whether a squad has reported its effort and agreed on a split."""
    return card.effort is not None and any(
        kind.agreed is not None for kind in card.effort.months[-1].kinds
    )


def gap_sentences(gaps: SquadGaps, locale: Locale) -> list[str]:
    """Return what a squad lacks, a sentence each."""
    _ = locale.gettext
    missing = (
        (gaps.lacks_mission, _("No business mission has been written.")),
        (gaps.lacks_pair, _("It owns no pair of metrics.")),
        (gaps.lacks_key_result, _("It answers for no key result this quarter.")),
    )
    return [sentence for lacks, sentence in missing if lacks]


def drift_sentence(kind: KindShare, split: EffortSplit, locale: Locale) -> str:
    """Return a drift from the agreed split, in the month it was found."""
    template = (
        N_("{kind} in {month}: {share} of the effort for {agreed} agreed, {points} above.")
        if (kind.drift or 0.0) > 0
        else N_("{kind} in {month}: {share} of the effort for {agreed} agreed, {points} below.")
    )
    return locale.gettext(template).format(
        kind=locale.gettext(KIND_NAMES[kind.kind]),
        month=formats.month_long(split.months[-1].month, locale),
        share=formats.percent(kind.share, locale),
        agreed=formats.percent(kind.agreed, locale),
        points=points_text(abs(kind.drift or 0.0), locale).lstrip("+"),
    )


def effort_sentence(card: SquadCard, locale: Locale) -> str:
    """Return how far the latest month keeps to the agreed split."""
    _ = locale.gettext
    if card.history is None:
        return _("No effort has been reported.")
    latest = card.history.months[-1]
    if all(kind.agreed is None for kind in latest.kinds):
        return _("No split of effort has been agreed.")
    if card.history.drifts:
        return " ".join(drift_sentence(kind, card.history, locale) for kind in card.history.drifts)
    return _("{month}: within ten points of the agreed split.").format(
        month=formats.month_long(latest.month, locale).capitalize()
    )


def outside_sentence(split: EffortSplit, locale: Locale) -> str:
    """Return the share of effort outside any objective."""
    return locale.gettext(
        "{share} of the quarter’s effort serves no objective ({done} of {total} person-months)."
    ).format(
        share=formats.percent(split.outside, locale),
        done=formats.number(split.outside * split.person_months, locale, decimals=1),
        total=formats.number(split.person_months, locale, decimals=1),
    )


def spend_sentence(card: SquadCard, locale: Locale) -> str:
    """Return what a squad costs a month and how it is computed."""
    squad, spend = card.squad, card.spend
    if spend.monthly is None or squad.people is None or squad.monthly_cost is None:
        return locale.gettext("Its cost is not known: people or monthly cost are missing.")
    return locale.ngettext(
        "{total} a month: {n} person at {cost}.",
        "{total} a month: {n} people at {cost}.",
        squad.people,
    ).format(
        total=formats.compact(spend.monthly, "EUR", locale),
        n=formats.number(squad.people, locale),
        cost=formats.compact(squad.monthly_cost, "EUR", locale),
    )


def cohort_title(comparison: CohortComparison, locale: Locale) -> str:
    """Return the title of a comparison of cohorts."""
    return locale.gettext("{metric}, around “{initiative}”").format(
        metric=name_of(comparison.metric, locale),
        initiative=name_of(comparison.initiative, locale),
    )


def cohort_sentence(comparison: CohortComparison, locale: Locale) -> str:
    """Return what can be seen in cohorts before and after a launch, and no more."""
    _, at = locale.gettext, comparison.compared
    if at is None:
        return _("Too early: fewer than {fewest} cohorts on one side of the launch.").format(
            fewest=formats.number(FEWEST, locale)
        )
    fields = {
        "age": formats.number(at.age, locale),
        "before": figure(at.before, comparison.metric, locale),
        "after": figure(at.after, comparison.metric, locale),
        "n_before": formats.number(at.count_before, locale),
        "n_after": formats.number(at.count_after, locale),
        "odds": formats.number(round(1 / comparison.chance) if comparison.chance else 1, locale),
    }
    if comparison.all_beyond and comparison.chance is not None and comparison.chance <= 0.05:
        return _(
            "At {age} months, {after} after the launch ({n_after} cohorts) against {before} before "
            "({n_before}), without overlap: one shuffle in {odds} does as much. "
            "A difference, not yet an effect: cohorts also drift for other reasons."
        ).format(**fields)
    return _(
        "At {age} months, {after} after the launch ({n_after} cohorts) against {before} before "
        "({n_before}): cohorts of both sides overlap, no difference is shown."
    ).format(**fields)


def ownership_headline(view: OwnershipView, locale: Locale) -> str:
    """Return how much is owned on both sides and how many objections wait for an answer."""
    shared = sum(item.is_shared for item in view.items)
    owned = locale.gettext(
        "{shared} of {total} pairs, common KPIs and recommendations owned by product and business "
        "together"
    ).format(shared=formats.number(shared, locale), total=formats.number(len(view.items), locale))
    waiting = view.open_count
    if not waiting:
        return locale.gettext("{owned}; no objection waits for an answer").format(owned=owned)
    return locale.ngettext(
        "{owned}; {n} objection waits for an answer",
        "{owned}; {n} objections wait for an answer",
        waiting,
    ).format(owned=owned, n=formats.number(waiting, locale))


def shared_name(item: SharedItem, locale: Locale) -> str:
    """Return what is owned together, in words."""
    if item.metrics:
        product, business = item.metrics
        return pair_name(product, business, locale)
    if isinstance(item.subject, MetricPair):
        return item.subject_id
    return name_of(item.subject, locale)
