"""The fields of a form, one a column of the record's contract."""

from typing import Any

import streamlit as st

from lib.domain.records import Column, columns_of
from lib.domain.tables import TABLES
from lib.i18n.translate import Locale
from lib.ingest.records.edit_texts import text_of
from lib.ui.app.session import Page
from lib.ui.uploads.edit_state import Editing
from lib.ui.widgets.choice_words import choice_words
from lib.views.data.uploads import current_records

_LONG = ("definition", "formula", "reason", "mission", "problem", "note", "text", "action",
         "before", "after", "answer", "assumption", "question", "moved", "promise")  # fmt: skip
_MOST_SIGNS = 2_000


def show_fields(
    page: Page,
    held: Editing,
    was: Any,  # noqa: ANN401 - any record
    start: dict[str, str],
) -> dict[str, str]:
    """Show a field for each column and return what they hold, as texts of a file."""
    texts = {}
    for column in columns_of(TABLES[held.table]):
        value = text_of(getattr(was, column.name), column) if was else start.get(column.name, "")
        if column.is_key and (was is not None or column.name in start):
            texts[column.name] = value  # what names a record cannot be changed
            continue
        texts[column.name] = _field(page, held, column, value)
    return texts


def decimal_mark(locale: Locale) -> str:
    """Return the decimal mark of a reader."""
    return "," if locale.language == "fr" else "."


def _field(page: Page, held: Editing, column: Column, value: str) -> str:
    _ = page.locale.gettext
    label = _(column.description) + (_(" (required)") if column.required else "")
    key = f"uploads_edit_{held.mark}_{column.name}"
    if column.references:
        return _reference(page, column, label, value, key)
    if column.type == "choice":
        return _choice(choice_words(column.choices, page.locale), label, value, key)
    if column.type == "boolean":
        return _choice({"true": _("yes"), "false": _("no")}, label, value, key)
    if column.type == "number":
        value = value.replace(".", decimal_mark(page.locale))
    if column.type == "text" and column.name.startswith(_LONG):
        return st.text_area(label, value=value, max_chars=_MOST_SIGNS, key=key)
    hints = {"month": "2026-10", "day": "2026-10-31", "quarter": "2026-Q4"}
    return st.text_input(
        label, value=value, max_chars=_MOST_SIGNS, placeholder=hints.get(column.type), key=key
    )


def _choice(offered: dict[str, str], label: str, value: str, key: str) -> str:
    words = {"": "—", **offered}
    options = list(words)
    return st.selectbox(
        label, options, index=options.index(value), format_func=words.__getitem__, key=key
    )


def _reference(page: Page, column: Column, label: str, value: str, key: str) -> str:
    assert column.references is not None
    names = {"": "—"}
    for item in current_records(page.snapshot, column.references):
        identifier = str(getattr(item, columns_of(type(item))[0].name))
        name = getattr(item, f"name_{page.locale.language}", None)
        names[identifier] = f"{name} ({identifier})" if name else identifier
    names.setdefault(value, value)
    options = list(names)
    return st.selectbox(
        label, options, index=options.index(value), format_func=names.__getitem__, key=key
    )
