"""The points that a file brings are diamonds on the chart of the metric."""

from datetime import date

from lib.charts.pairs.incoming import incoming_chart
from lib.i18n.translate import locale
from lib.store.uploads.previews import PreviewPoint
from lib.views.data.uploads import incoming_series
from lib.views.snapshot import snapshot
from tests.builders import a_metric, submit_records
from tests.charts.gallery import layers_of


def chart_of(database, *points):
    submit_records(database, a_metric("gmv"))
    (series,) = incoming_series(snapshot(database), points)
    return incoming_chart(series, locale=locale("en"), theme="light")


def diamonds(spec):
    return [layer for layer in layers_of(spec) if layer.get("mark", {}).get("shape") == "diamond"]


def test_each_incoming_value_is_a_diamond_at_its_month(database):
    spec = chart_of(
        database,
        PreviewPoint("gmv", date(2026, 1, 1), 1.0, None, is_incoming=False),
        PreviewPoint("gmv", date(2026, 2, 1), 2.0, 3.0, is_incoming=True),
        PreviewPoint("gmv", date(2026, 3, 1), None, 4.0, is_incoming=True),
    )

    (layer,) = diamonds(spec)

    assert [row["v"] for row in layer["data"]["values"]] == [3.0, 4.0]
    places = [row["x"] for row in layer["data"]["values"]]
    assert places[1] - places[0] == 1


def test_nothing_is_marked_where_only_missing_values_come(database):
    spec = chart_of(
        database,
        PreviewPoint("gmv", date(2026, 1, 1), 1.0, None, is_incoming=False),
        PreviewPoint("gmv", date(2026, 2, 1), None, None, is_incoming=True),
    )

    assert diamonds(spec) == []
