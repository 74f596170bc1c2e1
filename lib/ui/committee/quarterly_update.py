"""The quarterly update page: blocks, findings, charts, commentary, freeze, and the files."""

import uuid
from functools import partial

import streamlit as st

from lib.charts.drawing.theme import Spec
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.clock import today
from lib.domain.decisions import (
    BLOCKS,
    Block,
    FrozenUpdate,
    UpdateCommentary,
    block_list,
    block_text,
)
from lib.errors import RefusedError, TandemError
from lib.exports.report.report import PairChart, Section, UpdateReport
from lib.exports.tables import data_frame
from lib.exports.update_file import FORMATS, MEDIA_TYPES, Format, file_name, update_files
from lib.i18n import formats
from lib.i18n.translate import N_
from lib.ingest.edits import record_edit
from lib.ui.app import url_state
from lib.ui.app.rights import may_edit, require_edit
from lib.ui.app.session import Page
from lib.ui.uploads.uploads import author_field
from lib.ui.widgets import components
from lib.ui.widgets.components import notice, problem
from lib.ui.widgets.filters import choose_quarter
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.tables import show_table
from lib.ui.widgets.text import md
from lib.views.committee.frozen_updates import Freeze, UpdateSource
from lib.views.committee.quarterly_update import QuarterlyUpdateView, UpdateQuarters, freezes
from lib.wording.okrs import quarter_name
from lib.wording.pages.choices import block_name

_CHOICE = "quarterly_update_blocks"
_WRITTEN = "quarterly_update_blocks_written"
_LONGEST = 2_000
_FORMATS: dict[Format, str] = {
    "pptx": N_("PowerPoint"),
    "pdf": N_("PDF"),
    "html": N_("Web page"),
    "eml": N_("E-mail to send"),
}
_ICONS: dict[Format, str] = {
    "pptx": ":material/slideshow:",
    "pdf": ":material/picture_as_pdf:",
    "html": ":material/html:",
    "eml": ":material/mail:",
}
_FILES = "quarterly_update_files"


def choose_update_quarter(page: Page, quarters: UpdateQuarters) -> str:
    """Let the reader choose a quarter; empty where there are no data."""
    if not quarters.options:
        notice(page.locale.gettext("Nothing has been loaded yet: no update can be prepared."))
    return choose_quarter(page, quarters.options, quarters.default)


def choose_blocks(page: Page, quarter: str) -> tuple[Block, ...]:
    """Let the reader hide blocks and change their order; a frozen update keeps its own."""
    _, freeze = page.locale.gettext, freezes(page.snapshot).get(quarter)
    if freeze is not None:
        _frozen(page, freeze)
        return BLOCKS
    valid = block_text(block_list(st.query_params.get("blocks", "")))
    wanted = url_state.opened("blocks", (valid,))
    if _CHOICE not in st.session_state or wanted != st.session_state.get(_WRITTEN, ""):
        st.session_state[_CHOICE] = list(block_list(wanted) or BLOCKS)
    chosen = st.multiselect(
        _("Blocks, in the order in which they are chosen"),
        BLOCKS,
        format_func=lambda block: block_name(block, page.locale),
        key=_CHOICE,
    )
    blocks = tuple(chosen) or BLOCKS
    written = "" if blocks == BLOCKS else block_text(blocks)
    st.session_state[_WRITTEN] = written
    url_state.keep("blocks", written)
    return blocks


def show_title(page: Page, view: QuarterlyUpdateView, report: UpdateReport) -> None:
    """Show what the update is, of which data, and what a reader must know beside it."""
    st.title(md(report.title), anchor=False)
    st.caption(md(report.state))
    for note in report.notes:
        st.info(md(note), icon=":material/edit_note:")
    if view.comparison is not None:
        quarter = quarter_name(view.comparison.previous.update.quarter, page.locale)
        sentence = page.locale.gettext("Compared with the frozen update of {quarter}.")
        st.caption(md(sentence.format(quarter=quarter)))


def show_sections(page: Page, view: QuarterlyUpdateView, report: UpdateReport) -> None:
    """Show every block in its order."""
    for section in report.sections:
        cached_fragment(page, f"findings {section.block}", _findings, section)
        _commentary(page, view, report, section)
        cached_fragment(page, f"tables {section.block}", _tables, section)
        if section.charts:
            _charts(page, view, section.charts)


def _findings(_page: Page, section: Section) -> None:
    components.section(section.title, section.name)
    if section.findings:
        st.markdown("\n".join(f"- {md(sentence)}" for sentence in section.findings))


def _frozen(page: Page, freeze: Freeze) -> None:
    _, locale = page.locale.gettext, page.locale
    text = _("Frozen by {author} on {day} (upload {seq}): its figures no longer change.").format(
        author=freeze.author,
        day=formats.day(freeze.update.frozen_on, locale),
        seq=formats.number(freeze.seq, locale),
    )
    st.info(md(text), icon=":material/lock:")


def _commentary(
    page: Page, view: QuarterlyUpdateView, report: UpdateReport, section: Section
) -> None:
    if section.commentary:
        with st.container(border=True):
            st.markdown(f"**{md(report.commentary_label)}**  \n{md(section.commentary)}")
    if view.source.freeze is None:
        show_commentary_form(page, view.source, section.block)


