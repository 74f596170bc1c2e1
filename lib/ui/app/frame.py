"""The frame of every page: navigation, language, state of the data, and the page inside.

``run_app`` draws it from ``app.py``. When Streamlit opens a page script directly (a folder named
``pages`` switches its own discovery on until some session has called ``st.navigation``), the page's
``open_page`` registers the pages and starts the run again, inside the frame.
"""

from contextvars import ContextVar
from copy import copy
from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.access.policy import (
    SIGN_IN,
    SIGN_IN_FIRST,
    SIGN_OUT,
    is_signed_in,
    refusal_reason,
)
from lib.domain.access import Access
from lib.domain.pages import PAGES
from lib.errors import NotFoundError, RefusedError, TandemError
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, Locale
from lib.streamlit_patches.sign_in import is_sign_in_set_up, provider_name
from lib.ui.app import rights, session, url_state
from lib.ui.app.demo_notice import demo_notice
from lib.ui.app.doubts import show_doubts
from lib.ui.app.last_visit import show_last_visit
from lib.ui.app.open_sessions import note_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import computing, link_box, problem
from lib.ui.widgets.text import md
from lib.views.snapshot import Snapshot, snapshot

PRODUCT = "Tandem"

_framed: ContextVar[bool] = ContextVar("framed", default=False)
_page: ContextVar[Page] = ContextVar("page")


def run_app() -> None:
    """Draw the frame and run the chosen page inside it."""
    url_state.start_run()
    locale = session.reader_locale(url_state.language(session.browser_language()))
    reader = rights.reader()
    chosen = _navigation(locale, reader)
    st.set_page_config(page_title=f"{chosen.title} · {PRODUCT}", layout="wide")
    name = chosen.url_path or PAGES[0].name
    url_state.enter(name)
    below = _header(locale, reader, name)
    locale = session.reader_locale(url_state.current()["lang"])
    if not reader.may_open(name):
        _refuse(reader, name, locale)
        return
    try:
        state = _snapshot(reader)
        page = Page(name, locale, session.browser_theme(), state, reader)
    except TandemError as error:
        problem(error, locale)
        url_state.write({})
        return
    note_state(page)
    _state_of_data(page)
    _silence(page)
    with below:
        demo_notice(page)
    show_last_visit(page)
    _fill(page, chosen)
    _unknown_choices(locale)
    show_doubts(page, {entry.name: entry.title for entry in PAGES})
    link_box(page, url_state.current())
    url_state.write({"lang": locale.language})


def _fill(page: Page, chosen: st.Page) -> None:
    """Run the script of a page inside the frame."""
    framed, opened = _framed.set(True), _page.set(page)
    try:
        with computing(page.locale):
            chosen.run()
    except TandemError as error:
        problem(error, page.locale)
    finally:
        _framed.reset(framed)
        _page.reset(opened)


def open_page() -> Page:
    """Return the page being run; go back through the frame where Streamlit bypassed it."""
    if not _framed.get():
        url_state.start_run()
        locale = session.reader_locale(url_state.language(session.browser_language()))
        _navigation(locale, rights.reader())
        st.rerun()
    return _page.get()


def is_open(name: str) -> bool:
    """Return whether the menu of the reader of this run has a page."""
    return any(entry.name == name for entry in PAGES) and _page.get().access.may_open(name)


def _navigation(locale: Locale, reader: Access) -> st.Page:
    sections: dict[str, list[st.Page]] = {}
    opened = tuple(entry.name for entry in PAGES if reader.may_open(entry.name))
    for entry, page in zip(PAGES, _pages(locale.language, opened), strict=True):
        # a run marks the page it opens: each has pages of its own
        sections.setdefault(locale.gettext(entry.section), []).append(copy(page))
    return st.navigation(
        sections if len(sections) > 1 else sections.popitem()[1],
        position="top",
        expanded=True,
    )


@lru_cache(maxsize=100)
def _pages(language: str, opened: tuple[str, ...]) -> list[st.Page]:
    """Return the pages of the menu, whose files are looked for once."""
    return [
        st.Page(
            f"pages/{entry.name}.py",
            title=session.reader_locale(language).gettext(entry.title),
            url_path=entry.name,
            default=position == 0,
            visibility="visible" if entry.name in opened else "hidden",
        )
        for position, entry in enumerate(PAGES)
    ]


