"""How commands say that a copy is equal to its source."""

from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.store.backup.digests import TableProof


def told_equal(tables: tuple[TableProof, ...], locale: Locale) -> str:
    """Return the sentence of a copy that was compared with its source."""
    rows = sum(one.rows for one in tables)
    return locale.gettext("Equal, table by table: {tables} tables, {rows} rows.").format(
        tables=formats.number(len(tables), locale), rows=formats.number(rows, locale)
    )


def table_records(tables: tuple[TableProof, ...]) -> list[dict[str, object]]:
    """Return what a program reads of each table compared."""
    return [{"table": one.table, "rows": one.rows, "digest": one.digest} for one in tables]
