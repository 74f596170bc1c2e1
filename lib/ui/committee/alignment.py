"""The alignment map as the page of objectives shows it, and what hangs nowhere."""

from collections.abc import Sequence

import streamlit as st

from lib.charts.alignment import alignment_chart
from lib.charts.alignment_tree import initiatives_text
from lib.domain.initiatives import Initiative
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.links import address_of, kept, link_to
from lib.ui.widgets.small_headings import small_heading
from lib.ui.widgets.text import md
from lib.views.committee.alignment import AlignedKeyResult, AlignedObjective, AlignmentView
from lib.wording.names import name_of, squad_name
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS
from lib.wording.squads import gap_sentences

_LISTED = 12
"""Initiatives listed under one key result; the rest are counted."""


def show_alignment(page: Page, view: AlignmentView, *, objective_id: str, squad_id: str) -> None:
    """Show the map from objective to initiative, drawn and as a list of links."""
    _, locale = page.locale.gettext, page.locale
    if not view.objectives and not view.orphans:
        return
    chosen = view.chosen(objective_id, squad_id)
    st.header(md(_("From objective to initiative")), anchor=False, divider="gray")
    st.markdown(md(_finding(page, view)))
    if chosen and not page.is_compact:
        key = "_".join([objective_id, squad_id, *kept().values()])
        cached_chart(
            page,
            f"objectives_map_{key}",
            lambda: alignment_chart(chosen, locale=locale, theme=page.theme, link=address_of),
        )
        signs = " · ".join(f"{PACE_SIGNS[state]} {_(word)}" for state, word in PACE_WORDS.items())
        st.caption(md(_("A name opens its page.") + " " + signs))
    label = _("The map as a list of links")
    listed = st.expander(label, key="objectives_map_list", on_change="rerun", type="compact")
    if listed.open:
        with listed:
            for objective in chosen:
                _objective(page, objective)


def show_gaps(page: Page, view: AlignmentView) -> None:
    """Show what hangs nowhere: initiatives, objectives and squads that miss a link."""
    _, locale = page.locale.gettext, page.locale
    if not (view.orphans or view.unserved or view.gaps or view.drafts):
        return
    st.header(md(_("Not attached")), anchor=False, divider="gray")
    if view.orphans:
        small_heading(_("Initiatives that serve no objective"))
        _initiatives(page, view.orphans[:_LISTED])
        rest = [name_of(item, locale) for item in view.orphans[_LISTED:]]
        if rest:  # named all the same: an orphan is never hidden
            st.caption(md(" · ".join(rest)))
    for objective in view.unserved:
        name = name_of(objective, locale)
        told = _("No initiative serves the objective “{objective}”.").format(objective=name)
        st.markdown(f":material/link_off: {md(told)}")
    for gap in view.gaps:
        link_to(page, "squad", gap.squad.squad_id, squad_name(gap.squad, locale))
        st.caption(md(" ".join(gap_sentences(gap, locale))))
    if view.drafts:
        told = locale.ngettext(
            "{n} initiative is not tied to a product metric and a business metric: it stays a "
            "draft, and no committee page shows it.",
            "{n} initiatives are not tied to a product metric and a business metric: they stay "
            "drafts, and no committee page shows them.",
            view.drafts,
        ).format(n=formats.number(view.drafts, locale))
        st.markdown(f":material/edit_note: {md(told)}")


def _finding(page: Page, view: AlignmentView) -> str:
    _, locale = page.locale.gettext, page.locale
    placed = len({item.initiative_id for item in _placed(view)})
    total = placed + len(view.orphans)
    if not total:
        return _("No initiative is tied to its metrics yet.")
    return locale.ngettext(
        "{placed} of {total} initiative serves an objective.",
        "{placed} of {total} initiatives serve an objective.",
        total,
    ).format(placed=formats.number(placed, locale), total=formats.number(total, locale))


def _placed(view: AlignmentView) -> list[Initiative]:
    return [
        item
        for objective in view.objectives
        for item in (
            *objective.loose,
            *(
                item
                for result in objective.key_results
                for squad in result.squads
                for item in squad.initiatives
            ),
        )
    ]


def _objective(page: Page, aligned: AlignedObjective) -> None:
    _, locale = page.locale.gettext, page.locale
    name = name_of(aligned.objective, locale)
    link_to(page, "objective", aligned.objective.objective_id, name, icon=":material/flag:")
    for result in aligned.key_results:
        _key_result(page, result)
    if aligned.loose:
        st.caption(md(_("Without a key result of the quarter")))
        _initiatives(page, aligned.loose)
    if not aligned.served:
        st.caption(md(_("No initiative serves it.")))


def _key_result(page: Page, aligned: AlignedKeyResult) -> None:
    _, locale = page.locale.gettext, page.locale
    state = aligned.line.pace.progress.state
    name = name_of(aligned.key_result, locale)
    told = f"{PACE_SIGNS[state]} {_(PACE_WORDS[state])} · {initiatives_text(aligned.count, locale)}"
    st.markdown(f"**{md(name)}** — {md(told)}")
    for one in aligned.squads:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if one.squad:
                name = squad_name(one.squad, locale)
                link_to(page, "squad", one.squad.squad_id, name, icon=":material/group:")
            else:
                st.markdown(md(_("No squad")))
        _initiatives(page, one.initiatives)


def _initiatives(page: Page, initiatives: Sequence[Initiative]) -> None:
    locale = page.locale
    with st.container(horizontal=True, gap="small"):
        for item in initiatives[:_LISTED]:
            link_to(page, "initiative", item.initiative_id, name_of(item, locale))
    if len(initiatives) > _LISTED:
        more = len(initiatives) - _LISTED
        told = locale.ngettext("and {n} more", "and {n} more", more)
        st.caption(md(told.format(n=formats.number(more, locale))))
