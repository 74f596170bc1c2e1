"""The roadmap page: filters, the RICEO board, work by objective, capacity, past promises.

Weights tried are in the address alone, as ``weights=35-30-20-15`` in the order of the objectives:
they are never saved, and a link shows them again.
"""

import pandas as pd
import streamlit as st

from lib.charts.roadmap import MOST_ROWS, board_chart, capacity_chart, delays_chart, hindsight_chart
from lib.domain.riceo import TIER_A, TIER_B
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, drawer, notice, section
from lib.ui.widgets.filters import choose_objective, choose_squad
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.links import open_link
from lib.ui.widgets.tables import show_rows, table_drawer
from lib.ui.widgets.text import md
from lib.views.steering.riceo_board import COHORTS, Board, Cohort
from lib.views.steering.roadmap import HORIZONS, RoadmapView, Work
from lib.wording.names import name_of, squad_name
from lib.wording.roadmap import (
    GAP_WORDS,
    HORIZON_WORDS,
    TIER_WORDS,
    board_finding,
    expected_launch,
    flip_sentence,
    row_doubt,
    weight_flip_sentence,
)

_TOPS = ("", "1", "2", "3", "5", "8", "12")
_COHORT_WORDS: dict[Cohort, str] = {
    "candidates": N_("To be decided"),
    "delivered": N_("Delivered"),
}
_MOST_UNSCORED = 6
_MOST_CARDS = 6


def choose_filters(page: Page, view: RoadmapView) -> tuple[str, str]:
    """Let the reader keep one squad and one objective; empty for all."""
    with st.container(horizontal=True):
        return choose_squad(page, view.squads), choose_objective(page, view.objectives)


def choose_top(page: Page) -> int | None:
    """Let the reader set how many places the top has; None for the usual number."""
    _ = page.locale.gettext
    chosen = url_state.choose(
        "select",
        "top",
        _TOPS,
        label=_("Places at the top"),
        describe=lambda text: text or _("A third, at most 8"),
    )
    return int(chosen) if chosen else None


def choose_weights(page: Page, view: RoadmapView) -> tuple[float, ...] | None:
    """Let the reader try other weights; None for those of the committee."""
    _, locale = page.locale.gettext, page.locale
    tried = _weights_of_address(len(view.weights))
    if len(view.objectives) < 2:
        return None
    committee = tuple(round(100 * weight) for weight in view.weights)
    current = tried or committee
    state = "-".join(str(weight) for weight in current)
    with st.popover(_("Try other weights"), icon=":material/tune:", key="roadmap_weights"):
        st.caption(md(_("Nothing is saved: the address holds what you try.")))
        with st.form(f"roadmap_weights_{state}", border=False):
            entered = [
                st.number_input(
                    md(name_of(objective, locale)),
                    min_value=0,
                    max_value=100,
                    value=weight,
                    step=1,
                    key=f"roadmap_weight_{objective.objective_id}_{state}",
                )
                for objective, weight in zip(view.objectives, current, strict=True)
            ]
            if st.form_submit_button(_("Rank with these weights")):
                tried = tuple(int(weight) for weight in entered)
    if tried is None or tried == committee or not any(tried):
        return None
    url_state.keep("weights", "-".join(str(weight) for weight in tried))
    return tuple(weight / sum(tried) for weight in tried)


def show_weights(page: Page, board: Board, *, is_tried: bool) -> None:
    """Show the weights that the board is ranked by, and a link back to those of the committee."""
    _, locale = page.locale.gettext, page.locale
    if not board.objectives:
        return
    weights = " · ".join(
        _("{objective} {weight}").format(
            objective=name_of(objective, locale), weight=formats.percent(weight, locale)
        )
        for objective, weight in zip(board.objectives, board.weights, strict=True)
    )
    if not is_tried:
        days = [item.weighted_on for item in board.objectives if item.weighted_on]
        lead = (
            _("Weights set {day}:").format(day=formats.day(max(days), locale))
            if days
            else _("Weights set by the committee:")
        )
        st.caption(md(f"{lead} {weights}"))
        return
    st.warning(md(_("Weights tried, not saved:") + " " + weights), icon=":material/science:")
    choices = {name: value for name, value in url_state.current().items() if name != "weights"}
    st.page_link(
        "pages/roadmap.py", label=_("Back to the weights of the committee"), query_params=choices
    )


def _weights_of_address(count: int) -> tuple[int, ...] | None:
    """Return the weights that the address asks for, or None; invalid ones are noted as unknown."""
    text = st.query_params.get("weights")
    if text is None:
        return None
    parts = text.split("-")
    if len(parts) == count and all(
        part.isdecimal() and len(part) < 4 and int(part) <= 100 for part in parts
    ):
        weights = tuple(int(part) for part in parts)
        if any(weights):
            return weights
    url_state.wanted("weights", (), "")
    return None


