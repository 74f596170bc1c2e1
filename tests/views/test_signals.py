import pyarrow as pa

from lib.views.committee.overview import overview_view
from lib.views.series import metric_series
from lib.views.signals import signals_view
from lib.views.snapshot import snapshot
from tests.builders import a_metric, months_of, submit, submit_records


def test_a_company_of_thousands_of_metrics_is_judged_once_for_all_readers(database):
    submit_records(database, *(a_metric(f"m{n}") for n in range(2_500)))
    values = pa.concat_tables(months_of([1.0, 2.0], metric_id=f"m{n}") for n in range(2_500))
    submit(database, ("metric_value", values))
    now = snapshot(database)

    first, overview = signals_view(now), overview_view(now)
    series = [metric_series(now, a_metric(f"m{n}")) for n in range(2_500)]

    assert len(first.metrics) == 2_500
    assert signals_view(now) is first
    assert overview_view(now) is overview
    assert metric_series(now, a_metric("m0")) is series[0] is first.metrics["m0"].series
