"""The section that edits one record: its form, its submission, and conflicts."""

import uuid
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.domain.metrics import COMPANY, MetricValue
from lib.domain.periods import add_months, month_key
from lib.domain.records import Column, columns_of, key_of
from lib.domain.tables import TABLES
from lib.errors import TandemError
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.ingest.edits import EditConflictError, changed_columns, record_edit
from lib.ingest.records.edit_texts import EditRefusedError, text_of, typed_record
from lib.store.uploads.uploads import Upload
from lib.ui.app import url_state
from lib.ui.app.rights import require_edit
from lib.ui.app.session import Page
from lib.ui.uploads.uploads import author_field, choose_table, history_link, is_latest
from lib.ui.widgets.components import notice, problem
from lib.ui.widgets.tables import show_table
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.views.data.uploads import current_records, current_values, metric_segments
from lib.views.snapshot import Snapshot
from lib.wording.names import name_of
from lib.wording.pages.choices import choice_words
from lib.wording.pages.uploads import cell_text

_STATE = "uploads_editing"
_SAVED = "uploads_edit_saved"
_LONGEST_TEXT = 2_000
NEW = ""
"""Choice of a record that does not exist yet."""
_MONTHS_AHEAD = 1


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
        Identifies this submission: saved twice, it is recorded once. Also part of the keys of the
        form's widgets, so that each opening has widgets of its own.
    conflict, author, reason
        Conflict of the last attempt to save, its author and reason; None without one.
    """

    table: str
    key: tuple[str, ...]
    read_at: int
    token: str
    conflict: EditConflictError | None = None
    author: str = ""
    reason: str = ""


def _opened(table: str, key: tuple[str, ...], version: int) -> Editing:
    """Return the record being edited, opened now if it was not."""
    editing: Editing | None = st.session_state.get(_STATE)
    if editing is None or (editing.table, editing.key) != (table, key):
        editing = Editing(table, key, version, uuid.uuid4().hex)
        st.session_state[_STATE] = editing
    return editing


def _close(upload: Upload | None) -> None:
    """Close the record; the next form reads it again."""
    st.session_state.pop(_STATE, None)
    if upload:
        st.session_state[_SAVED] = upload


def _show_saved(page: Page) -> None:
    """Show once that a change is recorded, and where it can be undone."""
    upload: Upload | None = st.session_state.pop(_SAVED, None)
    if upload is None:
        return
    _, locale = page.locale.gettext, page.locale
    text = _("The change is kept as upload {seq}.").format(seq=formats.number(upload.seq, locale))
    st.success(md(text), icon=":material/check_circle:")
    history_link(page, str(upload.seq))


def _fields(
    page: Page,
    editing: Editing,
    was: Any,  # noqa: ANN401 - any record
    start: dict[str, str],
) -> dict[str, str]:
    """Show a field for each column and return what they hold, as texts of a file."""
    texts = {}
    for column in columns_of(TABLES[editing.table]):
        value = text_of(getattr(was, column.name), column) if was else start.get(column.name, "")
        if column.is_key and (was is not None or column.name in start):
            texts[column.name] = value  # what names a record cannot be changed
            continue
        texts[column.name] = _field(page, editing, column, value)
    return texts


def decimal_mark(locale: Locale) -> str:
    """Return the decimal mark of a reader."""
    return "," if locale.is_french else "."


def _field(page: Page, editing: Editing, column: Column, value: str) -> str:
    _ = page.locale.gettext
    label = _(column.description) + (_(" (required)") if column.required else "")
    key = f"uploads_edit_{editing.token}_{column.name}"
    if column.references:
        return _choice(_references(page, column.references, value), label, value, key)
    if column.type == "choice":
        return _choice(choice_words(column.choices, page.locale), label, value, key)
    if column.type == "boolean":
        return _choice({"true": _("yes"), "false": _("no")}, label, value, key)
    if column.type == "number":
        value = value.replace(".", decimal_mark(page.locale))
    if column.is_long:
        return st.text_area(label, value=value, max_chars=_LONGEST_TEXT, key=key)
    hints = {"month": "2026-10", "day": "2026-10-31", "quarter": "2026-Q4"}
    return st.text_input(
        label, value=value, max_chars=_LONGEST_TEXT, placeholder=hints.get(column.type), key=key
    )


def _choice(options: dict[str, str], label: str, value: str, key: str) -> str:
    texts = {"": "—", **options}
    codes = list(texts)
    return st.selectbox(
        label, codes, index=codes.index(value), format_func=texts.__getitem__, key=key
    )


def _references(page: Page, table: str, value: str) -> dict[str, str]:
    """Return the records that a column may refer to, and its present value."""
    names = {}
    for record in current_records(page.snapshot, table):
        identifier = str(getattr(record, columns_of(type(record))[0].name))
        name = getattr(record, f"name_{page.locale.language}", None)
        names[identifier] = f"{name} ({identifier})" if name else identifier
    if value:
        names.setdefault(value, value)
    return names


def _conflict(page: Page, editing: Editing, conflict: EditConflictError) -> None:
    """Show both versions of a record and let the reader choose."""
    _ = page.locale.gettext
    st.warning(md(conflict.sentence(_)), icon=":material/call_split:")
    _versions(page, conflict)
    with st.container(horizontal=True):
        mine = st.button(
            md(_("Keep my changes, and theirs elsewhere")),
            type="primary",
            key=f"uploads_merge_{editing.token}",
        )
        theirs = st.button(md(_("Keep theirs")), key=f"uploads_theirs_{editing.token}")
    if theirs:
        _close(None)
        st.rerun()
    if mine:
        try:
            _record(page, editing, conflict.merged(), page.snapshot.version)
        except TandemError as error:
            problem(error, page.locale)


def _versions(page: Page, conflict: EditConflictError) -> None:
    """Show the fields that differ: when opened, as they are now, and as the reader wants them."""
    _, locale = page.locale.gettext, page.locale
    names = {*changed_columns(conflict.theirs, conflict.mine), *conflict.changed_there}
    versions = (conflict.was, conflict.theirs, conflict.mine)
    rows = [
        [
            _(column.description),
            *(cell_text(getattr(record, column.name, None), column, locale) for record in versions),
        ]
        for column in columns_of(type(conflict.mine))
        if column.name in names
    ]
    show_table(data_frame([_("Field"), _("When opened"), _("Now"), _("Yours")], rows))


def _record(page: Page, editing: Editing, record: object, read_at: int) -> None:
    """Record a change of a record; a conflict is shown at the next run.

    Raises
    ------
    TandemError
        When the change is refused.
    """
    try:
        require_edit()
        upload = record_edit(
            page.snapshot.database,
            record,
            author=editing.author,
            reason=editing.reason,
            read_at=read_at,
            idempotency_key=editing.token,
        )
    except EditConflictError as error:
        editing.conflict = error
    else:
        _close(upload)
    st.rerun()


def show_edit(page: Page) -> None:
    """Show the form of one record, and what became of the last change."""
    if not is_latest(page):
        return
    table = choose_table(page)
    if table == "metric_value" and not company(page.snapshot).metrics:
        notice(page.locale.gettext("No metric has been declared yet."))
        return
    key = _value_key(page) if table == "metric_value" else _record_key(page, table)
    editing = _opened(table, key, page.snapshot.version)
    _show_saved(page)
    if editing.conflict is not None:
        _conflict(page, editing, editing.conflict)
        return
    snapshot = Snapshot(page.snapshot.database, editing.read_at, page.snapshot.latest)
    _form(page, editing, record_of(snapshot, table, key), starting_values(table, key))


def record_of(snapshot: Snapshot, table: str, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - any record
    """Return the record of a key as it stands in a snapshot; None for a new one."""
    if not key:
        return None
    if table == "metric_value":
        records: list[Any] = list(current_values(snapshot, key[0], key[2]))
    else:
        records = current_records(snapshot, table)
    return next((record for record in records if key_text(record) == key), None)


def key_text(record: Any) -> tuple[str, ...]:  # noqa: ANN401 - any record
    """Return the key of a record as texts; a value's month as ``2026-10``."""
    if isinstance(record, MetricValue):
        return (record.metric_id, month_key(record.period), record.segment)
    return tuple(str(getattr(record, name)) for name in key_of(type(record)))


