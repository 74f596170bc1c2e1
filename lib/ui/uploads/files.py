"""The section of files: template and whole content of each table, and remembered answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.errors import TandemError
from lib.exports.records import MIME, FileFormat, records_file, template_file
from lib.i18n.translate import LANGUAGES, Locale, locale
from lib.ingest.recipes import change_recipe
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.uploads.dropped_file import answer_field
from lib.ui.uploads.questions import metric_names
from lib.ui.uploads.uploads import author_field, choose_table
from lib.ui.widgets.components import drawer, problem
from lib.ui.widgets.text import md
from lib.views.data.uploads import RememberedAnswers, UploadsView, current_records
from lib.wording.pages.uploads import answer_text, name_and_value, subject_text, table_name

FORMATS: tuple[FileFormat, ...] = ("csv", "xlsx")
_FORMAT_NAMES = {"csv": "CSV", "xlsx": "Excel"}
_LANGUAGE_NAMES = {"fr": "français", "en": "English"}


def show_files(page: Page, view: UploadsView) -> None:
    """Show one table to download, as a template or whole, then the remembered answers."""
    _ = page.locale.gettext
    table = choose_table(page)
    st.header(md(_("Template, with one example row")), anchor=False)
    _downloads(
        f"uploads_template_{table}",
        ":material/download:",
        _("template_{table}").format(table=table),
        partial(template_file, table),
    )
    st.header(md(_("The whole table, as it stands")), anchor=False)
    st.caption(md(_("It loads back as it is: change it in a spreadsheet and drop it here.")))
    records = partial(current_records, page.snapshot, table)
    _downloads(
        f"uploads_table_{table}",
        ":material/table_view:",
        table,
        partial(_table_file, table, records),
    )
    drawer(_("What each column holds"), f"uploads_columns_{table}", _columns, page, table)
    _recipes(page, view)


def _table_file(
    table: str,
    records: Callable[[], list[Any]],
    *,
    file_format: FileFormat,
    locale: Locale,
) -> bytes:
    return records_file(table, TABLES[table], records(), file_format=file_format, locale=locale)


def _downloads(key: str, icon: str, name: str, content: Callable[..., bytes]) -> None:
    """Offer one file in each language and format; ``content`` is written when it is pressed."""
    with st.container(horizontal=True):
        for language in LANGUAGES:
            for kind in FORMATS:
                st.download_button(
                    md(f"{_FORMAT_NAMES[kind]}, {_LANGUAGE_NAMES[language]}"),
                    data=partial(content, file_format=kind, locale=locale(language)),
                    file_name=f"{name}_{language}.{kind}",
                    mime=MIME[kind],
                    key=f"{key}_{language}_{kind}",
                    on_click="ignore",
                    icon=icon,
                )


def _columns(page: Page, table: str) -> None:
    _ = page.locale.gettext
    for column in columns_of(TABLES[table]):
        needed = _(" (required)") if column.required else ""
        choices = f" {', '.join(column.choices)}" if column.choices else ""
        st.markdown(f"**{md(column.name)}**{md(needed)} — {md(_(column.description))}{md(choices)}")


def _recipes(page: Page, view: UploadsView) -> None:
    if not view.recipes:
        return
    _, names = page.locale.gettext, metric_names(page)
    st.header(md(_("Answers remembered")), anchor=False)
    st.caption(md(_("They are given by themselves to the next file of the same shape.")))
    for item in view.recipes:
        with st.container(border=True, key=f"uploads_recipe_{item.recipe.fingerprint}"):
            st.markdown(
                f"**{md(item.recipe.name)}** — {md(table_name(item.recipe.kind, page.locale))}"
            )
            for key, answer in item.answers:
                text = answer_text(key, answer, names, page.locale)
                st.caption(md(name_and_value(subject_text(key, page.locale), text, page.locale)))
            if may_edit() and page.snapshot.version == page.snapshot.latest:
                _change(page, item)


def _change(page: Page, item: RememberedAnswers) -> None:
    _, mark = page.locale.gettext, item.recipe.fingerprint
    box = st.popover(
        md(_("Change or forget")), icon=":material/edit:", type="tertiary", key=f"uploads_r_{mark}"
    )
    with box, st.form(f"uploads_recipe_form_{mark}", border=False):
        changed = [
            (key, answer_field(page, key, answer, f"uploads_recipe_{mark}_{key}"))
            for key, answer in item.answers
        ]
        author = author_field(page, f"uploads_recipe_author_{mark}")
        reason = st.text_input(md(_("Reason")), max_chars=300, key=f"uploads_recipe_why_{mark}")
        saved = st.form_submit_button(md(_("Keep these answers")), key=f"uploads_rk_{mark}")
        forgotten = st.form_submit_button(md(_("Forget them")), key=f"uploads_rf_{mark}")
    if saved or forgotten:
        answers = [answer for answer in changed if answer[1]] if saved else []
        _keep_answers(page, item, answers, author, reason)


def _keep_answers(
    page: Page,
    item: RememberedAnswers,
    answers: list[tuple[str, str]],
    author: str,
    reason: str,
) -> None:
    try:
        require_edit()
        change_recipe(page.snapshot.database, item.recipe, answers, author=author, reason=reason)
    except TandemError as error:
        problem(error, page.locale)
        return
    st.rerun()
