"""The sharing page: create a link, existing links, and the audit trail."""

from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from lib.domain.access import LinkState, link_request
from lib.domain.clock import utc_now
from lib.domain.pages import PAGES, SHAREABLE_PAGES
from lib.errors import TandemError
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, Locale
from lib.store.audit import Action, AuditEvent
from lib.store.settings import public_address
from lib.store.share_links import create_link, revoke_link
from lib.ui.app.rights import require_share
from lib.ui.app.session import Page
from lib.ui.widgets.components import caption, notice, problem, section
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.tables import csv_button, show_table
from lib.ui.widgets.text import md
from lib.views.data.sharing import LinkLine, SharingView, labelled_audit_trail

_ADDRESS = "sharing_address"
_REFUSED = "sharing_refused"
_SPANS: dict[str, str] = {
    "7": N_("1 week"),
    "30": N_("1 month"),
    "90": N_("3 months"),
    "": N_("No expiry"),
}
_STATES: dict[LinkState, tuple[str, str]] = {
    "active": (":material/lock_open:", N_("open")),
    "expired": (":material/timer_off:", N_("expired")),
    "revoked": (":material/link_off:", N_("revoked")),
}
_ACTIONS: dict[Action, str] = {
    "upload": N_("loaded a file"),
    "edit": N_("edited"),
    "undo": N_("undid an upload"),
    "redo": N_("took an upload back"),
    "share": N_("made a link"),
    "revoke": N_("revoked a link"),
    "open": N_("opened the dashboard"),
    "brief": N_("opened the brief"),
    "sign_in": N_("signed in"),
    "sign_out": N_("signed out"),
    "doubt": N_("voiced a doubt"),
    "answer": N_("answered a doubt"),
}


def show_title(page: Page, view: SharingView) -> None:
    """Show how many links are active."""
    count = len(view.in_state("active"))
    sentence = page.locale.ngettext(
        "{count} link opens pages of Tandem", "{count} links open pages of Tandem", count
    )
    title = sentence if count else page.locale.gettext("No link opens any page of Tandem")
    st.title(md(title.format(count=formats.number(count, page.locale))), anchor=False)
    caption(
        page.locale.gettext(
            "A link opens the pages it names, to read, without an account; it never changes "
            "data. Only the reader has its address: Tandem keeps a fingerprint."
        )
    )


def show_form(page: Page) -> None:
    """Let the administrator make a link; its address is shown once."""
    _ = page.locale.gettext
    titles = {entry.name: _(entry.title) for entry in PAGES if entry.name in SHAREABLE_PAGES}
    with st.form("sharing_form", enter_to_submit=False):
        st.text_input(
            _("For whom"), key="sharing_label", placeholder=_("Executive committee"), max_chars=80
        )
        st.multiselect(
            _("Pages"),
            list(titles),
            list(titles),
            format_func=titles.__getitem__,
            key="sharing_pages",
            placeholder=_("Choose the pages"),
        )
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        left.selectbox(_("Language"), LANGUAGES, format_func=_language, key="sharing_language")
        middle.selectbox(
            _("Expires after"),
            list(_SPANS),
            index=2,
            format_func=lambda days: _(_SPANS[days]),
            key="sharing_span",
        )
        right.toggle(_("Freeze on today’s data"), key="sharing_frozen")
        st.checkbox(
            _("Its readers may open earlier states of the data"),
            key="sharing_past",
            help=_(
                "Otherwise every address of the link opens the newest data; months and quarters "
                "stay free to choose."
            ),
        )
        st.form_submit_button(
            _("Make the link"), icon=":material/add_link:", on_click=_make, args=(page,)
        )
    refused = st.session_state.pop(_REFUSED, None)
    if refused is not None:
        problem(refused, page.locale)
    address = st.session_state.get(_ADDRESS)
    if address:
        st.success(md(_("This address is shown once: keep it.")), icon=":material/key:")
        st.code(address, language=None, wrap_lines=True)
        st.caption(md(_("Add /brief at its end for the page that opens at once and prints.")))


