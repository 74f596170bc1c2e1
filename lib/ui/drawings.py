"""Parts of a page that are drawn once per state and given again to every reader after.

Most of what a page shows depends on the data version, the language, the appearance and the choices
in the address, never on who reads. Streamlit records the messages of such a part at its first
drawing and sends them again at the next openings: neither text nor chart is made twice.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

import streamlit as st

from lib.store.database import utc_now
from lib.ui import address
from lib.ui.components import chart
from lib.ui.session import Page

_LIMIT = 500  # the largest, a wall of pairs, holds 200 kB

Given = ParamSpec("Given")


def draw_once(
    page: Page,
    part: str,
    draw: Callable[Concatenate[Page, Given], None],
    *given: Given.args,
    **options: Given.kwargs,
) -> None:
    """Draw a part of a page, or give it again as it was drawn for the same state.

    Parameters
    ----------
    page
        Run of the page.
    part
        Name of the part, unique on its page.
    draw
        Draws it on the page, without any widget: what a reader can press is drawn at each run.
    *given, **options
        What it draws.
    """
    reader, link = page.access, page.access.link
    state = (
        *(page.snapshot.mark, page.snapshot.version, page.snapshot.latest),
        *(page.name, part, page.locale.language, page.theme, page.is_compact),
        *(reader.role, link and link.pages, utc_now().date(), urlencode(address.current())),
    )
    # by name: Streamlit looks the name of each position up at length
    _given(state=repr(state), _draw=partial(draw, page, *given, **options))


def chart_once(page: Page, key: str, build: Callable[[], dict[str, Any]]) -> None:
    """Show a chart that stands alone among what is drawn at each run: its text is written once."""
    draw_once(page, key, chart, key, build)


@st.cache_resource(max_entries=_LIMIT, show_spinner=False)
def _given(state: str, _draw: Callable[[], None]) -> None:  # noqa: ARG001  it is the key
    _draw()
