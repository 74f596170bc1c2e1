"""The roadmap as sentences: uncertain ranks, what would change them, ranges of launch days."""

from datetime import date

from lib.domain.delays import LaunchRange
from lib.domain.initiatives import Initiative
from lib.domain.riceo import TIER_A, Flip, FlipField, ScoreField, Tier, WeightFlip
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.steering.capacity import Capacity
from lib.views.steering.riceo_board import Board, BoardRow
from lib.views.steering.roadmap import Horizon, Work
from lib.wording.names import name_of

HORIZON_WORDS: dict[Horizon, str] = {
    "now": N_("Now"),
    "next": N_("Next"),
    "later": N_("Later"),
}
TIER_WORDS: dict[Tier, str] = {
    "A": N_("tier A"),
    "B": N_("tier B"),
    "C": N_("tier C"),
    "no_objective": N_("no objective"),
}
GAP_WORDS: dict[ScoreField, str] = {
    "reach": N_("reach (a count no larger than the population)"),
    "population": N_("addressed population"),
    "impact": N_("impact"),
    "confidence": N_("confidence factor (a share of one)"),
    "effort": N_("effort in person-months"),
}
_ENTERING: dict[FlipField, str] = {
    "reach": N_("enters the top if reach is {new} instead of {old}; {other} leaves"),
    "impact": N_("enters the top if impact is {new} instead of {old}; {other} leaves"),
    "confidence": N_(
        "enters the top if the confidence factor is {new} instead of {old}; {other} leaves"
    ),
    "effort": N_("enters the top if effort is {new} instead of {old}; {other} leaves"),
}
_LEAVING: dict[FlipField, str] = {
    "reach": N_("leaves the top if reach is {new} instead of {old}; {other} enters"),
    "impact": N_("leaves the top if impact is {new} instead of {old}; {other} enters"),
    "confidence": N_(
        "leaves the top if the confidence factor is {new} instead of {old}; {other} enters"
    ),
    "effort": N_("leaves the top if effort is {new} instead of {old}; {other} enters"),
}


def board_finding(board: Board, locale: Locale) -> str:
    """Return how stable the top ranks are over the scorings, or that nothing is ranked."""
    ranked = [row for row in board.rows if row.factor > 0]
    if not ranked:
        return locale.gettext("Nothing can be ranked yet")
    if board.top == 1:
        first = ranked[0]
        return locale.gettext("“{name}” is first in {p} of plausible scorings").format(
            name=name_of(first.initiative, locale), p=chance(first.p_top, locale)
        )
    firm = sum(row.tier == "A" for row in ranked)
    return locale.ngettext(
        "{firm} initiative of {total} is in the top {top} in more than {p} of plausible scorings",
        "{firm} initiatives of {total} are in the top {top} in more than {p} of plausible scorings",
        firm,
    ).format(
        p=formats.percent(TIER_A, locale),
        firm=formats.number(firm, locale),
        total=formats.number(len(ranked), locale),
        top=formats.number(board.top, locale),
    )


def row_doubt(row: BoardRow, locale: Locale) -> str:
    """Return how often a row is in the top, and the ranks it holds in most scorings."""
    if row.tier == "no_objective":
        return locale.gettext("Serves no objective in force: O = 0, not ranked.")
    return locale.gettext(
        "At the top in {p} of plausible scorings; rank {low} to {high} in 80% of them."
    ).format(
        p=chance(row.p_top, locale),
        low=formats.number(row.rank_low, locale),
        high=formats.number(row.rank_high, locale),
    )


def chance(share: float, locale: Locale) -> str:
    """Return a probability, never rounded to 0% or 100%."""
    if 0 < share < 0.01:
        return locale.gettext("under {share}").format(share=formats.percent(0.01, locale))
    if 0.99 < share < 1:
        return locale.gettext("over {share}").format(share=formats.percent(0.99, locale))
    return formats.percent(share, locale)


def flip_sentence(flip: Flip | None, board: Board, locale: Locale) -> str:
    """Return the smallest change of one estimate that moves an initiative over the top line."""
    if flip is None:
        return locale.gettext("no single change of its estimates changes the decision")
    other = board.row(flip.other_id)
    template = (_ENTERING if flip.enters else _LEAVING)[flip.field]
    return locale.gettext(template).format(
        new=_estimate(flip.field, flip.new, locale),
        old=_estimate(flip.field, flip.old, locale),
        other=name_of(other.initiative, locale) if other else flip.other_id,
    )


def weight_flip_sentence(flip: WeightFlip | None, board: Board, locale: Locale) -> str:
    """Return the smallest change of one weight that changes who is in the top."""
    if flip is None:
        return locale.gettext("No change of a single weight changes who stands at the top.")
    return locale.gettext(
        "Who stands at the top changes if the weight of “{objective}” goes from {old} to {new}: "
        "in {enters}, out {leaves}."
    ).format(
        objective=name_of(board.objectives[flip.position], locale),
        old=formats.percent(flip.old, locale),
        new=formats.percent(flip.new, locale),
        enters=_names(flip.enters, board, locale),
        leaves=_names(flip.leaves, board, locale),
    )


def expected_launch(work: Work, locale: Locale) -> str:
    """Return when a launch may come, from how late past launches came."""
    _ = locale.gettext
    if work.initiative.planned_on is None:
        return _("no launch day promised")
    promised = promised_day(work.initiative, work.initiative.planned_on, locale)
    if work.expected is None:
        return promised + " · " + _("too few past launches for a range")
    return promised + " · " + _range(work.expected, locale, by_company=work.by_company)


def promised_day(initiative: Initiative, day: date, locale: Locale) -> str:
    """Return the day set for a launch: a promise once the initiative is decided, an aim before."""
    _ = locale.gettext
    template = _("date aimed at: {day}") if initiative.status == "proposed" else _("promised {day}")
    return template.format(day=formats.day(day, locale))


def capacity_gap(capacity: Capacity, locale: Locale) -> str:
    """Return the share of effort beside the weight, with the gap in points."""
    if capacity.spent is None:
        return locale.gettext("no effort known")
    share = formats.percent(capacity.spent, locale)
    if capacity.weight is None:
        return share
    return locale.gettext("{share} for {weight} ({gap})").format(
        share=share,
        weight=formats.percent(capacity.weight, locale),
        gap=formats.change((capacity.spent - capacity.weight) * 100, "%", locale),
    )


def _range(expected: LaunchRange, locale: Locale, *, by_company: bool) -> str:
    template = (
        N_("likely {earliest} to {latest}: {share} chance, from {launches} launches of all squads")
        if by_company
        else N_(
            "likely {earliest} to {latest}: {share} chance, from {launches} launches of the squad"
        )
    )
    return locale.gettext(template).format(
        earliest=formats.day(expected.earliest, locale),
        latest=formats.day(expected.latest, locale),
        launches=formats.number(expected.launches, locale),
        share=formats.percent(expected.coverage, locale),
    )


def _estimate(field: FlipField, value: float, locale: Locale) -> str:
    if field == "reach":
        return formats.quantity(value, "%", locale, decimals=1)
    if field == "confidence":
        return formats.percent(value, locale)
    if field == "effort":
        return locale.gettext("{months} person-months").format(
            months=formats.number(value, locale, decimals=1)
        )
    return formats.number(value, locale, decimals=0 if value == int(value) else 2)


def _names(initiative_ids: tuple[str, ...], board: Board, locale: Locale) -> str:
    rows = [board.row(name) for name in initiative_ids]
    return ", ".join(name_of(row.initiative, locale) for row in rows if row)