def starting_values(table: str, key: tuple[str, ...]) -> dict[str, str]:
    """Return the texts that a form begins with where the record does not exist yet."""
    if table == "company":
        return {"company_id": COMPANY}
    if table != "metric_value":
        return {}
    return dict(zip(("metric_id", "period", "segment"), key, strict=True))


def _value_key(page: Page) -> tuple[str, ...]:
    _, locale = page.locale.gettext, page.locale
    metrics = company(page.snapshot).metrics
    with st.container(horizontal=True):
        metric_id = url_state.choose(
            "select",
            "metric",
            list(metrics),
            label=md(_("Metric")),
            describe=lambda name: f"{name_of(metrics[name], locale)} ({name})",
            default=next(iter(metrics)),
        )
        segments = metric_segments(page.snapshot, metric_id)
        segment = st.selectbox(
            md(_("Segment")),
            segments,
            format_func=lambda name: name or _("Total"),
            key=f"uploads_segment_{metric_id}",
        )
        values = current_values(page.snapshot, metric_id, segment)
        months = [item.period for item in reversed(values)]
        if months:
            months.insert(0, add_months(months[0], _MONTHS_AHEAD))
        names = {month_key(month): formats.month_long(month, locale) for month in months}
        month = st.selectbox(
            md(_("Month")),
            list(names),
            index=min(1, len(names) - 1) if names else None,
            format_func=lambda name: names.get(name, name),
            accept_new_options=True,
            placeholder="2026-10",
            key=f"uploads_month_{metric_id}_{segment}",
        )
    return (metric_id, month or "", segment)