def choose_cohort(page: Page, view: RoadmapView) -> Cohort:
    """Let the reader choose between what can be decided and what was delivered."""
    _ = page.locale.gettext
    default = COHORTS[0] if view.work else COHORTS[1]
    chosen = url_state.choose(
        "segments",
        "board",
        COHORTS,
        label=_("Initiatives ranked"),
        describe=lambda name: _(_COHORT_WORDS[COHORTS[0] if name == COHORTS[0] else COHORTS[1]]),
        default=default,
    )
    return COHORTS[0] if chosen == COHORTS[0] else COHORTS[1]


def show_title(page: Page, board: Board) -> None:
    """Show the finding of the board and, behind a drawer, how its score is made."""
    st.title(md(board_finding(board, page.locale)), anchor=False)
    drawer(page.locale.gettext("How the score is made"), "roadmap_score", _score, page)


def _score(page: Page) -> None:
    _ = page.locale.gettext
    st.markdown(
        md(
            _(
                "RICEO = RICE × O, our definition. RICE = reach × impact × confidence ÷ "
                "effort, reach being the share of the addressed population. O = 0.5 + 3 × Σ "
                "weight × contribution, at most 2, and 0 for what serves no objective."
            )
            + " "
            + _(
                "Tier A: in the top in more than {a} of plausible scorings; B: from {b} to "
                "{a}; C: less."
            ).format(a=formats.percent(TIER_A, page.locale), b=formats.percent(TIER_B, page.locale))
        )
    )


def show_board(page: Page, board: Board, cohort: Cohort) -> None:
    """Show the ranks with their doubt, what would flip them, and the figures behind."""
    _, locale = page.locale.gettext, page.locale
    if not board.rows:
        notice(_("No initiative is scored here yet: nothing can be ranked."))
        _unscored(page, board)
        return
    if len(board.rows) > MOST_ROWS:
        caption(
            _("The first {shown} of {total}; the table has them all.").format(
                shown=formats.number(MOST_ROWS, locale),
                total=formats.number(len(board.rows), locale),
            )
        )
    caption(
        _(
            "Filled dot: rank by RICEO. Ring: rank by RICE alone. Line: ranks held in 80% "
            "of plausible scorings. At the right: tier and chance of a place in the top."
        )
        + " "
        + locale.ngettext(
            "The upright line ends the first place.",
            "The upright line ends the first {top} places.",
            board.top,
        ).format(top=formats.number(board.top, locale))
    )
    weights = "-".join(f"{weight:.4f}" for weight in board.weights)
    cached_chart(
        page,
        f"roadmap_board_{cohort}_{board.top}_{weights}",
        lambda: board_chart(board, locale=locale, theme=page.theme),
    )
    st.markdown(md(weight_flip_sentence(board.weight_flip, board, locale)))
    drawer(_("What would change each place"), "roadmap_flips", _flips, page, board)
    table_drawer(page, "roadmap_table", lambda: _scores(page, board))
    _unscored(page, board)


def _flips(page: Page, board: Board) -> None:
    locale = page.locale
    for row in board.rows:
        lines = [row_doubt(row, locale)]
        if row.tier != "no_objective":
            lines.append(flip_sentence(row.flip, board, locale) + ".")
        if row.demoted:
            lines.append(
                locale.gettext(
                    "A direct contribution names no key result and counts as indirect: "
                    "{objectives}."
                ).format(objectives=", ".join(row.demoted))
            )
        name = md(name_of(row.initiative, locale))
        st.markdown(f"**{name}** — {md(' '.join(lines))}")


def _scores(page: Page, board: Board) -> pd.DataFrame:
    _, locale = page.locale.gettext, page.locale
    headers = [
        _("Rank"),
        _("Initiative"),
        _("Reach"),
        _("Impact"),
        _("Confidence factor"),
        _("Effort"),
        _("RICE"),
        _("O"),
        _("RICEO"),
        _("RICE → RICEO rank"),
        _("Tier"),
    ]
    rows = [
        [
            formats.number(row.rank, locale),
            name_of(row.initiative, locale),
            _("{share} ({count})").format(
                share=formats.quantity(row.scoring.reach, "%", locale, decimals=0),
                count=formats.compact(row.initiative.reach, "count", locale),
            ),
            formats.number(row.scoring.impact, locale, decimals=2),
            formats.percent(row.scoring.confidence, locale),
            formats.number(row.scoring.effort, locale, decimals=1),
            formats.number(row.rice, locale, decimals=2),
            formats.number(row.factor, locale, decimals=3),
            formats.number(row.riceo, locale, decimals=2),
            f"{formats.number(row.rice_rank, locale)} → {formats.number(row.rank, locale)}",
            _(TIER_WORDS[row.tier]),
        ]
        for row in board.rows
    ]
    return data_frame(headers, rows)


def _unscored(page: Page, board: Board) -> None:
    _, locale = page.locale.gettext, page.locale
    if not board.unscored:
        return
    count = len(board.unscored)
    caption(
        locale.ngettext(
            "{count} initiative cannot be scored:", "{count} initiatives cannot be scored:", count
        ).format(count=formats.number(count, locale))
    )
    for draft in board.unscored[:_MOST_UNSCORED]:
        gaps = ", ".join(_(GAP_WORDS[gap]) for gap in draft.gaps)
        missing = _("missing: {gaps}").format(gaps=gaps)
        st.markdown(f"- **{md(name_of(draft.initiative, locale))}** — {md(missing)}")


