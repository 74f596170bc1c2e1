"""Small pieces that pages share: charts, figures, problems, links, sources."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from lib.errors import TandemError
from lib.i18n.translate import Locale
from lib.ui.app.session import Page
from lib.ui.widgets.text import md


def problem(error: TandemError, locale: Locale) -> None:
    """Say a refusal in the reader's language."""
    st.error(md(error.sentence(locale.gettext)), icon=":material/error:")


def notice(sentence: str) -> None:
    """Say something calm: nothing to show yet, nothing to decide."""
    st.info(md(sentence), icon=":material/info:")


def chart(page: Page, key: str, build: Callable[[], dict[str, Any]]) -> None:
    """Show a chart, its specification built once per data version, language, theme and size.

    Its ``description`` is the name that a screen reader speaks.
    """
    spec = page.snapshot.get_or_compute(
        ("chart", key, page.locale.language, page.theme, page.is_compact), build
    )
    st.vega_lite_chart(spec, theme=None, width="stretch", key=key)


def link_box(page: Page, choices: dict[str, str]) -> None:
    """Offer the address of the view shown, ready to be copied."""
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
