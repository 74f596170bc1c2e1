"""The demo company says that it is one, and leaves at the first wish."""

import streamlit as st

from lib.demo.company import AUTHOR
from lib.i18n.translate import N_
from lib.store.uploads.uploads import undo_all
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.company import company


def demo_notice(page: Page) -> None:
    """Say that what is shown was invented, with one action to start empty."""
    _ = page.locale.gettext
    standing = [one for one in company(page.snapshot).uploads.values() if not one.is_undone]
    if not standing or any(one.author != AUTHOR for one in standing):
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
                args=(page, [one.seq for one in standing]),
            )


def _start_empty(page: Page, seqs: list[int]) -> None:
    require_edit()
    undo_all(page.snapshot.database, seqs, author=AUTHOR, reason=N_("start empty"))