def _header(locale: Locale, reader: Access, name: str) -> DeltaGenerator:
    """Draw where the reader is, the language switch and the way out; return the place below."""
    names = {"fr": "FR", "en": "EN"}
    header = st.container(key="header", horizontal=True, vertical_alignment="center")
    heading = header.container(width="stretch", key="header_name")
    below = st.container()
    with header:
        url_state.choose(
            "segments",
            "lang",
            LANGUAGES,
            label=locale.gettext("Language"),
            describe=names.__getitem__,
            default=locale.language,
        )
        if is_signed_in(reader):
            st.button(
                locale.gettext(SIGN_OUT),
                help=md(reader.name),
                on_click=st.logout,
                type="tertiary",
            )
    title = next(entry.title for entry in PAGES if entry.name == name)
    with heading:
        title = session.reader_locale(url_state.current()["lang"]).gettext(title)
        st.markdown(f"**{PRODUCT}** · {md(title)}", width="content")
    return below


def _refuse(reader: Access, name: str, locale: Locale) -> None:
    """Say why a page stays closed; the root address leads on to a page that the reader may open."""
    first = next((entry.name for entry in PAGES if reader.may_open(entry.name)), None)
    if first and name == PAGES[0].name:
        st.switch_page(f"pages/{first}.py", query_params={"lang": locale.language})
    reason = refusal_reason(reader, is_sign_in_set_up=is_sign_in_set_up())
    problem(RefusedError(reason), locale)
    if reason == SIGN_IN_FIRST:
        st.button(locale.gettext(SIGN_IN), on_click=st.login, args=(provider_name(),))
    url_state.write({"lang": locale.language})


def _snapshot(reader: Access) -> Snapshot:
    if reader.data_version is not None:
        return snapshot(session.database(), reader.data_version)
    version = st.query_params.get("as_of")
    if version is None or not reader.may_see_past:
        return snapshot(session.database())
    if not version.isdecimal() or len(version) > 12:
        raise NotFoundError(N_("“{version}” is not a data version."), version=version)
    url_state.keep("as_of", version)
    return snapshot(session.database(), int(version))


def _state_of_data(page: Page) -> None:
    _ = page.locale.gettext
    state = page.snapshot
    if page.access.data_version is not None:
        sentence = _("This link shows the data as they stood at version {version}.")
        version = formats.number(state.version, page.locale)
        st.info(md(sentence.format(version=version)), icon=":material/history:")
        return
    if not page.access.may_see_past and "as_of" in st.query_params:
        sentence = _("This link opens the newest data only: that is what you see.")
        st.info(md(sentence), icon=":material/history_toggle_off:")
    if state.version == state.latest:
        return
    st.info(
        md(
            _(
                "You see the data as they stood at version {version}; the latest is {latest}."
            ).format(
                version=formats.number(state.version, page.locale),
                latest=formats.number(state.latest, page.locale),
            )
        ),
        icon=":material/history:",
    )
    choices = {name: value for name, value in url_state.current().items() if name != "as_of"}
    st.page_link(f"pages/{page.name}.py", label=_("Show the latest data"), query_params=choices)


def _silence(page: Page) -> None:
    """Warn that a shared database does not answer: the figures were read before."""
    since = page.snapshot.database.unreachable_since
    if since is None:
        return
    sentence = page.locale.gettext(
        "The shared database has not answered since {instant} (UTC). You see the figures as they "
        "were last read; nothing can be changed until it answers."
    )
    message = sentence.format(instant=formats.instant(since, page.locale))
    st.warning(md(message), icon=":material/cloud_off:")


def _unknown_choices(locale: Locale) -> None:
    for name, value in url_state.unknown():
        st.warning(
            md(
                locale.gettext(
                    "The address asks for {name} “{value}”, which is not known here. "
                    "The usual choice is shown instead."
                ).format(name=name, value=value[:60])
            ),
            icon=":material/link_off:",
        )
