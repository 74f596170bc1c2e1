"""What the quarterly update shows: its blocks with findings, tables, charts and commentary."""

from functools import partial

import streamlit as st

from lib.charts.drawing.theme import LARGE, PHONE, Spec
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.updates import BLOCKS, Block, block_list, block_text
from lib.exports.report.report import PairChart, Report, Section, Table
from lib.exports.report.words import block_name
from lib.i18n import formats
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.quarterly_update.edit import show_commentary_form
from lib.ui.widgets.components import notice
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.text import md
from lib.views.committee.frozen_updates import Freeze
from lib.views.committee.quarterly_update import QuarterlyUpdateView, UpdateQuarters, freezes
from lib.wording.okrs import quarter_name

_CHOICE = "quarterly_update_blocks"
_WRITTEN = "quarterly_update_blocks_written"


def choose_quarter(page: Page, quarters: UpdateQuarters) -> str:
    """Let the reader choose a quarter; empty where there are no data."""
    if not quarters.options:
        notice(page.locale.gettext("Nothing has been loaded yet: no update can be prepared."))
        return ""
    return url_state.choose(
        "select",
        "quarter",
        quarters.options,
        label=page.locale.gettext("Quarter"),
        describe=lambda quarter: quarter_name(quarter, page.locale),
        default=quarters.default,
    )


def choose_blocks(page: Page, quarter: str) -> tuple[Block, ...]:
    """Let the reader hide blocks and change their order; a frozen update keeps its own."""
    _, freeze = page.locale.gettext, freezes(page.snapshot).get(quarter)
    if freeze is not None:
        _say_frozen(page, freeze)
        return BLOCKS
    known = block_text(block_list(st.query_params.get("blocks", "")))
    given = url_state.opened("blocks", (known,))
    if _CHOICE not in st.session_state or given != st.session_state.get(_WRITTEN, ""):
        st.session_state[_CHOICE] = list(block_list(given) or BLOCKS)
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


def show_title(page: Page, view: QuarterlyUpdateView, report: Report) -> None:
    """Show what the update is, of which data, and what a reader must know beside it."""
    st.title(md(report.title), anchor=False)
    st.caption(md(report.state))
    for note in report.notes:
        st.info(md(note), icon=":material/edit_note:")
    if view.comparison is not None:
        quarter = quarter_name(view.comparison.previous.update.quarter, page.locale)
        said = page.locale.gettext("Compared with the frozen update of {quarter}.")
        st.caption(md(said.format(quarter=quarter)))


def show_sections(page: Page, view: QuarterlyUpdateView, report: Report) -> None:
    """Show every block in its order."""
    for section in report.sections:
        cached_fragment(page, f"findings {section.block}", _findings, section)
        _commentary(page, view, report, section)
        cached_fragment(page, f"tables {section.block}", _tables, section)
        if section.charts:
            _charts(page, view, section.charts)


def _findings(_page: Page, section: Section) -> None:
    st.header(md(section.title), anchor=False, divider="gray")
    st.caption(md(section.name))
    if section.findings:
        st.markdown("\n".join(f"- {md(sentence)}" for sentence in section.findings))


def _tables(_page: Page, section: Section) -> None:
    for table in section.tables:
        _table(table)


def _say_frozen(page: Page, freeze: Freeze) -> None:
    _, locale = page.locale.gettext, page.locale
    said = _("Frozen by {author} on {day} (upload {seq}): its figures no longer change.").format(
        author=freeze.author,
        day=formats.day(freeze.update.frozen_on, locale),
        seq=formats.number(freeze.seq, locale),
    )
    st.info(md(said), icon=":material/lock:")


def _commentary(page: Page, view: QuarterlyUpdateView, report: Report, section: Section) -> None:
    if section.commentary:
        with st.container(border=True):
            st.markdown(f"**{md(report.commentary_label)}**  \n{md(section.commentary)}")
    if view.source.freeze is None:
        show_commentary_form(page, view.source, section.block)


def _table(table: Table) -> None:
    st.caption(md(table.title))
    columns = zip(*table.rows, strict=True)
    st.table(
        {
            md(header): [md(cell) for cell in cells]
            for header, cells in zip(table.headers, columns, strict=True)
        },
        hide_index=True,
    )


def _charts(page: Page, view: QuarterlyUpdateView, charts: tuple[PairChart, ...]) -> None:
    label = page.locale.gettext("Charts of the pairs")
    drawer = st.expander(label, key="quarterly_update_charts", on_change="rerun")
    if not drawer.open:
        return
    version = view.source.snapshot.version
    with drawer:
        for one in charts:
            st.subheader(md(one.title), anchor=False)
            st.caption(md(one.subtitle))
            key = f"quarterly_update_{version}_{one.pair_id}"
            cached_chart(page, key, partial(_tandem, page, one))


def _tandem(page: Page, one: PairChart) -> Spec:
    size = PHONE if page.is_compact else LARGE
    return pair_chart(one.series, locale=page.locale, theme=page.theme, size=size)
