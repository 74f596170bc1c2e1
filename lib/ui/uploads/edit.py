"""Changing a value, a name or any field in the app: one upload of kind ``edit`` with its reason."""

from typing import Any

import streamlit as st

from lib.domain.metrics import MetricValue
from lib.domain.periods import add_months, month_key
from lib.domain.records import key_of
from lib.domain.tables import TABLES
from lib.errors import TandemError
from lib.i18n import formats
from lib.ingest.edits import EditConflictError, record_edit
from lib.ingest.records.edit_texts import EditRefusedError, typed_record
from lib.ui.app import url_state
from lib.ui.app.rights import require_edit
from lib.ui.app.session import Page
from lib.ui.uploads import edit_state
from lib.ui.uploads.conflict import show_conflict
from lib.ui.uploads.drop import author_field
from lib.ui.uploads.edit_state import Editing
from lib.ui.uploads.fields import decimal_mark, show_fields
from lib.ui.uploads.uploads import is_latest
from lib.ui.uploads.words import table_name
from lib.ui.widgets.components import notice, problem
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.views.data.uploads import current_records, current_values, metric_segments
from lib.views.snapshot import Snapshot
from lib.wording.names import name_of

NEW = ""
"""Choice of a record that does not exist yet."""

_MONTHS_AHEAD = 1


def show_edit(page: Page) -> None:
    """Show the form of one record, and what became of the last change."""
    if not is_latest(page):
        return
    _ = page.locale.gettext
    table = url_state.choose(
        "select",
        "table",
        list(TABLES),
        label=md(_("Table")),
        describe=lambda name: table_name(name, page.locale),
        default="metric_value",
    )
    if table == "metric_value" and not company(page.snapshot).metrics:
        notice(_("No metric has been declared yet."))
        return
    key = _value_key(page) if table == "metric_value" else _record_key(page, table)
    held = edit_state.editing(table, key, page.snapshot.version)
    edit_state.show_saved(page)
    read = Snapshot(page.snapshot.database, held.read_at, page.snapshot.latest)
    was = record_of(read, table, key)
    if held.conflict is None:
        _form(page, held, was, starting_values(table, key))
    else:
        show_conflict(page, held, held.conflict)


def record_of(snapshot: Snapshot, table: str, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - any record
    """Return the record of a key as it stands in a snapshot; None for a new one."""
    if not key:
        return None
    if table == "metric_value":
        found: list[Any] = list(current_values(snapshot, key[0], key[2]))
    else:
        found = current_records(snapshot, table)
    return next((item for item in found if key_text(item) == key), None)


def key_text(record: Any) -> tuple[str, ...]:  # noqa: ANN401 - any record
    """Return the key of a record as texts; a value's month as ``2026-10``."""
    if isinstance(record, MetricValue):
        return (record.metric_id, month_key(record.period), record.segment)
    return tuple(str(getattr(record, name)) for name in key_of(type(record)))


def starting_values(table: str, key: tuple[str, ...]) -> dict[str, str]:
    """Return the texts that a form begins with where the record does not exist yet."""
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
        named = {month_key(month): formats.month_long(month, locale) for month in months}
        month = st.selectbox(
            md(_("Month")),
            list(named),
            index=min(1, len(named) - 1) if named else None,
            format_func=lambda name: named.get(name, name),
            accept_new_options=True,
            placeholder="2026-10",
            key=f"uploads_month_{metric_id}_{segment}",
        )
    return (metric_id, month or "", segment)


def _record_key(page: Page, table: str) -> tuple[str, ...]:
    _ = page.locale.gettext
    found = {"\u001f".join(key_text(item)): item for item in current_records(page.snapshot, table)}
    chosen = st.selectbox(
        md(_("Record")),
        [NEW, *found],
        index=min(1, len(found)),
        format_func=lambda key: record_name(page, found[key]) if key else _("New record"),
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


def _form(page: Page, held: Editing, was: Any, start: dict[str, str]) -> None:  # noqa: ANN401
    _ = page.locale.gettext
    with st.form(f"uploads_edit_{held.mark}"):
        texts = show_fields(page, held, was, start)
        author = author_field(page, f"uploads_edit_author_{held.mark}")
        reason = st.text_input(
            md(_("Reason of the change")), max_chars=300, key=f"uploads_edit_reason_{held.mark}"
        )
        sent = st.form_submit_button(
            md(_("Save the change")),
            type="primary",
            icon=":material/save:",
            key=f"uploads_edit_save_{held.mark}",
        )
    if sent:
        _save(page, held, texts, author, reason)


def _save(page: Page, held: Editing, texts: dict[str, str], author: str, reason: str) -> None:
    database = page.snapshot.database
    try:
        require_edit()
        record = typed_record(database, held.table, texts, decimal=decimal_mark(page.locale))
        upload = record_edit(
            database,
            record,
            author=author,
            reason=reason,
            read_at=held.read_at,
            idempotency_key=held.token,
        )
    except EditRefusedError as error:
        problem(error, page.locale)
        for issue in error.issues:
            st.markdown(f":material/error: {md(issue.message(page.locale))}")
        for question in error.questions:
            st.markdown(f":material/help: {md(question.message(page.locale))}")
    except EditConflictError as error:
        edit_state.keep_conflict(held, error, author, reason)
        st.rerun()
    except TandemError as error:
        problem(error, page.locale)
    else:
        edit_state.close(upload)
        st.rerun()