def show_links(page: Page, view: SharingView) -> None:
    """Show the links that open something, then those that no longer do."""
    _ = page.locale.gettext
    section(_("Links"))
    if not view.links:
        notice(_("No link has been made."))
    for line in view.in_state("active"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_link(page, line), width="stretch")
            st.button(
                _("Revoke"),
                key=f"sharing_revoke_{line.link.share_link_id}",
                icon=":material/link_off:",
                type="tertiary",
                on_click=_revoke,
                args=(page, line.link.share_link_id),
            )
    ended = view.in_state("expired", "revoked")
    if ended:
        with st.expander(_("Links that open nothing any more"), key="sharing_ended"):
            for line in ended:
                st.markdown(_link(page, line))


def show_audit(page: Page, view: SharingView) -> None:
    """Show who did what and when, newest first, with all of it as a file."""
    _ = page.locale.gettext
    section(_("Who did what"))
    if not view.acts:
        notice(_("Nothing has been done yet."))
        return
    cached_fragment(page, f"acts {hash(view.acts)}", _acts, view.acts)
    csv_button(
        page,
        _("Download the whole record"),
        "sharing_audit",
        "audit.csv",
        lambda: _audit_trail(page),
    )


def _audit_trail(page: Page) -> pd.DataFrame:
    rows = [
        [act.happened_at, act.author, act.action, act.subject]
        for act in labelled_audit_trail(page.snapshot)
    ]
    return data_frame(_headings(page.locale), rows)


def _headings(locale: Locale) -> list[str]:
    _ = locale.gettext
    return [_("When (UTC)"), _("Who"), _("What"), _("About")]


def _acts(page: Page, acts: tuple[AuditEvent, ...]) -> None:
    _, locale = page.locale.gettext, page.locale
    rows = [
        [formats.instant(act.happened_at, locale), act.author, _(_ACTIONS[act.action]), act.subject]
        for act in acts
    ]
    show_table(data_frame(_headings(locale), rows))


def _make(page: Page) -> None:
    form, database = st.session_state, page.snapshot.database
    form.pop(_ADDRESS, None)
    days = form.sharing_span
    try:
        maker = require_share()
        request = link_request(
            form.sharing_label,
            form.sharing_pages,
            language=form.sharing_language,
            expires_at=utc_now() + timedelta(days=int(days)) if days else None,
            data_version=page.snapshot.version if form.sharing_frozen else None,
            sees_past=form.sharing_past,
        )
        link = create_link(database, request, author=maker.name)
    except TandemError as error:
        form[_REFUSED] = error
        return
    form[_ADDRESS] = f"{_base()}/s/{link.token}"
    form.sharing_label = ""


def _revoke(page: Page, share_link_id: str) -> None:
    try:
        maker = require_share()
        revoke_link(page.snapshot.database, share_link_id, author=maker.name)
    except TandemError as error:
        st.session_state[_REFUSED] = error
    st.session_state.pop(_ADDRESS, None)


def _base() -> str:
    """Return the address of the pages: the public one, else the one that the maker reads."""
    scheme, _, rest = (st.context.url or "http://localhost").partition("://")
    return public_address() or f"{scheme}://{rest.partition('/')[0]}"


def _language(language: str) -> str:
    return {"fr": "Français", "en": "English"}[language]


def _link(page: Page, line: LinkLine) -> str:
    """Return one link in words: state, pages, since and until when, how often it was opened."""
    _, locale, link = page.locale.gettext, page.locale, line.link
    icon, word = _STATES[line.state]
    titles = {entry.name: _(entry.title) for entry in PAGES}
    facts = [
        _(word),
        ", ".join(titles.get(name, name) for name in link.pages),
        _language(link.language),
        _("newest data")
        if link.data_version is None
        else _("frozen at version {version}").format(
            version=formats.number(link.data_version, locale)
        ),
        *([_("earlier states too")] if link.sees_past else []),
        _until(page, link.expires_at),
        _opened(page, line),
    ]
    return f"{icon} **{md(link.label)}**  \n:small[{md(' · '.join(facts))}]"


def _until(page: Page, until: datetime | None) -> str:
    _ = page.locale.gettext
    if until is None:
        return _("no expiry")
    return _("until {day}").format(day=formats.day(until, page.locale))


def _opened(page: Page, line: LinkLine) -> str:
    locale, openings = page.locale, line.openings
    if openings is None:
        return locale.gettext("never opened")
    return locale.ngettext(
        "opened {count} time, last on {instant} UTC",
        "opened {count} times, last on {instant} UTC",
        openings.times,
    ).format(
        count=formats.number(openings.times, locale),
        instant=formats.instant(openings.last_at, locale),
    )
