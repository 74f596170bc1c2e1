"""The RICEO board on the roadmap: ranks with their doubt, and what would change them."""

import streamlit as st

from lib.charts.roadmap import MOST_ROWS, board_chart
from lib.domain.riceo import TIER_A, TIER_B
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.steering.roadmap_choices import weights_key
from lib.ui.widgets.components import notice
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.text import md
from lib.views.steering.riceo_board import COHORTS, Board, Cohort
from lib.views.steering.roadmap import RoadmapView
from lib.wording.names import name_of
from lib.wording.roadmap import (
    GAP_WORDS,
    TIER_WORDS,
    board_finding,
    flip_sentence,
    row_doubt,
    weight_flip_sentence,
)

_COHORT_WORDS: dict[Cohort, str] = {
    "candidates": N_("To be decided"),
    "delivered": N_("Delivered"),
}
_MOST_UNSCORED = 6


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
    """Show the finding of the board and, behind a panel, how its score is made."""
    _ = page.locale.gettext
    st.title(md(board_finding(board, page.locale)), anchor=False)
    drawer = st.expander(
        md(_("How the score is made")), key="roadmap_score", on_change="rerun", type="compact"
    )
    if drawer.open:
        drawer.markdown(
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
                ).format(
                    a=formats.percent(TIER_A, page.locale), b=formats.percent(TIER_B, page.locale)
                )
            )
        )


def show_board(page: Page, board: Board, cohort: Cohort) -> None:
    """Show the ranks with their doubt, what would flip them, and the figures behind."""
    _, locale = page.locale.gettext, page.locale
    if not board.rows:
        notice(_("No initiative is scored here yet: nothing can be ranked."))
    else:
        if len(board.rows) > MOST_ROWS:
            st.caption(
                md(
                    _("The first {shown} of {total}; the table has them all.").format(
                        shown=formats.number(MOST_ROWS, locale),
                        total=formats.number(len(board.rows), locale),
                    )
                )
            )
        st.caption(
            md(
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
        )
        cached_chart(
            page,
            f"roadmap_board_{cohort}_{board.top}_{weights_key(board)}",
            lambda: board_chart(board, locale=locale, theme=page.theme),
        )
        _flips(page, board)
        _table(page, board)
    _unscored(page, board)


def _flips(page: Page, board: Board) -> None:
    locale = page.locale
    st.markdown(md(weight_flip_sentence(board.weight_flip, board, locale)))
    drawer = st.expander(
        md(page.locale.gettext("What would change each place")),
        key="roadmap_flips",
        on_change="rerun",
        type="compact",
    )
    if drawer.open:
        with drawer:
            for row in board.rows:
                name = md(name_of(row.initiative, locale))
                lines = [row_doubt(row, locale)]
                if row.tier != "no_objective":
                    lines.append(flip_sentence(row.flip, board, locale) + ".")
                if row.demoted:
                    lines.append(_demoted(page, row.demoted))
                st.markdown(f"**{name}** — {md(' '.join(lines))}")


def _demoted(page: Page, objective_ids: tuple[str, ...]) -> str:
    return page.locale.gettext(
        "A direct contribution names no key result and counts as indirect: {objectives}."
    ).format(objectives=", ".join(objective_ids))


def _table(page: Page, board: Board) -> None:
    _, locale = page.locale.gettext, page.locale
    drawer = st.expander(
        md(_("The figures as a table")), key="roadmap_table", on_change="rerun", type="compact"
    )
    if not drawer.open:
        return
    rows = board.rows

    def told(value: float, decimals: int = 2) -> str:
        return md(formats.number(value, locale, decimals=decimals))

    with drawer:
        st.table(
            {
                md(_("Rank")): [told(row.rank, 0) for row in rows],
                md(_("Initiative")): [md(name_of(row.initiative, locale)) for row in rows],
                md(_("Reach")): [
                    md(_reach(page, row.scoring.reach, row.initiative.reach)) for row in rows
                ],
                md(_("Impact")): [told(row.scoring.impact) for row in rows],
                md(_("Confidence factor")): [
                    md(formats.percent(row.scoring.confidence, locale)) for row in rows
                ],
                md(_("Effort")): [told(row.scoring.effort, 1) for row in rows],
                md(_("RICE")): [told(row.rice) for row in rows],
                md(_("O")): [told(row.factor, 3) for row in rows],
                md(_("RICEO")): [told(row.riceo) for row in rows],
                md(_("RICE → RICEO rank")): [
                    md(
                        f"{formats.number(row.rice_rank, locale)} → "
                        f"{formats.number(row.rank, locale)}"
                    )
                    for row in rows
                ],
                md(_("Tier")): [md(_(TIER_WORDS[row.tier])) for row in rows],
            },
            hide_index=True,
        )


def _reach(page: Page, share: float, count: float | None) -> str:
    locale = page.locale
    return locale.gettext("{share} ({count})").format(
        share=formats.quantity(share, "%", locale, decimals=0),
        count=formats.compact(count, "count", locale),
    )


def _unscored(page: Page, board: Board) -> None:
    _, locale = page.locale.gettext, page.locale
    if not board.unscored:
        return
    count = len(board.unscored)
    st.caption(
        md(
            locale.ngettext(
                "{count} initiative cannot be scored:",
                "{count} initiatives cannot be scored:",
                count,
            ).format(count=formats.number(count, locale))
        )
    )
    for one in board.unscored[:_MOST_UNSCORED]:
        gaps = ", ".join(_(GAP_WORDS[gap]) for gap in one.gaps)
        missing = _("missing: {gaps}").format(gaps=gaps)
        st.markdown(f"- **{md(name_of(one.initiative, locale))}** — {md(missing)}")
