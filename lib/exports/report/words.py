"""Words and small sentences that several blocks of a report share."""

from collections.abc import Sequence
from datetime import date

from lib.domain.listening import ExecutiveRole
from lib.domain.metrics import Metric
from lib.domain.updates import Block
from lib.exports.report.report import Table
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.wording.pages.choices import UPDATE_BLOCKS


def block_name(block: Block, locale: Locale) -> str:
    """Return the name of a block."""
    return locale.gettext(UPDATE_BLOCKS[block])


def role_name(role: ExecutiveRole, locale: Locale) -> str:
    """Return an executive role in words."""
    words: dict[ExecutiveRole, str] = {
        "ceo": locale.pgettext("update", "Chief executive"),
        "cfo": locale.pgettext("update", "Finance"),
        "cto": locale.pgettext("update", "Technology"),
        "marketing": locale.pgettext("update", "Marketing"),
        "sales": locale.pgettext("update", "Sales"),
        "hr": locale.pgettext("update", "Human resources"),
        "operations": locale.pgettext("update", "Operations"),
    }
    return words[role]


def metric_value(metric: Metric, value: float | None, locale: Locale) -> str:
    """Return a value of a metric with its unit."""
    return formats.glance(value, metric.unit, locale, decimals=metric.decimals or 0)


def money(value: float | None, locale: Locale) -> str:
    """Return an amount in euros."""
    return formats.compact(value, "EUR", locale)


def money_range(low: float | None, mid: float | None, high: float | None, locale: Locale) -> str:
    """Return an amount with its range, where it has one."""
    if low is None or high is None:
        return money(mid, locale)
    return locale.gettext("{effect} [{low} to {high}]").format(
        effect=money(mid, locale), low=money(low, locale), high=money(high, locale)
    )


def day_or_none(when: date | None, locale: Locale) -> str:
    """Return a day, or that none is set."""
    return formats.day(when, locale) if when else formats.missing(locale)


def table(
    title: str, columns: dict[str, bool], rows: Sequence[tuple[str, ...]]
) -> tuple[Table, ...]:
    """Return a table, or none without rows; ``columns`` says which names stand over figures."""
    if not rows:
        return ()
    return (Table(title, tuple(columns), tuple(rows), tuple(columns.values())),)
