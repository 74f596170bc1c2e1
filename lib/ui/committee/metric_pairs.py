"""The metric pairs page: the wall, and one pair in full with its evidence."""

from functools import partial

import pandas as pd
import streamlit as st

from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.pairs.descriptions import pair_rows
from lib.charts.pairs.lag_profile import lag_profile_chart, line_up_chart
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.records import localized
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart, drawer, notice, small_heading_text
from lib.ui.widgets.filters import choose_option
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.links import back_link, link_to
from lib.ui.widgets.sources import freshness, sources_drawer
from lib.ui.widgets.tables import table_drawer
from lib.ui.widgets.text import md
from lib.views.committee.metric_pairs import MetricPairsView, PairCard
from lib.views.evidence import PairEvidence, pair_lag_profile
from lib.views.line_up import line_up
from lib.wording.evidence import (
    ICONS,
    LABELS,
    change_of_mind,
    evidence_facts,
    finding,
    hypothesis,
    label_name,
    naive_contrast,
    reading_guide,
    wall_headline,
    wall_key,
    wall_summary,
)
from lib.wording.names import name_of, owner_names


def choose_label(page: Page, evidence: dict[str, PairEvidence]) -> str:
    """Let the reader keep the pairs of one evidence label; empty for all."""
    _ = page.locale.gettext
    present = {item.assessment.label for item in evidence.values()}
    names: dict[str, str] = {label: _(word) for label, word in LABELS.items() if label in present}
    return choose_option("label", _("Evidence"), names, _("All labels"))


def opened_pair(view: MetricPairsView) -> PairCard | None:
    """Return the pair that the address opens, or None for the wall."""
    return view.card(url_state.opened("pair", [card.pair_id for card in view.cards]))


def show_headline(page: Page, evidence: dict[str, PairEvidence]) -> None:
    """Show how many pairs have an established link."""
    st.title(md(wall_headline(evidence, page.locale)), anchor=False)


def show_wall(
    page: Page,
    view: MetricPairsView,
    cards: tuple[PairCard, ...],
    evidence: dict[str, PairEvidence],
) -> None:
    """Show pairs as small charts of one form, comparable at a glance."""
    _ = page.locale.gettext
    if not view.cards:
        notice(_("No pair has been declared yet: nothing can be compared."))
        return
    st.caption(
        md(wall_summary(len(cards), evidence, page.locale)) + "  \n" + md(wall_key(page.locale))
    )
    if not cards:
        notice(_("No pair answers to this choice."))
        return
    cached_fragment(page, "wall", _wall, cards, evidence)


def show_pair(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    """Show one pair in full: chart, hypothesis, sources, table, and how to read it."""
    _, locale, tandem = page.locale.gettext, page.locale, card.series
    product, business = tandem.product.metric, tandem.business.metric
    back_link(page, "pair", _("All pairs"))
    st.title(md(f"{name_of(product, locale)} → {name_of(business, locale)}"), anchor=False)
    st.markdown(f"{_badge(page, evidence)}\n\n**{md(finding(tandem, evidence, locale))}**")
    cached_chart(
        page,
        f"metric_pairs_{card.pair_id}_full",
        lambda: pair_chart(tandem, locale=locale, theme=page.theme, size=LARGE),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        sources_drawer(page, f"{card.pair_id}_full", tandem.product, tandem.business)
        for series in (tandem.product, tandem.business):
            st.caption(md(f"{name_of(series.metric, locale)} · {freshness(page, series)}"))
    _evidence(page, card, evidence)
    _declared(page, card)
    drawer(_("How to read this chart"), "metric_pairs_guide", _guide, page)
    table_drawer(page, "metric_pairs_table", lambda: _months(page, card))


def _badge(page: Page, evidence: PairEvidence) -> str:
    label = evidence.assessment.label
    color = "blue" if label == "established" else "gray"
    return f":{color}-badge[{ICONS[label]} {md(label_name(label, page.locale))}]"


def _wall(page: Page, cards: tuple[PairCard, ...], evidence: dict[str, PairEvidence]) -> None:
    """Draw every card; its sources stand on the page of its pair."""
    grid = st.grid(columns="auto", min_column_width=330, gap="small", border=True)
    for card in cards:
        with grid.cell():
            _card(page, card, evidence[card.pair_id])


def _card(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    _, locale, tandem = page.locale.gettext, page.locale, card.series
    st.markdown(f"{_badge(page, evidence)}\n\n{md(finding(tandem, evidence, locale))}")
    chart(
        page,
        f"metric_pairs_{card.pair_id}",
        lambda: pair_chart(tandem, locale=locale, theme=page.theme, size=WALL),
    )
    link_to(page, "pair", card.pair_id, _("Open the pair"), icon=":material/open_in_full:")


def _declared(page: Page, card: PairCard) -> None:
    _, locale, pair = page.locale.gettext, page.locale, card.series.pair
    st.subheader(md(_("What was declared")), anchor=False)
    reason = localized(pair, "reason", locale.language)
    lines = [
        hypothesis(card.series, locale),
        reason,
        _("Declared on {day}, before any computation.").format(
            day=formats.day(pair.declared_on, locale)
        ),
    ]
    if card.squad:
        lines.append(_("Squad: {name}").format(name=name_of(card.squad, locale)))
    owners = owner_names(pair, locale)
    if owners:
        lines.append(_("Owners: {names}").format(names=owners))
    st.markdown("  \n".join(md(line) for line in lines if line))


def _guide(page: Page) -> None:
    for sentence in reading_guide(page.locale):
        st.markdown(md(sentence))


def _months(page: Page, card: PairCard) -> pd.DataFrame:
    headers, *rows = pair_rows(card.series, page.locale)
    return data_frame(headers, rows)


def _evidence(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    """Show how sure we are of a pair, and what would change that."""
    _, locale = page.locale.gettext, page.locale
    st.subheader(md(_("How sure are we?")), anchor=False)
    for fact in evidence_facts(evidence, locale):
        st.markdown(md(fact))
    heading = small_heading_text(_("What would change our mind:"))
    st.markdown(f"{heading} {md(change_of_mind(evidence, locale))}")
    if evidence.assessment.label != "too_early":
        label = _("Method, and the link at other lags")
        drawer(label, "metric_pairs_method", _method, page, card, evidence)
        label = _("Can you spot the real pair among shuffled ones?")
        drawer(label, "metric_pairs_line_up", _line_up, page, card)


def _method(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    _, locale = page.locale.gettext, page.locale
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
        ),
    )


def _line_up(page: Page, card: PairCard) -> None:
    """Show the real pair among pairs whose months were shuffled, and reveal it on demand."""
    _, locale = page.locale.gettext, page.locale
    panels = line_up(page.snapshot, card.series)
    if panels is None:
        st.markdown(md(_("Too few months for a line-up.")))
        return
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
    for panel in panels.panels:
        with grid.cell():
            st.caption(formats.number(panel.number, locale))
            cached_chart(
                page,
                f"metric_pairs_{card.pair_id}_line_up_{panel.number}",
                partial(line_up_chart, panel, locale=locale, theme=page.theme),
            )
    if st.button(_("Show the real one"), key="metric_pairs_reveal"):
        number = formats.number(panels.real, locale)
        st.markdown(md(_("The real pair is panel {number}.").format(number=number)))
