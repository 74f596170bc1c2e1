"""What the page of methods shows: each statistic, the glossary, the data dictionary."""

from collections.abc import Iterator

import streamlit as st

from lib.domain.records import Column
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, N_, locale
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.text import md
from lib.views.data.methods import DictionaryTable, MeasuredRate, MethodsView
from lib.wording.pages.glossary import GLOSSARY
from lib.wording.pages.methods import METHOD_SECTIONS, METHODS, Method, RateRow
from lib.wording.pages.uploads import table_name

_TYPES = {
    "text": N_("text"),
    "integer": N_("whole number"),
    "number": N_("number"),
    "boolean": N_("yes or no"),
    "month": N_("month"),
    "day": N_("day"),
    "quarter": N_("quarter"),
    "choice": N_("one of a list"),
}


def opened_method() -> str:
    """Return the method that the address opens; empty for none."""
    return url_state.opened("method", [method.key for method in METHODS])


def show_methods(page: Page, view: MethodsView, opened: str = "") -> None:
    """Show each statistic in plain words, with its formula, source and measured error rates."""
    _ = page.locale.gettext
    st.info(md(_origin(page, view)), icon=":material/rule:")
    for title, methods in METHOD_SECTIONS:
        st.header(md(_(title)), anchor=False)
        for method in methods:
            with st.expander(md(_(method.name)), expanded=method.key == opened):
                st.markdown("\n\n".join(_method_parts(page, view, method)))


def show_glossary(page: Page) -> None:
    """Show every term in both languages, with its meaning."""
    _ = page.locale.gettext
    other = locale(next(name for name in LANGUAGES if name != page.locale.language))
    st.header(md(_("Glossary")), anchor=False)
    names = {"fr": _("In French"), "en": _("In English")}
    st.table(
        {
            md(_("Term")): [f"**{md(_(term.name))}**" for term in GLOSSARY],
            md(names[other.language]): [md(other.gettext(term.name)) for term in GLOSSARY],
            md(_("Meaning")): [md(_(term.meaning)) for term in GLOSSARY],
        },
        hide_index=True,
    )


def show_dictionary(page: Page, view: MethodsView) -> None:
    """Show the columns of the table chosen: what each holds, and what a file must give."""
    _ = page.locale.gettext
    st.header(md(_("Data dictionary")), anchor=False)
    st.caption(md(_("Every table that can be loaded; templates and file checks say the same.")))
    names = [table.name for table in view.tables]
    chosen = url_state.choose(
        "select",
        "table",
        names,
        label=_("Table"),
        describe=lambda name: f"{table_name(name, page.locale)} ({name})",
        default=names[0],
    )
    table = next(table for table in view.tables if table.name == chosen)
    cached_fragment(page, f"table {chosen}", _columns, table)


def _origin(page: Page, view: MethodsView) -> str:
    _ = page.locale.gettext
    if not view.rates:
        return _("No error rate has been measured on this installation yet.")
    return _(
        "Every error rate on this page was counted: on {histories} made-up histories whose truth "
        "is known, and on real series whose future is known. They hold for monthly figures that "
        "resemble these; no figure here says that one thing is the cause of another."
    ).format(histories=formats.number(view.histories, page.locale))


def _method_parts(page: Page, view: MethodsView, method: Method) -> Iterator[str]:
    """Give the paragraphs of a method, as Markdown."""
    _ = page.locale.gettext
    yield md(_(method.plain))
    yield "\n".join(f"> {md(line)}  " for line in _(method.formula).split("\n"))
    for lengths, rows in _tables(view, method):
        yield _rates_table(page, lengths, rows)
    if method.limits:
        yield md(_("Limits: {limits}").format(limits=_(method.limits)))
    if method.source:
        yield md(_("Source: {source}.").format(source=method.source))
    else:
        yield md(_("Source: our own definition."))


def _tables(
    view: MethodsView, method: Method
) -> Iterator[tuple[tuple[str, ...], list[tuple[RateRow, dict[str, MeasuredRate]]]]]:
    """Give the measured rows of a method, those of the same lengths of history together."""
    grouped: dict[tuple[str, ...], list[tuple[RateRow, dict[str, MeasuredRate]]]] = {}
    for row in method.rates:
        measured = view.measured(row.statistic, row.measure, row.variant)
        if measured:
            by_months = {rate.months: rate for rate in measured}
            grouped.setdefault(tuple(by_months), []).append((row, by_months))
    yield from grouped.items()


def _rates_table(
    page: Page, lengths: tuple[str, ...], rows: list[tuple[RateRow, dict[str, MeasuredRate]]]
) -> str:
    _ = page.locale.gettext
    head = [_("Measured"), *(_length(page, months) for months in lengths)]
    lines = ["| " + " | ".join(md(cell) for cell in head) + " |", "|---" * len(head) + "|"]
    for row, by_months in rows:
        cells = [_(row.label), *(_cell(page, row, by_months[months]) for months in lengths)]
        lines.append("| " + " | ".join(md(cell) for cell in cells) + " |")
    return "\n".join(lines)


def _length(page: Page, months: str) -> str:
    _ = page.locale.gettext
    if months == "all":
        return _("whole history")
    if "+" in months:
        before, after = months.split("+")
        return _("{before} months before, {after} after").format(before=before, after=after)
    return _("{months} months").format(months=months)


def _cell(page: Page, row: RateRow, measured: MeasuredRate) -> str:
    """Return the mean over the families, and how far they lie apart where there are several."""
    mean = _figure(page, row, measured.mean)
    if measured.families == 1:
        return mean
    return page.locale.gettext("{mean} ({least} to {most})").format(
        mean=mean,
        least=_figure(page, row, measured.least),
        most=_figure(page, row, measured.most),
    )


def _figure(page: Page, row: RateRow, value: float) -> str:
    if row.kind == "share":
        return formats.percent(value, page.locale, decimals=1)
    return formats.number(value, page.locale, decimals=2)


def _columns(page: Page, table: DictionaryTable) -> None:
    _ = page.locale.gettext
    st.table(
        {
            md(_("Column")): [f"**{md(column.name)}**" for column in table.columns],
            md(_("Holds")): [md(_(column.description)) for column in table.columns],
            md(_("Type")): [md(_type(page, column)) for column in table.columns],
            md(_("In a file")): [md(_need(page, column)) for column in table.columns],
        },
        hide_index=True,
    )


def _need(page: Page, column: Column) -> str:
    _ = page.locale.gettext
    if column.is_key:
        return _("key")
    return _("required") if column.required else _("optional")


def _type(page: Page, column: Column) -> str:
    _ = page.locale.gettext
    if column.choices:
        return _("one of: {choices}").format(choices=", ".join(column.choices))
    if column.references:
        return _("key of {table}").format(table=column.references)
    return _(_TYPES[column.type])
