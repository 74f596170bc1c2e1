"""What the page of metric pairs shows: the wall, and one pair in full."""

import streamlit as st

from lib.charts.drawing.theme import LARGE, PHONE, PHONE_WALL, WALL
from lib.charts.pairs.descriptions import pair_rows
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.committee.evidence import show_evidence
from lib.ui.widgets.components import chart, notice
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.sources import freshness, sources_drawer
from lib.ui.widgets.text import md
from lib.views.committee.metric_pairs import MetricPairsView, PairCard
from lib.views.evidence import PairEvidence
from lib.wording.evidence import (
    ICONS,
    LABELS,
    finding,
    hypothesis,
    label_name,
    reading_guide,
    wall_headline,
    wall_key,
    wall_summary,
)
from lib.wording.names import name_of, owner_names, pair_name


def choose_squad(page: Page, view: MetricPairsView) -> str:
    """Let the reader keep one squad's pairs; empty for all."""
    _, locale = page.locale.gettext, page.locale
    names = {squad.squad_id: name_of(squad, locale) for squad in view.squads}
    return url_state.choose(
        "select",
        "squad",
        ("", *names),
        label=_("Squad"),
        describe=lambda squad_id: names.get(squad_id, _("All squads")),
    )


def choose_objective(page: Page, view: MetricPairsView) -> str:
    """Let the reader keep one objective's pairs; empty for all."""
    _, locale = page.locale.gettext, page.locale
    names = {item.objective_id: name_of(item, locale) for item in view.objectives}
    return url_state.choose(
        "select",
        "objective",
        ("", *names),
        label=_("Objective"),
        describe=lambda objective_id: names.get(objective_id, _("All objectives")),
    )


def choose_label(page: Page, evidence: dict[str, PairEvidence]) -> str:
    """Let the reader keep the pairs of one evidence label; empty for all."""
    _ = page.locale.gettext
    present = {found.assessment.label for found in evidence.values()}
    return url_state.choose(
        "select",
        "label",
        ("", *(label for label in LABELS if label in present)),
        label=_("Evidence"),
        describe=lambda label: _(LABELS[label]) if label else _("All labels"),  # type: ignore[index] # an option
    )


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
    back = {key: value for key, value in url_state.current().items() if value and key != "pair"}
    st.page_link(
        "pages/metric_pairs.py",
        label=_("All pairs"),
        icon=":material/arrow_back:",
        query_params=back,
    )
    st.title(md(pair_name(product, business, locale)), anchor=False)
    st.markdown(f"{_badge(page, evidence)}\n\n**{md(finding(tandem, evidence, locale))}**")
    cached_chart(
        page,
        f"metric_pairs_{card.pair_id}_full",
        lambda: pair_chart(
            tandem, locale=locale, theme=page.theme, size=PHONE if page.is_compact else LARGE
        ),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        sources_drawer(page, f"{card.pair_id}_full", tandem.product, tandem.business)
        for series in (tandem.product, tandem.business):
            st.caption(md(f"{name_of(series.metric, locale)} · {freshness(page, series)}"))
    show_evidence(page, card, evidence)
    _declared(page, card)
    _rows(page, card)


def _badge(page: Page, evidence: PairEvidence) -> str:
    label = evidence.assessment.label
    color = "blue" if label == "established" else "gray"
    return f":{color}-badge[{ICONS[label]} {md(label_name(label, page.locale))}]"


def _wall(page: Page, cards: tuple[PairCard, ...], evidence: dict[str, PairEvidence]) -> None:
    """Draw every card; its sources stand on the page of its pair."""
    grid = st.grid(
        columns="auto", min_column_width=280 if page.is_compact else 330, gap="small", border=True
    )
    for card in cards:
        with grid.cell():
            _card(page, card, evidence[card.pair_id])


def _card(page: Page, card: PairCard, evidence: PairEvidence) -> None:
    _, locale, tandem = page.locale.gettext, page.locale, card.series
    st.markdown(f"{_badge(page, evidence)}\n\n{md(finding(tandem, evidence, locale))}")
    chart(
        page,
        f"metric_pairs_{card.pair_id}",
        lambda: pair_chart(
            tandem, locale=locale, theme=page.theme, size=PHONE_WALL if page.is_compact else WALL
        ),
    )
    st.page_link(
        "pages/metric_pairs.py",
        label=_("Open the pair"),
        icon=":material/open_in_full:",
        query_params={**url_state.current(), "pair": card.pair_id},
    )


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


def _rows(page: Page, card: PairCard) -> None:
    _, locale = page.locale.gettext, page.locale
    guide = st.expander(
        _("How to read this chart"), key="metric_pairs_guide", on_change="rerun", type="compact"
    )
    if guide.open:
        with guide:
            for sentence in reading_guide(locale):
                st.markdown(md(sentence))
    table = st.expander(
        _("The figures as a table"), key="metric_pairs_table", on_change="rerun", type="compact"
    )
    if table.open:
        with table:
            rows = pair_rows(card.series, locale)
            st.table(
                {
                    md(header): [md(row[at]) for row in rows[1:]]
                    for at, header in enumerate(rows[0])
                },
                hide_index=True,
            )