def _record_key(page: Page, table: str) -> tuple[str, ...]:
    _ = page.locale.gettext
    records = {
        "\u001f".join(key_text(item)): item for item in current_records(page.snapshot, table)
    }
    chosen = st.selectbox(
        md(_("Record")),
        [NEW, *records],
        index=min(1, len(records)),
        format_func=lambda key: record_name(page, records[key]) if key else _("New record"),
        key=f"uploads_record_{table}",
    )
    return tuple(chosen.split("\u001f")) if chosen else ()


def record_name(page: Page, record: Any) -> str:  # noqa: ANN401 - any record
    """Return a record's key with its name, as plain text."""
    key = " · ".join(part for part in key_text(record) if part)
    for field in (f"name_{page.locale.language}", "name_fr", "name_en"):
        name = getattr(record, field, None)
        if name:
            return f"{name} ({key})"
    return key


def _form(page: Page, editing: Editing, was: Any, start: dict[str, str]) -> None:  # noqa: ANN401
    _ = page.locale.gettext
    with st.form(f"uploads_edit_{editing.token}"):
        texts = _fields(page, editing, was, start)
        editing.author = author_field(page, f"uploads_edit_author_{editing.token}")
        editing.reason = st.text_input(
            md(_("Reason of the change")), max_chars=300, key=f"uploads_edit_reason_{editing.token}"
        )
        sent = st.form_submit_button(
            md(_("Save the change")),
            type="primary",
            icon=":material/save:",
            key=f"uploads_edit_save_{editing.token}",
        )
    if sent:
        _save(page, editing, texts)


def _save(page: Page, editing: Editing, texts: dict[str, str]) -> None:
    database = page.snapshot.database
    try:
        require_edit()
        record = typed_record(database, editing.table, texts, decimal=decimal_mark(page.locale))
        _record(page, editing, record, editing.read_at)
    except EditRefusedError as error:
        problem(error, page.locale)
        for issue in error.issues:
            st.markdown(f":material/error: {md(issue.message(page.locale))}")
        for question in error.questions:
            st.markdown(f":material/help: {md(question.message(page.locale))}")
    except TandemError as error:
        problem(error, page.locale)
