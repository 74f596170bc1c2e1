"""Notice shown while demo data are loaded, with a button to remove them."""

import streamlit as st

from lib.demo.company import AUTHOR
from lib.i18n.translate import N_
from lib.store.uploads.uploads import undo_all
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.company import company


def demo_notice(page: Page) -> None:
    """Show that the company is invented, with a button to start empty."""
    _ = page.locale.gettext
    uploads = [upload for upload in company(page.snapshot).uploads.values() if not upload.is_undone]
    if not uploads or any(upload.author != AUTHOR for upload in uploads):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="demo_notice"):
        st.caption(
            md(
                _("Demo: {name} is an invented company; your own data will replace it.").format(
                    name=AUTHOR
                )
            )
        )
        if may_edit() and page.snapshot.version == page.snapshot.latest:
            st.button(
                _("Start empty"),
                key="demo_start_empty",
                type="tertiary",
                icon=":material/restart_alt:",
                help=_("Every upload of the demo company is set aside; it can be taken back."),
                on_click=_start_empty,
                args=(page, [upload.seq for upload in uploads]),
            )


def _start_empty(page: Page, seqs: list[int]) -> None:
    require_edit()
    undo_all(page.snapshot.database, seqs, author=AUTHOR, reason=N_("start empty"))
