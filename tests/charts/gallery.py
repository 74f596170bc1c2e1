"""Tandems for the tests of charts: full, empty, one point, hostile names, odd numbers."""

from dataclasses import replace
from datetime import date

from lib.charts.drawing.expressions import params_of, value_of
from lib.domain.periods import add_months, month_range
from lib.views.series import Band, Launch, MetricSeries, PairSeries
from tests.builders import a_metric, a_pair

FIRST = date(2023, 1, 1)
HOSTILE = (
    "**gras** <img src=x onerror=alert(1)> datum.x'\"]+alert(1)+[ $x^2$ :material/home: {value} "
    "Part des commandes livrées à la date promise, hors transporteurs partenaires"
)


def a_series(values, *, former=(), months=None, targets=None, **changes):
    """Give a series of monthly values from January 2023, with a level target and prior years."""
    values = tuple(values)
    months = months or month_range(FIRST, add_months(FIRST, len(values) - 1)) if values else ()
    restated = dict(former)
    return MetricSeries(
        metric=a_metric(**{"unit": "%", "decimals": 1, **changes}),
        months=months,
        values=values,
        prior=tuple(values[k - 12] if k >= 12 else None for k in range(len(values))),
        targets=targets if targets is not None else tuple(50.0 for _ in values),
        former=tuple(restated.get(k) for k in range(len(values))),
        data_until=months[-1] if months else None,
        received_on=None,
    )


def a_launch(number=1, launched_on=date(2026, 1, 20), name="Import en un clic"):
    return Launch(f"I{number:02d}", number, launched_on, name, "One-click import")


def a_tandem(product=None, business=None, launches=None, *, lag=2, **forecasts):
    """Give 46 months of a rate above a flow, with two launches and a restatement on each side."""
    if product is None:
        product = a_series(
            [30 + 0.4 * k for k in range(46)],
            former=[(40, 48.5)],
            metric_id="product",
            name_fr="Activation à J7",
            name_en="Day-7 activation",
        )
    if business is None:
        business = a_series(
            [160 + 4 * k for k in range(46)],
            former=[(38, 330.0)],
            targets=tuple(250.0 if k < 36 else 300.0 for k in range(46)),
            metric_id="business",
            kind="business",
            unit="kEUR",
            decimals=0,
            aggregation="sum",
            name_fr="Revenu net nouveau",
            name_en="Net new revenue",
        )
    if launches is None:
        launches = (
            a_launch(1, date(2025, 5, 22), "Accueil guidé"),
            a_launch(2, date(2026, 1, 20), "Import en un clic"),
        )
    pair = a_pair(lag_months=lag)
    return PairSeries(pair, product, business, tuple(launches), **forecasts)


def a_band(level=50.0, months=2):
    first = add_months(FIRST, 46)
    steps = range(months)
    return Band(
        months=tuple(add_months(first, k) for k in steps),
        path=tuple(level + k for k in steps),
        low=tuple(level - 3 for _ in steps),
        high=tuple(level + 5 for _ in steps),
        level=0.8,
    )


def silent(series):
    """Give the series with every value missing."""
    nothing = tuple(None for _ in series.months)
    return replace(series, values=nothing, prior=nothing, targets=nothing, former=nothing)


def renamed(series, name):
    return replace(series, metric=replace(series.metric, name_fr=name, name_en=name))


def gallery():
    """Give every tandem of the gallery by name."""
    full = a_tandem()
    return {
        "full": full,
        "forecast": a_tandem(product_forecast=a_band(50.0), business_forecast=a_band(345.0)),
        "no months": a_tandem(a_series([]), a_series([], kind="business"), launches=()),
        "all missing": replace(full, product=silent(full.product), launches=()),
        "one point": a_tandem(a_series([4.2]), a_series([3.0], kind="business"), launches=()),
        "hostile": replace(
            full,
            product=renamed(full.product, HOSTILE),
            business=renamed(full.business, HOSTILE),
            launches=tuple(a_launch(k, date(2026, 1, 1 + k), HOSTILE) for k in range(1, 9)),
        ),
        "holes and negative": a_tandem(
            a_series([None if k % 7 == 3 else 30 + k for k in range(46)], unit="s"),
            a_series(
                [None if k % 5 == 1 else 40.0 - 3 * k for k in range(46)],
                kind="business",
                unit="EUR",
                aggregation="sum",
            ),
            lag=0,
        ),
    }


def layers_of(spec):
    """Give every drawn layer of a specification, groups opened."""
    for layer in spec["layer"]:
        if "layer" in layer:
            yield from layers_of(layer)
        else:
            yield layer


def scales_of(spec, axis="y"):
    """Give every scale stated on an axis, wherever it stands, with its values."""
    scales, names = [], params_of(spec)

    def ends(values):
        return [
            value_of(end["expr"], names, {}) if isinstance(end, dict) else end for end in values
        ]

    def walk(part):
        for layer in part.get("layer", ()):
            scale = layer.get("encoding", {}).get(axis, {}).get("scale")
            if scale and "range" in scale:
                scales.append({"domain": ends(scale["domain"]), "range": ends(scale["range"])})
            walk(layer)

    walk(spec)
    return scales


def strings_in(part):
    """Give every text of a part of a specification."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from strings_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from strings_in(value)


def texts_in(spec):
    """Give every text that a reader sees in a chart: drawn, in the tooltip or read aloud."""
    yield spec["description"]
    for part in _parts(spec):
        for row in part.get("data", {}).get("values", ()):
            keys = "td" if "t" in row else "mabd"
            yield from (row[key] for key in keys if isinstance(row.get(key), str))
        for item in part.get("encoding", {}).get("tooltip", ()):
            yield item["title"]


def _parts(spec):
    for layer in spec["layer"]:
        yield layer
        if "layer" in layer:
            yield from _parts(layer)
