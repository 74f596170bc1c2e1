"""Files to take away: a template and the whole content of each table; answers remembered."""

from functools import partial

import streamlit as st

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.errors import TandemError
from lib.exports.records import MIME, FileFormat, records_file
from lib.exports.templates import template_file
from lib.i18n.translate import LANGUAGES, locale
from lib.ingest.recipes import change_recipe
from lib.ui.app import url_state
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.uploads.drop import author_field
from lib.ui.uploads.questions import answer_field, metric_names
from lib.ui.uploads.words import answer_text, named, subject_text, table_name
from lib.ui.widgets.components import problem
from lib.ui.widgets.text import md
from lib.views.data.uploads import RememberedAnswers, UploadsView, current_records

FORMATS: tuple[FileFormat, ...] = ("csv", "xlsx")
_FORMAT_NAMES = {"csv": "CSV", "xlsx": "Excel"}
_LANGUAGE_NAMES = {"fr": "français", "en": "English"}


def show_files(page: Page, view: UploadsView) -> None:
    """Show one table to take away, as a template or whole, then the answers remembered."""
    _ = page.locale.gettext
    table = url_state.choose(
        "select",
        "table",
        list(TABLES),
        label=md(_("Table")),
        describe=lambda name: table_name(name, page.locale),
        default="metric_value",
    )
    _template(page, table)
    _content(page, table)
    _columns(page, table)
    _recipes(page, view)


def _template(page: Page, table: str) -> None:
    _ = page.locale.gettext
    st.header(md(_("Template, with one example row")), anchor=False)
    with st.container(horizontal=True):
        for language in LANGUAGES:
            for kind in FORMATS:
                st.download_button(
                    md(f"{_FORMAT_NAMES[kind]}, {_LANGUAGE_NAMES[language]}"),
                    data=partial(template_file, table, file_format=kind, locale=locale(language)),
                    file_name=_("template_{table}").format(table=table) + f"_{language}.{kind}",
                    mime=MIME[kind],
                    key=f"uploads_template_{table}_{language}_{kind}",
                    on_click="ignore",
                    icon=":material/download:",
                )


def _content(page: Page, table: str) -> None:
    _ = page.locale.gettext
    st.header(md(_("The whole table, as it stands")), anchor=False)
    st.caption(md(_("It loads back as it is: change it in a spreadsheet and drop it here.")))
    with st.container(horizontal=True):
        for language in LANGUAGES:
            for kind in FORMATS:
                st.download_button(
                    md(f"{_FORMAT_NAMES[kind]}, {_LANGUAGE_NAMES[language]}"),
                    data=partial(_table_file, page, table, kind, language),
                    file_name=f"{table}_{language}.{kind}",
                    mime=MIME[kind],
                    key=f"uploads_table_{table}_{language}_{kind}",
                    on_click="ignore",
                    icon=":material/table_view:",
                )


def _table_file(page: Page, table: str, kind: FileFormat, language: str) -> bytes:
    return records_file(
        table,
        TABLES[table],
        current_records(page.snapshot, table),
        file_format=kind,
        locale=locale(language),
    )


def _columns(page: Page, table: str) -> None:
    _ = page.locale.gettext
    drawer = st.expander(
        md(_("What each column holds")),
        key=f"uploads_columns_{table}",
        on_change="rerun",
        type="compact",
    )
    if not drawer.open:
        return
    with drawer:
        for column in columns_of(TABLES[table]):
            needed = _(" (required)") if column.required else ""
            choices = f" {', '.join(column.choices)}" if column.choices else ""
            st.markdown(
                f"**{md(column.name)}**{md(needed)} — {md(_(column.description))}{md(choices)}"
            )


def _recipes(page: Page, view: UploadsView) -> None:
    if not view.recipes:
        return
    _, names = page.locale.gettext, metric_names(page)
    st.header(md(_("Answers remembered")), anchor=False)
    st.caption(md(_("They are given by themselves to the next file of the same shape.")))
    for one in view.recipes:
        with st.container(border=True, key=f"uploads_recipe_{one.recipe.fingerprint}"):
            st.markdown(
                f"**{md(one.recipe.name)}** — {md(table_name(one.recipe.kind, page.locale))}"
            )
            for key, answer in one.answers:
                told = answer_text(key, answer, names, page.locale)
                st.caption(md(named(subject_text(key, page.locale), told, page.locale)))
            if may_edit() and page.snapshot.version == page.snapshot.latest:
                _change(page, one)


def _change(page: Page, one: RememberedAnswers) -> None:
    _, mark = page.locale.gettext, one.recipe.fingerprint
    box = st.popover(
        md(_("Change or forget")), icon=":material/edit:", type="tertiary", key=f"uploads_r_{mark}"
    )
    with box, st.form(f"uploads_recipe_form_{mark}", border=False):
        changed = [
            (key, answer_field(page, key, answer, f"uploads_recipe_{mark}_{key}"))
            for key, answer in one.answers
        ]
        author = author_field(page, f"uploads_recipe_author_{mark}")
        reason = st.text_input(md(_("Reason")), max_chars=300, key=f"uploads_recipe_why_{mark}")
        saved = st.form_submit_button(md(_("Keep these answers")), key=f"uploads_rk_{mark}")
        forgotten = st.form_submit_button(md(_("Forget them")), key=f"uploads_rf_{mark}")
    if not saved and not forgotten:
        return
    try:
        require_edit()
        answers = [item for item in changed if item[1]] if saved else []
        change_recipe(page.snapshot.database, one.recipe, answers, author=author, reason=reason)
    except TandemError as error:
        problem(error, page.locale)
        return
    st.rerun()
