"""The record a session is editing: which one, as of which data version, and in which submission."""

import uuid
from dataclasses import dataclass

import streamlit as st

from lib.i18n import formats
from lib.ingest.edits import EditConflictError
from lib.store.uploads.uploads import Upload
from lib.ui.app.session import Page
from lib.ui.uploads.uploads import link_within
from lib.ui.widgets.text import md

_STATE = "uploads_editing"
_SAVED = "uploads_edit_saved"


@dataclass(slots=True)
class Editing:
    """One record being edited.

    Attributes
    ----------
    table, key
        The record; an empty key for a new one.
    read_at
        Data version at which it was opened: a later change of it is a conflict.
    token
        Names this submission: pressed twice, it is kept once.
    conflict, author, reason
        What the last attempt met, by whom and why; None without one.
    """

    table: str
    key: tuple[str, ...]
    read_at: int
    token: str
    conflict: EditConflictError | None = None
    author: str = ""
    reason: str = ""

    @property
    def mark(self) -> str:
        """What sets the widgets of this form apart from those of another opening."""
        return self.token


def editing(table: str, key: tuple[str, ...], version: int) -> Editing:
    """Return the record being edited, opened now if it was not."""
    held: Editing | None = st.session_state.get(_STATE)
    if held is None or (held.table, held.key) != (table, key):
        held = Editing(table, key, version, uuid.uuid4().hex)
        st.session_state[_STATE] = held
    return held


def keep_conflict(held: Editing, conflict: EditConflictError, author: str, reason: str) -> None:
    """Keep a conflict until the reader has chosen."""
    held.conflict, held.author, held.reason = conflict, author, reason


def close(upload: Upload | None) -> None:
    """Leave the record: the next form opens it as it stands then."""
    st.session_state.pop(_STATE, None)
    if upload:
        st.session_state[_SAVED] = upload


def show_saved(page: Page) -> None:
    """Say once that a change is kept, and where it can be undone."""
    upload: Upload | None = st.session_state.pop(_SAVED, None)
    if upload is None:
        return
    _, locale = page.locale.gettext, page.locale
    told = _("The change is kept as upload {seq}.").format(seq=formats.number(upload.seq, locale))
    st.success(md(told), icon=":material/check_circle:")
    st.page_link(
        "pages/uploads.py",
        label=md(_("See it in the history, or undo it")),
        icon=":material/history:",
        query_params=link_within("history", str(upload.seq)),
    )
