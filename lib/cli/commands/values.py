"""The values of one metric, now or at a data version."""

from collections.abc import Sequence

import click

from lib.cli.command import Command, Invocation, Result, TextTable, as_of_option
from lib.domain.metrics import TOTAL, Metric
from lib.domain.periods import month_key
from lib.errors import NotFoundError
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store import reads
from lib.store.connection import Connection
from lib.store.database import Database
from lib.store.reads import ValueRow
from lib.views.snapshot import snapshot


def _values(
    database: Database, call: Invocation, *, metric: str, segment: str, as_of: int | None
) -> Result:
    state = snapshot(database, as_of)
    with database.reading() as connection:
        record = _find_metric(connection, metric, state.version)
        metric_id = record.metric_id if record else metric
        values = reads.metric_values(
            connection,
            [metric_id],
            version=None if state.version == state.latest else state.version,
            segment=segment,
        )
    if record is None and not values:
        raise NotFoundError(N_("There is no metric “{metric}”."), metric=metric)
    months = [[month_key(row.period), row.value] for row in values]
    return call.answer(
        [{"metric": metric_id, "values": months}], _value_table(record, values, call.locale)
    )


def _find_metric(connection: Connection, name: str, version: int) -> Metric | None:
    """Return the metric of that identifier, else of that name in either language."""
    metrics = reads.records(connection, Metric, version)
    by_id = [metric for metric in metrics if metric.metric_id == name]
    folded = name.casefold()
    by_name = [
        metric
        for metric in metrics
        if folded in ((metric.name_fr or "").casefold(), (metric.name_en or "").casefold())
    ]
    return next(iter(by_id or by_name), None)


def _value_table(
    metric: Metric | None, values: Sequence[ValueRow], locale: Locale
) -> list[str] | TextTable:
    _ = locale.gettext
    if not values:
        return [_("There is no value.")]
    unit = metric.unit if metric else ""
    decimals = metric.decimals if metric else None
    rows = [
        [
            formats.month(row.period, locale),
            formats.quantity(
                row.value,
                unit,
                locale,
                decimals=formats.significant_decimals(row.value or 0.0)
                if decimals is None
                else decimals,
            ),
        ]
        for row in values
    ]
    return TextTable([_("Month"), _("Value")], rows, right="<>")


COMMANDS = {
    "values": Command(
        "values",
        N_("Show the values of a metric, month by month."),
        _values,
        [
            click.Argument(["metric"], metavar="METRIC"),
            click.Option(["--segment"], default=TOTAL, metavar="S"),
            as_of_option(),
        ],
        example="values conversion --as-of 12",
    )
}
