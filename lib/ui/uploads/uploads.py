"""The page of uploads: its sections, its headline, and what a reader without rights is told."""

import streamlit as st

from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ui.app import url_state
from lib.ui.app.rights import may_edit
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.links import common_choices
from lib.ui.widgets.text import md
from lib.views.data.quality import data_quality
from lib.views.data.uploads import UploadsView

SECTIONS = {
    "load": N_("Load"),
    "history": N_("History"),
    "quality": N_("Quality"),
    "edit": N_("Edit"),
    "files": N_("Files"),
}
"""Sections of the page, in their order."""

_FOR_EDITORS = frozenset({"load", "edit"})


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
    opened = {"upload": upload} if upload else {}
    return {**common_choices(), "section": section, **opened, "from": "uploads"}


def is_latest(page: Page) -> bool:
    """Return whether the newest data are shown; say so where data cannot be changed."""
    if page.snapshot.version == page.snapshot.latest:
        return True
    notice(
        page.locale.gettext("You see an earlier state. Show the latest data to change something.")
    )
    return False
