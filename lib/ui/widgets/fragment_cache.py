"""A cache of page fragments: drawn once per state, replayed to every later session.

Most of a page depends on the data version, the language, the theme and the choices in the address,
never on the session. Streamlit's messages for such a fragment are cached and sent again, so neither
its text nor its charts are made twice.
"""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from lib.domain.clock import utc_now
from lib.streamlit_patches.fragment_messages import Recording, current_position, record, replay
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart, computing
from lib.views.cache import Cache

_LIMIT = 500  # of a data version; the largest, a wall of pairs, holds 200 kB
_VERSIONS = 3  # older versions are seldom read

Arguments = ParamSpec("Arguments")

_CACHE = Cache(limit=_LIMIT, versions=_VERSIONS)


def cached_fragment(
    page: Page,
    part: str,
    draw: Callable[Concatenate[Page, Arguments], None],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> None:
    """Draw a fragment of a page, or replay it if it was drawn for the same state.

    Parameters
    ----------
    page
        Run of the page.
    part
        Name of the fragment, unique on its page.
    draw
        Draws it at the current position, without any widget, picture or file: widgets must be drawn
        at each run.
    *args, **kwargs
        Further arguments of ``draw``. They are not part of the key: what they say must follow from
        the state of the page and the address.
    """
    position = current_position()
    if position is None:  # no session, or inside another fragment being recorded
        with computing(page.locale):
            draw(page, *args, **kwargs)
        return
    access, link = page.access, page.access.link
    state = (
        *(page.snapshot.cache_id, page.snapshot.latest, position.path),
        *(page.name, part, page.locale.language, page.theme),
        *(access.role, link and link.pages, utc_now().date(), urlencode(url_state.current())),
    )
    is_new = False

    def build() -> Recording:
        nonlocal is_new
        is_new = True
        return record(position, lambda: draw(page, *args, **kwargs))

    with computing(page.locale):
        recording = _CACHE.get_or_compute(page.snapshot.version, state, build)
        if not is_new:
            replay(position, recording)


def cached_chart(page: Page, key: str, build: Callable[[], dict[str, Any]]) -> None:
    """Show a chart as a fragment of its own, between elements that are drawn at each run."""
    cached_fragment(page, key, chart, key, build)