def show_work(page: Page, view: RoadmapView, squad_id: str, objective_id: str) -> None:
    """Show what is not launched yet: now, next, later, under the objective served most."""
    _, locale = page.locale.gettext, page.locale
    section(
        _("Now, next, later"),
        _(
            "Under the objective each initiative serves most. Launch days are ranges, from how "
            "late past launches came."
        ),
    )
    chosen = [
        work
        for work in view.work
        if (not squad_id or work.initiative.squad_id == squad_id)
        and (not objective_id or work.objective_id == objective_id)
    ]
    if not chosen:
        notice(_("Nothing waits for its launch here."))
        return
    cached_fragment(page, "work", _lanes, view, chosen)
    if view.draft_count:
        caption(
            locale.ngettext(
                "{count} initiative is not tied to a business metric and stays out of here.",
                "{count} initiatives are not tied to a business metric and stay out of here.",
                view.draft_count,
            ).format(count=formats.number(view.draft_count, locale))
        )


def show_capacity(page: Page, view: RoadmapView) -> None:
    """Show where the effort goes against the weight of each objective."""
    if not view.capacity:
        return
    _ = page.locale.gettext
    source = (
        _("Bar: share of this year’s effort, as reported by the squads.")
        if view.effort_reported
        else _("Bar: share of the effort of this year’s launches.")
    )
    section(
        _("Capacity against weight"),
        source
        + " "
        + _("Upright mark: weight of the objective. Ring: share of what is not launched yet."),
    )
    show_rows(
        page,
        "roadmap_capacity",
        lambda: capacity_chart(view.capacity, locale=page.locale, theme=page.theme),
    )


def show_past(page: Page, view: RoadmapView) -> None:
    """Show how promises were kept, and what past scores were worth."""
    _, locale = page.locale.gettext, page.locale
    if view.delivery.squads:
        section(_("Promised and actual launches"), _("One dot a launch, in days late."))
        show_rows(
            page,
            "roadmap_delays",
            lambda: delays_chart(view.delivery, locale=locale, theme=page.theme),
        )
        _back_test(page, view)
    if view.scoring_backtest.outcomes:
        section(
            _("After the fact"),
            _("Effect found at the review of the decision, in euros a year, best score first."),
        )
        show_rows(
            page,
            "roadmap_hindsight",
            lambda: hindsight_chart(view.scoring_backtest, locale=locale, theme=page.theme),
        )
        st.markdown(md(_worth(view, locale)))


def _lanes(page: Page, view: RoadmapView, chosen: list[Work]) -> None:
    for column, horizon in zip(st.columns(len(HORIZONS)), HORIZONS, strict=True):
        with column:
            st.subheader(md(page.locale.gettext(HORIZON_WORDS[horizon])), anchor=False)
            _lane(page, view, [work for work in chosen if work.horizon == horizon])


def _lane(page: Page, view: RoadmapView, works: list[Work]) -> None:
    _, locale = page.locale.gettext, page.locale
    if not works:
        st.caption(md(_("Nothing here.")))
        return
    names = {item.objective_id: name_of(item, locale) for item in view.objectives}
    for objective_id in [*names, ""]:
        served = [work for work in works if work.objective_id == objective_id]
        if served:
            with st.container(border=True):
                st.caption(md(names.get(objective_id, _("No objective: O = 0"))))
                for work in served[:_MOST_CARDS]:
                    _work(page, work)
                more = len(served) - _MOST_CARDS
                if more > 0:
                    text = locale.ngettext("and {count} more", "and {count} more", more)
                    st.caption(md(text.format(count=formats.number(more, locale))))


def _work(page: Page, work: Work) -> None:
    locale, initiative = page.locale, work.initiative
    label = f"**{md(name_of(initiative, locale))}**"
    open_link(page, "initiative", initiative.initiative_id, label)
    st.caption(md(squad_name(work.squad, locale)) + "  \n" + md(expected_launch(work, locale)))


def _back_test(page: Page, view: RoadmapView) -> None:
    locale, test = page.locale, view.delivery.test
    if test is None:
        return
    st.markdown(
        md(
            locale.gettext(
                "Judged by the other launches of its squad, {within} of {launches} past launches "
                "fell in their range; ranges of this width should hold {expected} of them."
            ).format(
                within=formats.number(test.within, locale),
                launches=formats.number(test.launches, locale),
                expected=formats.percent(test.expected, locale),
            )
        )
    )


def _worth(view: RoadmapView, locale: Locale) -> str:
    hindsight = view.scoring_backtest
    if hindsight.correlation is None:
        return locale.gettext("Too few reviews to tell whether the score was worth anything.")
    return locale.gettext(
        "Over {count} reviewed initiatives, scores and effects found rank alike with a correlation "
        "of {rho} (1: same order, 0: no relation). So few reviews prove nothing yet."
    ).format(
        count=formats.number(len(hindsight.outcomes), locale),
        rho=formats.number(hindsight.correlation, locale, decimals=2, signed=True),
    )
