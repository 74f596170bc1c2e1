"""Below each page: the doubts of its readers, a field to send one, and the answers."""

from collections.abc import Mapping

import streamlit as st

from lib.domain.access import Access
from lib.domain.feedback import MAX_DOUBT_LENGTH, Doubt
from lib.domain.pages import SHAREABLE_PAGES
from lib.errors import RefusedError, TandemError
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.store.doubts import answer_doubt, raise_doubt
from lib.ui.app.rights import reader, require_edit
from lib.ui.app.session import Page
from lib.ui.widgets.components import problem
from lib.ui.widgets.text import md
from lib.views.data.doubts import doubts_view, pages_in_doubt


def show_doubts(page: Page, titles: Mapping[str, str]) -> None:
    """Show the doubts about a page, to those who may send or answer them.

    Parameters
    ----------
    page
        The run.
    titles
        English title of every page by name, the key of its translation.
    """
    if page.name not in SHAREABLE_PAGES:
        return
    view = doubts_view(page.snapshot, page.name)
    with st.container(key="doubts"):
        if view.waiting:
            st.caption(_waiting(page, len(view.waiting)))
        _show_answered(page, view.answered)
        if page.may_edit:
            _show_elsewhere(page, titles)
            for doubt in view.waiting:
                _show_answering(page, doubt)
        elif _may_doubt(page.access):
            _show_voicing(page)


def _show_answered(page: Page, answered: tuple[Doubt, ...]) -> None:
    if answered:
        with st.expander(page.locale.gettext("Doubts answered"), key=f"{page.name}_answered"):
            for doubt in answered:
                st.markdown(_answered(page, doubt))


def _show_elsewhere(page: Page, titles: Mapping[str, str]) -> None:
    """On the first page, link the other pages whose doubts wait for an answer."""
    if page.name != SHAREABLE_PAGES[0]:
        return
    for name, count in pages_in_doubt(page.snapshot).items():
        if name != page.name:
            st.page_link(
                f"pages/{name}.py",
                label=f"{page.locale.gettext(titles[name])} · {_waiting(page, count)}",
                icon=":material/flag:",
                query_params={"lang": page.locale.language},
            )


def _may_doubt(access: Access) -> bool:
    return access.role in ("link", "viewer")


def _waiting(page: Page, count: int) -> str:
    return page.locale.ngettext(
        "{count} doubt about this page waits for an answer.",
        "{count} doubts about this page wait for an answer.",
        count,
    ).format(count=formats.number(count, page.locale))


def _answered(page: Page, doubt: Doubt) -> str:
    _ = page.locale.gettext
    when = formats.day((doubt.answered_at or doubt.raised_at).date(), page.locale)
    sentence = _("“{text}” — answered on {day}: {answer}").format(
        text=doubt.text, day=when, answer=doubt.answer or ""
    )
    return f"- {md(sentence)}"


def _show_voicing(page: Page) -> None:
    _ = page.locale.gettext
    with (
        st.popover(
            _("Something seems wrong?"), icon=":material/flag:", type="tertiary", key="doubt_box"
        ),
        st.form("doubt_form", clear_on_submit=True, border=False),
    ):
        text = st.text_input(
            _("What seems wrong on this page, in one line"),
            max_chars=MAX_DOUBT_LENGTH,
            help=_("Sent to those who keep the figures; it changes none of them."),
        )
        if st.form_submit_button(_("Send the doubt")):
            _voice(page, text)


def _voice(page: Page, text: str) -> None:
    access = reader()
    if not _may_doubt(access) or not access.may_open(page.name):
        problem(
            RefusedError(N_("Your doubt was not sent: this page is closed to you now.")),
            page.locale,
        )
        return
    try:
        raise_doubt(
            page.snapshot.database,
            access,
            text,
            page=page.name,
            data_version=page.snapshot.version,
        )
    except TandemError as error:
        problem(error, page.locale)
        return
    st.success(
        md(page.locale.gettext("Thank you. It is counted here until somebody has answered it.")),
        icon=":material/check:",
    )


def _show_answering(page: Page, doubt: Doubt) -> None:
    _ = page.locale.gettext
    with st.form(f"answer_{doubt.doubt_id}"):
        who = _("{label}, {when}").format(
            label=doubt.label, when=formats.instant(doubt.raised_at, page.locale)
        )
        st.markdown(f"**{md(doubt.text)}** · {md(who)}")
        text = st.text_input(_("Answer, in one line"), max_chars=MAX_DOUBT_LENGTH)
        is_hidden = st.checkbox(_("Do not show it to readers (it names a person, or is no doubt)"))
        if st.form_submit_button(_("Answer")):
            _answer(page, doubt, text, is_hidden=is_hidden)


def _answer(page: Page, doubt: Doubt, text: str, *, is_hidden: bool) -> None:
    try:
        require_edit()
        answer_doubt(
            page.snapshot.database,
            doubt.doubt_id,
            text,
            author=page.access.name,
            is_hidden=is_hidden,
        )
    except TandemError as error:
        problem(error, page.locale)
        return
    st.rerun()
