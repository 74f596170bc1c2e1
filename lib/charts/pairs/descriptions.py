"""Texts of a chart for those who do not see it: description, data table, readings by month."""

from datetime import date

from lib.charts.drawing.frame import HoverRow
from lib.charts.drawing.window import last_known
from lib.i18n.formats import missing, month
from lib.i18n.translate import Locale
from lib.views.series import Band, MetricSeries, PairSeries
from lib.wording.figures import badge, exact, reading, value_reading
from lib.wording.names import name_of


def pair_description(tandem: PairSeries, locale: Locale) -> str:
    """Return the accessible text of a tandem chart: readings, launches and declared lag."""
    _ = locale.gettext
    parts = [
        _("Tandem chart, two panels on one calendar."),
        series_description(tandem.product, locale, forecast=tandem.product_forecast),
        series_description(tandem.business, locale, forecast=tandem.business_forecast),
    ]
    if tandem.launches:
        listed = ", ".join(
            f"{badge(each, locale)} {name_of(each, locale)} ({month(each.launched_on, locale)})"
            for each in tandem.launches
        )
        parts.append(_("Launches: {launches}.").format(launches=listed))
    else:
        parts.append(_("No launch is tied to this pair."))
    lag = tandem.pair.lag_months
    parts.append(
        _("Effect expected the same month.")
        if lag == 0
        else locale.ngettext(
            "Effect expected {n} month later.", "Effect expected {n} months later.", lag
        ).format(n=lag)
    )
    return " ".join(parts)


def series_description(
    series: MetricSeries, locale: Locale, *, forecast: Band | None = None
) -> str:
    """Return the accessible text of one series: last value, target, a year ago, forecast."""
    _ = locale.gettext
    metric = series.metric
    name = name_of(metric, locale)
    last = last_known(series.values)
    if last is None:
        return _("{name}: no data.").format(name=name)
    fields = {"name": name, "month": month(series.months[last], locale)}
    parts = [
        _("{name}: {value} in {month}.").format(
            value=exact(series.values[last], metric, locale), **fields
        )
    ]
    target, prior = series.targets[last], series.prior[last]
    if target is not None:
        parts.append(_("Target: {value}.").format(value=exact(target, metric, locale)))
    if prior is not None:
        parts.append(_("One year earlier: {value}.").format(value=exact(prior, metric, locale)))
    if forecast is not None and forecast.months:
        parts.append(
            _("Forecast: {value} in {month}, between {low} and {high}.").format(
                value=exact(forecast.path[-1], metric, locale),
                month=month(forecast.months[-1], locale),
                low=exact(forecast.low[-1], metric, locale),
                high=exact(forecast.high[-1], metric, locale),
            )
        )
    return " ".join(parts)


def pair_rows(tandem: PairSeries, locale: Locale) -> list[list[str]]:
    """Return the data table of a tandem chart as finished text: headers, then months in order.

    Headers are distinct; missing values are marked, and former values appear only for restated
    months.
    """
    product, business = _cells(tandem.product, locale), _cells(tandem.business, locale)
    empty = [missing(locale)] * 3 + [""]
    headers = [locale.gettext("Month"), *_headers(tandem.product, locale)]
    headers += _headers(tandem.business, locale)
    return [_distinct(headers)] + [
        [month(when, locale), *product.get(when, empty), *business.get(when, empty)]
        for when in sorted(product.keys() | business.keys())
    ]


def pair_hover(
    product: MetricSeries, business: MetricSeries, locale: Locale, *, is_brief: bool
) -> list[HoverRow]:
    """Return the readings under the pointer, for two series on the same months.

    Brief ones are the values alone, for cards whose target stands at the end of the line.
    """
    read = value_reading if is_brief else reading
    return [
        HoverRow(
            k + 0.5,
            month(when, locale),
            read(product, k, locale),
            read(business, k, locale),
        )
        for k, when in enumerate(product.months)
    ]


def _cells(series: MetricSeries, locale: Locale) -> dict[date, list[str]]:
    metric = series.metric
    return {
        when: [
            exact(series.values[k], metric, locale),
            exact(series.targets[k], metric, locale),
            exact(series.prior[k], metric, locale),
            "" if series.former[k] is None else exact(series.former[k], metric, locale),
        ]
        for k, when in enumerate(series.months)
    }


def _headers(series: MetricSeries, locale: Locale) -> list[str]:
    _ = locale.gettext
    name = name_of(series.metric, locale)
    return [
        name,
        _("{name}: target").format(name=name),
        _("{name}: one year earlier").format(name=name),
        _("{name}: before restatement").format(name=name),
    ]


def _distinct(headers: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    distinct = []
    for header in headers:
        seen[header] = seen.get(header, 0) + 1
        distinct.append(header if seen[header] == 1 else f"{header} ({seen[header]})")
    return distinct
