"""The values of one metric, now or as they stood at a data version."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from lib.cli.command import Command, Result, answer, locale_of
from lib.cli.table import table
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


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("metric", metavar="METRIC")
    parser.add_argument("--segment", default=TOTAL, metavar="S")
    parser.add_argument("--as-of", type=int, metavar="SEQ")


def _run(database: Database, arguments: Namespace) -> Result:
    shown = snapshot(database, arguments.as_of)
    with database.reading() as connection:
        metric = _find_metric(connection, arguments.metric, shown.version)
        metric_id = metric.metric_id if metric else arguments.metric
        values = reads.metric_values(
            connection,
            [metric_id],
            version=None if shown.version == shown.latest else shown.version,
            segment=arguments.segment,
        )
    if metric is None and not values:
        raise NotFoundError(N_("There is no metric “{metric}”."), metric=arguments.metric)
    return answer(
        arguments,
        records=[
            {
                "metric": metric_id,
                "values": [[month_key(row.period), row.value] for row in values],
            }
        ],
        sentences=_value_table(metric, values, locale_of(arguments)),
    )


def _find_metric(connection: Connection, asked: str, version: int) -> Metric | None:
    """Return the metric of that identifier, else of that name in either language."""
    metrics = reads.records(connection, Metric, version)
    by_id = [metric for metric in metrics if metric.metric_id == asked]
    folded = asked.casefold()
    by_name = [
        metric
        for metric in metrics
        if folded in ((metric.name_fr or "").casefold(), (metric.name_en or "").casefold())
    ]
    return next(iter(by_id or by_name), None)


def _value_table(metric: Metric | None, values: Sequence[ValueRow], locale: Locale) -> list[str]:
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
    return table([_("Month"), _("Value")], rows, right="<>")


COMMANDS = (Command("values", N_("Show the values of a metric, month by month."), _declare, _run),)
