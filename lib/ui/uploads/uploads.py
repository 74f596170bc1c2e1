"""The uploads page: its headline and sections, and what several sections share."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from lib.domain.tables import TABLES
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ui.app import url_state
from lib.ui.app.rights import may_edit
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.links import common_choices
from lib.ui.widgets.tables import show_table
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.views.data.quality import data_quality
from lib.views.data.uploads import UploadsView
from lib.wording.names import name_of
from lib.wording.pages.uploads import change_text, table_name, value_text

SECTIONS = {
    "load": N_("Load"),
    "history": N_("History"),
    "quality": N_("Quality"),
    "edit": N_("Edit"),
    "files": N_("Files"),
}
"""Sections of the page, in their order."""

_FOR_EDITORS = frozenset({"load", "edit"})
_AUTHOR = "uploads_author"
"""Where a session remembers who edits."""


class ValueChange(NamedTuple):
    """A value of a metric beside the one that it replaces or differs from."""

    metric_id: str
    segment: str
    period: date
    former: float | None
    later: float | None


def show_title(page: Page, view: UploadsView) -> None:
    """Show the finding: what came last, and whether the data are sound."""
    _, locale = page.locale.gettext, page.locale
    st.title(md(_("What did we load?")), anchor=False)
    if not view.uploads:
        notice(_("Nothing has been uploaded. Drop a first file, or begin with a template."))
        return
    latest = view.uploads[0]
    sentences = [
        _("Latest upload: {file}, by {author} on {day}.").format(
            file=latest.file_name,
            author=latest.author,
            day=formats.day(latest.uploaded_at, locale),
        )
    ]
    quality = data_quality(page.snapshot)
    if quality.metrics:
        sentences.append(
            _("{sound} of {total} metrics are complete, fresh and on one scale.").format(
                sound=formats.number(quality.sound_count, locale),
                total=formats.number(len(quality.metrics), locale),
            )
        )
    st.caption(md(" ".join(sentences)))


def choose_section(page: Page) -> str:
    """Let the reader choose a section; those that change data are for editors."""
    _ = page.locale.gettext
    allowed = may_edit()
    options = [name for name in SECTIONS if allowed or name not in _FOR_EDITORS]
    chosen = url_state.choose(
        "segments",
        "section",
        options,
        label=_("Section"),
        describe=lambda name: _(SECTIONS[name]),
        default=options[0],
    )
    if not allowed:
        notice(_("You may read what was loaded, not change it."))
    return chosen


def link_within(section: str, upload: str = "") -> dict[str, str]:
    """Return the address of a section, or of one upload in it, for a link of this page.

    Streamlit leaves the browser's address as it was where a link to the same page is already what
    the page would write; ``from`` is dropped when it is written, so the address always follows.
    """
    choices = {"upload": upload} if upload else {}
    return {**common_choices(), "section": section, **choices, "from": "uploads"}


def history_link(page: Page, upload: str = "") -> None:
    """Show a link to the history, or to one upload in it, from where something was loaded."""
    st.page_link(
        "pages/uploads.py",
        label=md(page.locale.gettext("See it in the history, or undo it")),
        icon=":material/history:",
        query_params=link_within("history", upload),
    )


def author_field(page: Page, key: str) -> str:
    """Let the reader enter who edits; the session remembers it."""
    text: str = st.text_input(
        md(page.locale.gettext("Your role or name")),
        value=st.session_state.get(_AUTHOR, ""),
        max_chars=80,
        key=key,
    )
    st.session_state[_AUTHOR] = text
    return text.strip()


def choose_table(page: Page) -> str:
    """Let the reader choose a table of the data."""
    return url_state.choose(
        "select",
        "table",
        list(TABLES),
        label=md(page.locale.gettext("Table")),
        describe=lambda name: table_name(name, page.locale),
        default="metric_value",
    )


def show_changes(page: Page, rows: Sequence[ValueChange], former: str, later: str) -> None:
    """Show values beside those that they replace or differ from.

    Parameters
    ----------
    page
        Run of the page.
    rows
        Values with what stood before.
    former, later
        Headings of both values.
    """
    _ = page.locale.gettext
    cells = [_change_cells(page, row) for row in rows]
    show_table(data_frame([_("Metric"), _("Month"), former, later, _("Change")], cells))


def _change_cells(page: Page, row: ValueChange) -> tuple[str, ...]:
    locale = page.locale
    metric = company(page.snapshot).metrics.get(row.metric_id)
    name = name_of(metric, locale) if metric else row.metric_id
    return (
        f"{name} · {row.segment}" if row.segment else name,
        formats.month(row.period, locale),
        value_text(row.former, metric, locale),
        value_text(row.later, metric, locale),
        change_text(row.former, row.later, metric, locale),
    )


def is_latest(page: Page) -> bool:
    """Return whether the newest data are shown; say so where data cannot be changed."""
    if page.snapshot.version == page.snapshot.latest:
        return True
    notice(
        page.locale.gettext("You see an earlier state. Show the latest data to change something.")
    )
    return False
