"""Figures as text: values with their unit, variances, titles and readings of metrics."""

from lib.domain.metrics import Metric
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.formats import (
    compact,
    glance,
    month,
    number,
    quantity,
    significant_decimals,
    unit_label,
)
from lib.i18n.translate import N_, Locale
from lib.views.series import Launch, MetricSeries
from lib.wording.names import name_of


def metric_title(
    metric: Metric, locale: Locale, *, brief: bool = False, unit_of_axis: str = ""
) -> str:
    """Return the name of a metric with its unit: ``Recherches abouties (% des recherches)``.

    A brief title has the unit alone; a percentage says of what, other notes name their unit. A
    chart whose axis is ``unit_of_axis`` a larger unit names that one alone.
    """
    unit = unit_label(unit_of_axis or metric.unit, locale)
    if not brief and unit_of_axis in ("", metric.unit):
        note = localized(metric, "unit_note", locale.language)
        unit = f"{unit} {note}".strip() if metric.unit == "%" else note or unit
    name = name_of(metric, locale)
    return f"{name} ({unit})" if unit else name


def exact(value: float | None, metric: Metric, locale: Locale) -> str:
    """Return a value with its unit and the decimals of its metric."""
    return quantity(value, metric.unit, locale, decimals=_decimals(value, metric))


def figure(value: float | None, metric: Metric, locale: Locale) -> str:
    """Return a value to read at a glance: large amounts in three digits, ``1,24 M€``."""
    return glance(value, metric.unit, locale, decimals=_decimals(value, metric))


def metric_value(metric: Metric, value: float | None, locale: Locale) -> str:
    """Return a value to read at a glance, without decimals where its metric declares none."""
    return glance(value, metric.unit, locale, decimals=metric.decimals or 0)


def euros(value: float | None, locale: Locale) -> str:
    """Return an amount in euros to read at a glance."""
    return compact(value, "EUR", locale)


def reading(series: MetricSeries, k: int, locale: Locale) -> str:
    """Return month ``k`` of a series as one sentence part: value, target and former value."""
    _ = locale.gettext
    value = exact(series.values[k], series.metric, locale)
    target, former = series.targets[k], series.former[k]
    fields = {
        "value": value,
        "target": exact(target, series.metric, locale),
        "former": exact(former, series.metric, locale),
    }
    if former is not None and target is not None:
        return _("{value}, target {target}, restated (was {former})").format(**fields)
    if former is not None:
        return _("{value}, restated (was {former})").format(**fields)
    if target is not None:
        return _("{value}, target {target}").format(**fields)
    return value


def value_reading(series: MetricSeries, k: int, locale: Locale) -> str:
    """Return the value of month ``k`` alone."""
    return exact(series.values[k], series.metric, locale)


def month_reading(series: MetricSeries, k: int, locale: Locale) -> str:
    """Return the accessible text of one mark: metric, month and reading."""
    return locale.gettext("{name}, {month}: {reading}").format(
        name=name_of(series.metric, locale),
        month=month(series.months[k], locale),
        reading=reading(series, k, locale),
    )


def badge(launch: Launch, locale: Locale) -> str:
    """Return the number of a launch, as it stands in the chart and in the lists beside it."""
    return number(launch.number, locale)


def _decimals(value: float | None, metric: Metric) -> int:
    if metric.decimals is not None:
        return metric.decimals
    return significant_decimals(value) if value is not None else 0


def variance_to_target(metric: Metric, value: float, target: float, locale: Locale) -> str:
    """Return the distance to a target, better or worse by the metric's direction."""
    gap = value - target
    amount = formats.change(abs(gap), metric.unit, locale, decimals=metric.decimals or 0)
    amount = amount.lstrip("+")
    if round(gap, metric.decimals or 0) == 0:
        return locale.gettext("on target")
    if metric.direction == "none":
        template = N_("{amount} above target") if gap > 0 else N_("{amount} below target")
    elif (gap > 0) == (metric.direction == "up"):
        template = N_("{amount} better than target")
    else:
        template = N_("{amount} short of target")
    return locale.gettext(template).format(amount=amount)


def variance_to_last_year(metric: Metric, value: float, year_ago: float, locale: Locale) -> str:
    """Return the change over one year as a phrase."""
    amount = year_change(metric, value, year_ago, locale)
    return locale.gettext("{amount} over one year").format(amount=amount)


def year_change(metric: Metric, value: float, year_ago: float, locale: Locale) -> str:
    """Return the change over one year: in points for a rate, relative for the rest."""
    if metric.unit == "%" or year_ago <= 0 or metric.unit in ("score", "pt"):
        return formats.change(value - year_ago, metric.unit, locale, decimals=metric.decimals or 0)
    share = (value / year_ago - 1) * 100
    return formats.quantity(share, "%", locale, decimals=1, signed=True)
