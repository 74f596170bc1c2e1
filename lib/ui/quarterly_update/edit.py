"""Commentary beside a block, in both languages, and the freeze: each is one recorded edit."""

import uuid

import streamlit as st

from lib.domain.clock import today
from lib.domain.updates import Block, FrozenUpdate, UpdateCommentary, block_text
from lib.errors import TandemError
from lib.exports.report.words import block_name
from lib.i18n import formats
from lib.ingest.edits import record_edit
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.uploads.drop import author_field
from lib.ui.widgets.components import problem
from lib.ui.widgets.text import md
from lib.views.committee.frozen_updates import UpdateSource
from lib.wording.okrs import quarter_name

_LONGEST = 2_000


def may_prepare(page: Page) -> bool:
    """Return whether the reader may prepare an update: the latest data, and the right to edit."""
    return page.snapshot.version == page.snapshot.latest and may_edit()


def show_commentary_form(page: Page, told: UpdateSource, block: Block) -> None:
    """Let the product leader say something beside a block, in both languages."""
    if not may_prepare(page):
        return
    _, key = page.locale.gettext, f"quarterly_update_{told.quarter}_{block}"
    drawer = st.expander(
        md(_("Write a commentary")),
        icon=":material/edit:",
        key=f"{key}_drawer",
        on_change="rerun",
        type="compact",
    )
    if not drawer.open:
        return
    said = told.commentary.get(block)
    with drawer, st.form(f"{key}_form"):
        french = st.text_area(
            _("In French"), (said and said.text_fr) or "", max_chars=_LONGEST, key=f"{key}_fr"
        )
        english = st.text_area(
            _("In English"), (said and said.text_en) or "", max_chars=_LONGEST, key=f"{key}_en"
        )
        author = author_field(page, f"{key}_author")
        sent = st.form_submit_button(md(_("Keep the commentary")), key=f"{key}_save")
    if sent:
        record = UpdateCommentary(
            quarter=told.quarter,
            block=block,
            text_fr=french.strip() or None,
            text_en=english.strip() or None,
        )
        reason = _("Commentary of the update of {quarter}: {block}").format(
            quarter=quarter_name(told.quarter, page.locale), block=block_name(block, page.locale)
        )
        _keep(page, record, author, reason)


def show_freeze(page: Page, told: UpdateSource) -> None:
    """Let the product leader freeze the update, once it is as the committee shall see it."""
    if told.freeze is not None or not may_prepare(page):
        return
    _, locale, key = page.locale.gettext, page.locale, f"quarterly_update_{told.quarter}_freeze"
    drawer = st.expander(
        md(_("Freeze this update")), icon=":material/lock:", key=key, on_change="rerun"
    )
    if not drawer.open:
        return
    with drawer, st.form(f"{key}_form"):
        st.markdown(
            md(
                _(
                    "The update keeps data version {version}, these blocks in this order and this "
                    "commentary, for ever. What is restated later appears as a note."
                ).format(version=formats.number(told.snapshot.version, locale))
            )
        )
        author = author_field(page, f"{key}_author")
        sent = st.form_submit_button(
            md(_("Freeze")), type="primary", icon=":material/lock:", key=f"{key}_save"
        )
    if sent:
        record = FrozenUpdate(
            quarter=told.quarter,
            frozen_on=today(),
            data_version=told.snapshot.version,
            blocks=block_text(told.blocks),
        )
        reason = _("Freeze of the update of {quarter}").format(
            quarter=quarter_name(told.quarter, locale)
        )
        _keep(page, record, author, reason)


def _keep(page: Page, record: UpdateCommentary | FrozenUpdate, author: str, reason: str) -> None:
    try:
        require_edit()
        record_edit(
            page.snapshot.database,
            record,
            author=author,
            reason=reason,
            read_at=page.snapshot.version,
            idempotency_key=uuid.uuid4().hex,
        )
    except TandemError as error:
        problem(error, page.locale)
    else:
        st.rerun()
