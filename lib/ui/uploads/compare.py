"""What an upload replaced, and how it differs from another one."""

import streamlit as st

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.exports.tables import Cell, csv_bytes
from lib.i18n import formats
from lib.store.uploads.changes import ReplacedValue, ValueDifference
from lib.store.uploads.uploads import Upload
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.uploads.words import cell_text, change_text, table_name, value_text
from lib.ui.widgets.components import small_heading
from lib.ui.widgets.text import md
from lib.views.company import company
from lib.views.data.uploads import RecordDifference, UploadComparison, UploadDetail, UploadsView
from lib.views.data.uploads import compare_uploads as compared
from lib.wording.names import name_of

_SHOWN = 20


def show_replaced(page: Page, detail: UploadDetail) -> None:
    """Show the values that an upload gave anew."""
    if not detail.replaced:
        return
    _, locale = page.locale.gettext, page.locale
    count = len(detail.replaced)
    title = locale.ngettext("{n} value replaced another one", "{n} values replaced others", count)
    small_heading(title.format(n=formats.number(count, locale)))
    _values_table(page, detail.replaced[:_SHOWN], (_("Stood"), _("Came")))


def show_comparison(page: Page, view: UploadsView, upload: Upload) -> None:
    """Let the reader compare an upload with another one, value by value."""
    _, locale = page.locale.gettext, page.locale
    others = {str(one.seq): one for one in view.uploads if one.seq != upload.seq}
    if not others:
        return
    small_heading(_("Compare with another upload"))
    chosen = url_state.choose(
        "select",
        "with",
        ("", *others),
        label=md(_("Other upload")),
        describe=lambda seq: f"{seq} · {others[seq].file_name}" if seq else _("None"),
    )
    if not chosen:
        return
    found = compared(page.snapshot, others[chosen], upload)
    st.markdown(md(_finding(page, found)))
    if found.values:
        heads = tuple(
            _("Upload {seq}").format(seq=formats.number(one.seq, locale))
            for one in (found.first, found.second)
        )
        _values_table(page, found.values[:_SHOWN], (heads[0], heads[1]))
    if found.records:
        _records_table(page, found.records[:_SHOWN])
    if found.values or found.records:
        st.download_button(
            md(_("Download all differences")),
            data=lambda: _differences_csv(page, found),
            file_name=f"{found.first.seq}_{found.second.seq}.csv",
            mime="text/csv",
            key=f"uploads_differences_{found.first.seq}_{found.second.seq}",
            on_click="ignore",
            icon=":material/download:",
        )


def _finding(page: Page, found: UploadComparison) -> str:
    locale = page.locale
    differing = len(found.values) + len(found.records)
    told = locale.ngettext(
        "{n} value differs; {first} rows stand in upload {one} only, {second} in upload {other} "
        "only.",
        "{n} values differ; {first} rows stand in upload {one} only, {second} in upload {other} "
        "only.",
        differing,
    )
    return told.format(
        n=formats.number(differing, locale),
        first=formats.number(found.only_first, locale),
        second=formats.number(found.only_second, locale),
        one=formats.number(found.first.seq, locale),
        other=formats.number(found.second.seq, locale),
    )


def _values_table(
    page: Page,
    rows: tuple[ReplacedValue, ...] | tuple[ValueDifference, ...],
    heads: tuple[str, str],
) -> None:
    _ = page.locale.gettext
    cells = [_value_cells(page, row) for row in rows]
    if page.is_compact:
        for name, month, former, value, change in cells:
            st.markdown(f"**{md(name)}** {md(month)} — {md(f'{former} → {value} ({change})')}")
        return
    titles = [_("Metric"), _("Month"), *heads, _("Change")]
    st.table(
        {md(title): [md(row[at]) for row in cells] for at, title in enumerate(titles)},
        hide_index=True,
    )


def _value_cells(page: Page, row: ReplacedValue | ValueDifference) -> tuple[str, ...]:
    locale = page.locale
    metric = company(page.snapshot).metrics.get(row.metric_id)
    name = name_of(metric, locale) if metric else row.metric_id
    former, value = _sides(row)
    return (
        f"{name} · {row.segment}" if row.segment else name,
        formats.month(row.period, locale),
        value_text(former, metric, locale),
        value_text(value, metric, locale),
        change_text(former, value, metric, locale),
    )


def _sides(row: ReplacedValue | ValueDifference) -> tuple[float | None, float | None]:
    if isinstance(row, ReplacedValue):
        return row.former_value, row.value
    return row.first_value, row.second_value


def _records_table(page: Page, rows: tuple[RecordDifference, ...]) -> None:
    _, locale = page.locale.gettext, page.locale
    for row in rows:
        column = next(one for one in columns_of(TABLES[row.table]) if one.name == row.column)
        before, after = (cell_text(value, column, locale) for value in (row.first, row.second))
        st.markdown(
            f"**{md(table_name(row.table, locale))} {md(row.key)}** "
            f"{md(_(column.description))} — {md(f'{before} → {after}')}"
        )


def _differences_csv(page: Page, found: UploadComparison) -> bytes:
    _ = page.locale.gettext
    heads = [_("Table"), _("Key"), _("Column"), str(found.first.seq), str(found.second.seq)]
    rows: list[list[Cell]] = [
        [
            "metric_value",
            f"{row.metric_id} {row.period:%Y-%m} {row.segment}".strip(),
            "value",
            row.first_value,
            row.second_value,
        ]
        for row in found.values
    ]
    rows += [
        [row.table, row.key, row.column, _plain(row.first), _plain(row.second)]
        for row in found.records
    ]
    return csv_bytes(heads, rows, page.locale)


def _plain(value: object) -> Cell:
    return value if isinstance(value, int | float) or value is None else str(value)
