"""How sure we are of a pair: facts, what would change our mind, lag profile, line-up."""

from functools import partial

import streamlit as st

from lib.charts.pairs.lag_profile import lag_profile_chart, line_up_chart
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.text import md
from lib.views.committee.metric_pairs import PairCard
from lib.views.evidence import PairEvidence, pair_lag_profile
from lib.views.line_up import LineUp, line_up
from lib.wording.evidence import change_of_mind, evidence_facts, naive_contrast


def show_evidence(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    """Show how sure we are of a pair, and what would change that."""
    _, locale = page.locale.gettext, page.locale
    st.subheader(md(_("How sure are we?")), anchor=False)
    for fact in evidence_facts(evidence, locale):
        st.markdown(md(fact))
    asked = _("What would change our mind:")
    st.markdown(f"**{md(asked)}** {md(change_of_mind(evidence, locale))}")
    if evidence.assessment.label != "too_early":
        _method(page, card, evidence)
        _line_up(page, card)


def _method(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    _, locale = page.locale.gettext, page.locale
    drawer = st.expander(
        _("Method, and the link at other lags"),
        key="metric_pairs_method",
        on_change="rerun",
        type="compact",
    )
    if not drawer.open:
        return
    with drawer:
        st.markdown(md(naive_contrast(evidence, locale)))
        st.markdown(
            md(
                _(
                    "Exploratory: the link at every lag. The diamond is the lag declared "
                    "beforehand, the only one that counts; the others were not chosen before "
                    "looking."
                )
            )
        )
        points = pair_lag_profile(page.snapshot, card.series)
        cached_chart(
            page,
            f"metric_pairs_{card.pair_id}_lags",
            lambda: lag_profile_chart(
                points,
                card.series.pair.lag_months,
                locale=locale,
                theme=page.theme,
                is_compact=page.is_compact,
            ),
        )


def _line_up(page: Page, card: PairCard) -> None:
    _ = page.locale.gettext
    drawer = st.expander(
        _("Can you spot the real pair among shuffled ones?"),
        key="metric_pairs_line_up",
        on_change="rerun",
        type="compact",
    )
    if drawer.open:
        with drawer:
            found = line_up(page.snapshot, card.series)
            if found is None:
                st.markdown(md(_("Too few months for a line-up.")))
            else:
                _panels(page, card, found)


def _panels(page: Page, card: PairCard, found: LineUp) -> None:
    _, locale = page.locale.gettext, page.locale
    st.markdown(
        md(
            _(
                "Season, trend and lag are removed; full line: product, dashes: business. In eight "
                "panels the months of the business metric were shuffled. If the real one does not "
                "stand out, the link is faint."
            )
        )
    )
    grid = st.grid(columns="auto", min_column_width=200, gap="small", border=True)
    for panel in found.panels:
        with grid.cell():
            st.caption(formats.number(panel.number, locale))
            cached_chart(
                page,
                f"metric_pairs_{card.pair_id}_line_up_{panel.number}",
                partial(line_up_chart, panel, locale=locale, theme=page.theme),
            )
    if st.button(_("Show the real one"), key="metric_pairs_reveal"):
        st.markdown(
            md(
                _("The real pair is panel {number}.").format(
                    number=formats.number(found.real, locale)
                )
            )
        )