def _tables(_page: Page, section: Section) -> None:
    for table in section.tables:
        st.caption(md(table.title))
        show_table(data_frame(table.headers, table.rows))


def _charts(page: Page, view: QuarterlyUpdateView, charts: tuple[PairChart, ...]) -> None:
    label = page.locale.gettext("Charts of the pairs")
    drawer = st.expander(label, key="quarterly_update_charts", on_change="rerun")
    if not drawer.open:
        return
    version = view.source.snapshot.version
    with drawer:
        for item in charts:
            st.subheader(md(item.title), anchor=False)
            st.caption(md(item.subtitle))
            key = f"quarterly_update_{version}_{item.pair_id}"
            cached_chart(page, key, partial(_pair_chart, page, item))


def _pair_chart(page: Page, item: PairChart) -> Spec:
    return pair_chart(item.series, locale=page.locale, theme=page.theme)


def may_prepare(page: Page) -> bool:
    """Return whether the reader may prepare an update: the latest data, and the right to edit."""
    return page.snapshot.version == page.snapshot.latest and may_edit()


def show_commentary_form(page: Page, source: UpdateSource, block: Block) -> None:
    """Let the product leader comment a block, in both languages."""
    if not may_prepare(page):
        return
    _, key = page.locale.gettext, f"quarterly_update_{source.quarter}_{block}"
    drawer = st.expander(
        md(_("Write a commentary")),
        icon=":material/edit:",
        key=f"{key}_drawer",
        on_change="rerun",
        type="compact",
    )
    if not drawer.open:
        return
    commentary = source.commentary.get(block)
    with drawer, st.form(f"{key}_form"):
        french = st.text_area(
            _("In French"),
            (commentary and commentary.text_fr) or "",
            max_chars=_LONGEST,
            key=f"{key}_fr",
        )
        english = st.text_area(
            _("In English"),
            (commentary and commentary.text_en) or "",
            max_chars=_LONGEST,
            key=f"{key}_en",
        )
        author = author_field(page, f"{key}_author")
        sent = st.form_submit_button(md(_("Keep the commentary")), key=f"{key}_save")
    if sent:
        record = UpdateCommentary(
            quarter=source.quarter,
            block=block,
            text_fr=french.strip() or None,
            text_en=english.strip() or None,
        )
        reason = _("Commentary of the update of {quarter}: {block}").format(
            quarter=quarter_name(source.quarter, page.locale), block=block_name(block, page.locale)
        )
        _keep(page, record, author, reason)


def show_freeze(page: Page, source: UpdateSource) -> None:
    """Let the product leader freeze the update, once it is ready for the committee."""
    if source.freeze is not None or not may_prepare(page):
        return
    _, locale, key = page.locale.gettext, page.locale, f"quarterly_update_{source.quarter}_freeze"
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
                ).format(version=formats.number(source.snapshot.version, locale))
            )
        )
        author = author_field(page, f"{key}_author")
        sent = st.form_submit_button(
            md(_("Freeze")), type="primary", icon=":material/lock:", key=f"{key}_save"
        )
    if sent:
        record = FrozenUpdate(
            quarter=source.quarter,
            frozen_on=today(),
            data_version=source.snapshot.version,
            blocks=block_text(source.blocks),
        )
        reason = _("Freeze of the update of {quarter}").format(
            quarter=quarter_name(source.quarter, locale)
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


def show_update_files(page: Page, report: UpdateReport) -> None:
    """Offer to prepare the files of an update, then each of them."""
    _ = page.locale.gettext
    key = _key(page, report)
    pressed = st.button(
        md(_("Prepare the files")), icon=":material/draft:", key="quarterly_update_prepare"
    )
    if pressed:
        try:
            st.session_state[_FILES] = (key, _prepared(page, report))
        except RefusedError as error:
            problem(error, page.locale)
    files = st.session_state.get(_FILES)
    if files is None or files[0] != key:
        st.caption(md(_("PowerPoint, PDF, web page and e-mail, with the same figures.")))
        return
    with st.container(horizontal=True):
        for file_format, content in files[1].items():
            st.download_button(
                f"{md(_(_FORMATS[file_format]))}",
                content,
                file_name=file_name(report, file_format),
                mime=MEDIA_TYPES[file_format],
                icon=_ICONS[file_format],
                on_click="ignore",
                key=f"quarterly_update_{file_format}",
            )


def _prepared(page: Page, report: UpdateReport) -> dict[Format, bytes]:
    """Return every file, with a progress bar while they are written."""
    _, locale = page.locale.gettext, page.locale
    bar = st.progress(0.0)

    def tell(done: int) -> None:
        text = _("{format}: file {done} of {total}").format(
            format=_(_FORMATS[FORMATS[done]]),
            done=formats.number(done + 1, locale),
            total=formats.number(len(FORMATS), locale),
        )
        bar.progress(done / len(FORMATS), text=md(text))

    try:
        return update_files(page.snapshot, report, tell)
    finally:
        bar.empty()


def _key(page: Page, report: UpdateReport) -> tuple[object, ...]:
    blocks = tuple(section.block for section in report.sections)
    return (page.snapshot.version, report.quarter, blocks, page.locale.language)
