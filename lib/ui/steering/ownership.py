"""Shared ownership: both owners of pairs, common KPIs and recommendations, and objections."""

from collections.abc import Sequence

import streamlit as st

from lib.domain.ownership import Objection, SubjectKind, is_open
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ui.app.session import Page
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.text import md
from lib.views.steering.ownership import OwnershipView, SharedItem
from lib.wording.squads import ownership_headline, shared_name

_KINDS: dict[SubjectKind, str] = {
    "pair": N_("Pair"),
    "metric": N_("Common KPI"),
    "decision": N_("Recommendation"),
}


def show_ownership(page: Page, view: OwnershipView, *, squad_id: str) -> None:
    """Show who answers on both sides, then every objection with its answer, open ones first."""
    _ = page.locale.gettext
    items = view.of_squad(squad_id)
    if not items and not view.unplaced:
        return
    st.header(md(_("Shared ownership")), anchor=False, divider="gray")
    st.markdown(md(ownership_headline(view, page.locale)) + ".")
    unplaced = () if squad_id else view.unplaced
    cached_fragment(page, f"objections {squad_id}", _objections, items, unplaced)
    label = _("Owners on both sides")
    owners = st.expander(label, key="squads_owners", on_change="rerun", type="compact")
    if owners.open:
        with owners:
            _owners(page, items)


def _objections(page: Page, items: Sequence[SharedItem], unplaced: Sequence[Objection]) -> None:
    named = [
        (shared_name(item, page.locale), objection)
        for item in items
        for objection in item.objections
    ]
    named += [(objection.subject_id, objection) for objection in unplaced]
    told = [
        _objection(page, name, objection)
        for name, objection in sorted(named, key=lambda one: not is_open(one[1]))
    ]
    if told:
        st.markdown("\n\n".join(told))


def _objection(page: Page, name: str, objection: Objection) -> str:
    """Return an objection and its answer, as one paragraph."""
    _, locale = page.locale.gettext, page.locale
    icon = ":material/pending:" if is_open(objection) else ":material/task_alt:"
    raised = _("{role}, {day}").format(
        role=_(objection.role), day=formats.day(objection.raised_on, locale)
    )
    text = localized(objection, "text", locale.language)
    answer = _("Open: no answer yet.")
    if objection.answered_on is not None:
        answer = _("Answered on {day}: {answer}").format(
            day=formats.day(objection.answered_on, locale),
            answer=localized(objection, "answer", locale.language),
        )
    said = f"{icon} **{md(name)}** — {md(text)} {md(f'({raised})')}"
    return f"{said}  \n:small[{md(answer)}]"


def _owners(page: Page, items: Sequence[SharedItem]) -> None:
    _, locale = page.locale.gettext, page.locale
    missing = N_("nobody named")
    st.table(
        {
            md(_("Kind")): [md(_(_KINDS[item.kind])) for item in items],
            md(_("Name")): [md(shared_name(item, locale)) for item in items],
            md(_("Product owner")): [md(_(item.owner_product or missing)) for item in items],
            md(_("Business co-owner")): [md(_(item.owner_business or missing)) for item in items],
            md(_("Open objections")): [
                md(formats.number(sum(map(is_open, item.objections)), locale)) for item in items
            ],
        },
        hide_index=True,
    )
