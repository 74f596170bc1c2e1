"""Two people changed one record: both versions side by side, and a choice."""

from typing import Any

import streamlit as st

from lib.domain.records import columns_of
from lib.errors import TandemError
from lib.ingest.edits import EditConflictError, changed_columns, record_edit
from lib.ui.app.rights import require_edit
from lib.ui.app.session import Page
from lib.ui.uploads import edit_state
from lib.ui.uploads.edit_state import Editing
from lib.ui.uploads.words import cell_text
from lib.ui.widgets.components import problem
from lib.ui.widgets.text import md


def show_conflict(page: Page, held: Editing, conflict: EditConflictError) -> None:
    """Show both versions of a record and let the reader choose."""
    _ = page.locale.gettext
    st.warning(md(conflict.sentence(_)), icon=":material/call_split:")
    _versions(page, conflict)
    with st.container(horizontal=True):
        mine = st.button(
            md(_("Keep my changes, and theirs elsewhere")),
            type="primary",
            key=f"uploads_merge_{held.mark}",
        )
        theirs = st.button(md(_("Keep theirs")), key=f"uploads_theirs_{held.mark}")
    if theirs:
        edit_state.close(None)
        st.rerun()
    if mine:
        _keep(page, held, conflict.merged())


def _versions(page: Page, conflict: EditConflictError) -> None:
    _, locale = page.locale.gettext, page.locale
    names = {*changed_columns(conflict.theirs, conflict.mine), *conflict.changed_there}
    columns = [one for one in columns_of(type(conflict.mine)) if one.name in names]

    def cells(record: Any) -> list[str]:  # noqa: ANN401 - any record
        return [md(cell_text(getattr(record, one.name, None), one, locale)) for one in columns]

    st.table(
        {
            md(_("Field")): [md(_(one.description)) for one in columns],
            md(_("When opened")): cells(conflict.was),
            md(_("Now")): cells(conflict.theirs),
            md(_("Yours")): cells(conflict.mine),
        },
        hide_index=True,
    )


def _keep(page: Page, held: Editing, record: object) -> None:
    try:
        require_edit()
        upload = record_edit(
            page.snapshot.database,
            record,
            author=held.author,
            reason=held.reason,
            read_at=page.snapshot.version,
            idempotency_key=held.token,
        )
    except EditConflictError as error:
        edit_state.keep_conflict(held, error, held.author, held.reason)
        st.rerun()
    except TandemError as error:
        problem(error, page.locale)
    else:
        edit_state.close(upload)
        st.rerun()
