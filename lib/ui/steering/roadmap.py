"""What the roadmap shows below its board: work by objective, capacity, and past promises."""

import streamlit as st

from lib.charts.roadmap import capacity_chart, delays_chart, hindsight_chart
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.ui.app.session import Page
from lib.ui.steering.roadmap_choices import lasting_choices
from lib.ui.widgets.components import notice
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.row_charts import show_rows
from lib.ui.widgets.text import md
from lib.views.steering.roadmap import HORIZONS, RoadmapView, Work
from lib.wording.names import name_of, squad_name
from lib.wording.roadmap import HORIZON_WORDS, expected_launch

_MOST_CARDS = 6


def show_work(page: Page, view: RoadmapView, squad_id: str, objective_id: str) -> None:
    """Show what is not launched yet: now, next, later, under the objective served most."""
    _, locale = page.locale.gettext, page.locale
    _section(
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
        st.caption(
            md(
                locale.ngettext(
                    "{count} initiative is not tied to a business metric and stays out of here.",
                    "{count} initiatives are not tied to a business metric and stay out of here.",
                    view.draft_count,
                ).format(count=formats.number(view.draft_count, locale))
            )
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
    _section(
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
        _section(_("Promised and actual launches"), _("One dot a launch, in days late."))
        show_rows(
            page,
            "roadmap_delays",
            lambda: delays_chart(view.delivery, locale=locale, theme=page.theme),
        )
        _back_test(page, view)
    if view.scoring_backtest.outcomes:
        _section(
            _("After the fact"),
            _("Effect found at the review of the decision, in euros a year, best score first."),
        )
        show_rows(
            page,
            "roadmap_hindsight",
            lambda: hindsight_chart(view.scoring_backtest, locale=locale, theme=page.theme),
        )
        st.markdown(md(_worth(view, locale)))


def _section(title: str, explanation: str) -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))


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
    names = {one.objective_id: name_of(one, locale) for one in view.objectives}
    for objective_id in [*names, ""]:
        own = [work for work in works if work.objective_id == objective_id]
        if own:
            with st.container(border=True):
                st.caption(md(names.get(objective_id, _("No objective: O = 0"))))
                for work in own[:_MOST_CARDS]:
                    _work(page, work)
                if len(own) > _MOST_CARDS:
                    st.caption(md(_more(page, len(own) - _MOST_CARDS)))


def _more(page: Page, count: int) -> str:
    return page.locale.ngettext("and {count} more", "and {count} more", count).format(
        count=formats.number(count, page.locale)
    )


def _work(page: Page, work: Work) -> None:
    locale = page.locale
    st.page_link(
        "pages/initiatives.py",
        label=f"**{md(name_of(work.initiative, locale))}**",
        query_params={**lasting_choices(), "initiative": work.initiative.initiative_id},
    )
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
