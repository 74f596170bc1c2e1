"""Long-run behaviour: cohorts before and after each launch meant to change it."""

from collections.abc import Sequence

import streamlit as st

from lib.charts.cohorts import cohort_chart
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.text import md
from lib.views.cohorts import CohortComparison
from lib.wording.squads import cohort_sentence, cohort_title


def show_cohorts(page: Page, comparisons: Sequence[CohortComparison], *, squad_id: str) -> None:
    """Show cohort curves around the launches of a squad, or of all; nothing without cohorts."""
    shown = [one for one in comparisons if not squad_id or one.initiative.squad_id == squad_id]
    if not shown:
        return
    cached_fragment(page, f"cohorts {squad_id}", _curves, shown)


def _curves(page: Page, shown: Sequence[CohortComparison]) -> None:
    _, locale = page.locale.gettext, page.locale
    st.header(md(_("In the long run")), anchor=False, divider="gray")
    st.caption(
        md(
            _(
                "Each curve is the mean of those who arrived before or after the launch, by months "
                "since they arrived. The band holds every cohort that arrived before."
            )
        )
    )
    grid = st.grid(columns="auto", min_column_width=380, gap="medium", border=True)
    for one in shown:
        with grid.cell():
            title, told = cohort_title(one, locale), cohort_sentence(one, locale)
            st.markdown(f"**{md(title)}**\n\n{md(told)}")
            key = f"squads_cohorts_{one.metric.metric_id}_{one.initiative.initiative_id}"
            _drawn(page, key, one)


def _drawn(page: Page, key: str, comparison: CohortComparison) -> None:
    chart(
        page,
        key,
        lambda: cohort_chart(
            comparison, locale=page.locale, theme=page.theme, is_compact=page.is_compact
        ),
    )
