"""Small pieces that pages share: messages, headings, charts, drawers."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec
from urllib.parse import urlencode

import streamlit as st

from lib.errors import TandemError
from lib.i18n.translate import N_, Locale
from lib.ui.app.session import Page
from lib.ui.widgets.text import md

Content = ParamSpec("Content")


def problem(error: TandemError, locale: Locale) -> None:
    """Show an error in the reader's language."""
    st.error(md(error.sentence(locale.gettext)), icon=":material/error:")


@contextmanager
def computing(locale: Locale) -> Iterator[None]:
    """Draw a part of a page; figures that overflow end this part, with a sentence, and no other."""
    try:
        yield
    except ArithmeticError:
        logging.getLogger("tandem").exception("not_computed")
        problem(
            TandemError(
                N_(
                    "This part could not be computed: a figure behind it is too large or too "
                    "small. Look for it among the latest uploads."
                )
            ),
            locale,
        )


def notice(sentence: str) -> None:
    """Show a neutral message, such as an empty state."""
    st.info(md(sentence), icon=":material/info:")


def section(title: str, explanation: str = "") -> None:
    """Show the heading of a section and, below it, what its figures mean."""
    st.header(md(title), anchor=False, divider="gray")
    caption(explanation)


def caption(text: str) -> None:
    """Show plain text in small letters; nothing for an empty text."""
    if text:
        st.caption(md(text))


def small_heading(text: str) -> None:
    """Show a bold heading of the size of the text."""
    st.markdown(small_heading_text(text))


def small_heading_text(text: str) -> str:
    """Return such a heading as Markdown, for an element that begins with it."""
    return f"**{md(text)}**"


def drawer(
    label: str,
    key: str,
    show: Callable[Content, object],
    *args: Content.args,
    **kwargs: Content.kwargs,
) -> None:
    """Offer content behind a label; ``show`` draws it when the reader opens the drawer."""
    box = st.expander(md(label), key=key, on_change="rerun", type="compact")
    if box.open:
        with box:
            show(*args, **kwargs)


def chart(page: Page, key: str, build: Callable[[], dict[str, Any]]) -> None:
    """Show a chart whose specification is cached by data version, language and theme.

    Its ``description`` is the name that a screen reader speaks.
    """
    with computing(page.locale):
        spec = chart_spec(page, key, build)
        st.vega_lite_chart(spec, theme=None, width="stretch", key=key)


def chart_spec(page: Page, key: str, build: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return the specification of a chart, from the cache of its data version."""
    return page.snapshot.get_or_compute(("chart", key, page.locale.language, page.theme), build)


def link_box(page: Page, choices: dict[str, str]) -> None:
    """Offer the address of this view, ready to be copied."""
    _ = page.locale.gettext
    base = (st.context.url or "").split("?")[0]
    with st.container(key="link_box"):
        box = st.popover(
            _("Link to this view"),
            icon=":material/link:",
            type="tertiary",
            key=f"{page.name}_link",
            on_change="rerun",
        )
        if box.open:
            with box:
                st.caption(md(_("This address shows the same view again, in either language.")))
                st.code(f"{base}?{urlencode(choices)}", language=None, wrap_lines=True)
