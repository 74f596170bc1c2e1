"""Parts of a page that are drawn once per state and given again to every reader after.

Most of what a page shows depends on the data version, the language, the appearance and the choices
in the address, never on who reads. The messages that Streamlit makes of such a part at its first
drawing are kept as they were sent, place and hash included, and sent again at the next openings:
neither text nor chart is made twice. Streamlit's own cache keeps less than that, and makes every
message anew for every reader.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

import streamlit as st
from streamlit.cursor import Cursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    get_script_run_ctx,
    in_cached_function,
)

from lib.store.database import utc_now
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart
from lib.views.cache import Memory

_LIMIT = 500  # of a data version; the largest, a wall of pairs, holds 200 kB
_VERSIONS = 3  # those before are seldom read, and drawn again

Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A part as it was sent: its messages, never changed, and the places it takes."""

    messages: tuple[ForwardMsg, ...]
    places: int


_DRAWN = Memory(limit=_LIMIT, versions=_VERSIONS)


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
        Draws it at the present place of the page, without any widget, picture or file: what a
        reader can press is drawn at each run.
    *given, **options
        What it draws.
    """
    run, cursor = get_script_run_ctx(), st._main._active_dg._cursor
    if run is None or cursor is None or in_cached_function.get():  # in a part being drawn
        draw(page, *given, **options)
        return
    reader, link = page.access, page.access.link
    state = (
        *(page.snapshot.mark, page.snapshot.latest, tuple(cursor.delta_path)),
        *(page.name, part, page.locale.language, page.theme, page.is_compact),
        *(reader.role, link and link.pages, utc_now().date(), urlencode(url_state.current())),
    )
    is_new = False

    def record() -> _Drawn:
        nonlocal is_new
        is_new = True
        return _record(run, cursor, lambda: draw(page, *given, **options))

    drawn = _DRAWN.recall(page.snapshot.version, state, record)
    if not is_new:
        _give(run, cursor, drawn)


def chart_once(page: Page, key: str, build: Callable[[], dict[str, Any]]) -> None:
    """Show a chart that stands alone among what is drawn at each run: its text is written once."""
    draw_once(page, key, chart, key, build)


def _record(run: ScriptRunContext, cursor: Cursor, draw: Callable[[], None]) -> _Drawn:
    """Draw, and return what was sent."""
    messages: list[ForwardMsg] = []
    send, first = run.enqueue, cursor.index

    def keep(message: ForwardMsg) -> None:
        send(message)
        messages.append(message)

    vars(run)["enqueue"] = keep
    recording = in_cached_function.set(True)  # Streamlit warns of a widget
    try:
        draw()
    finally:
        in_cached_function.reset(recording)
        del vars(run)["enqueue"]
    return _Drawn(tuple(messages), cursor.index - first)


def _give(run: ScriptRunContext, cursor: Cursor, drawn: _Drawn) -> None:
    """Send again what was sent; a message that the browser has kept is only named."""
    for message in drawn.messages:
        is_known = message.metadata.cacheable and message.hash in run.cached_message_hashes
        run._enqueue(create_reference_msg(message) if is_known else message)
    for _ in range(drawn.places):
        cursor.lock_element()
