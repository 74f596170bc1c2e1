"""The history of uploads, one in full, two compared, and the series with what comes in."""

from datetime import date

import pytest

from lib.store.uploads.previews import PreviewPoint
from lib.store.uploads.uploads import undo
from lib.views.data.uploads import (
    compare_uploads,
    current_records,
    current_values,
    draft_metrics,
    incoming_series,
    metric_segments,
    upload_detail,
    uploads_view,
)
from lib.views.snapshot import snapshot
from tests.builders import a_metric, months_of, submit, submit_records


@pytest.fixture
def company(database):
    submit_records(database, a_metric("gmv"))
    submit(database, ("metric_value", months_of([1.0, 2.0], metric_id="gmv")))
    submit(database, ("metric_value", months_of([1.0, 5.0, 6.0], metric_id="gmv")))
    return database


def test_the_history_is_newest_first_and_knows_what_is_undone(company):
    undo(company, 3, author="cfo", reason="wrong")

    view = uploads_view(snapshot(company))

    assert [(item.seq, item.is_undone) for item in view.uploads] == [
        (3, True),
        (2, False),
        (1, False),
    ]
    assert view.upload("2").row_count == 2
    assert view.upload("9") is None


def test_an_earlier_state_knows_only_its_own_uploads(company):
    view = uploads_view(snapshot(company, as_of=2))

    assert [item.seq for item in view.uploads] == [2, 1]


def test_upload_detail_has_tables_replaced_values_and_retractions(company):
    newest = snapshot(company)
    detail = upload_detail(newest, uploads_view(newest).uploads[0])

    assert detail.tables == {"metric_value": 3}
    assert [(item.former_value, item.value) for item in detail.replaced] == [(2.0, 5.0)]
    assert detail.retractions == ()


def test_two_uploads_of_values_are_compared(company):
    newest = snapshot(company)
    third, second, _ = uploads_view(newest).uploads

    comparison = compare_uploads(newest, second, third)

    assert [(item.first_value, item.second_value) for item in comparison.values] == [(2.0, 5.0)]
    assert (comparison.only_first, comparison.only_second, comparison.records) == (0, 1, ())


def test_two_uploads_of_records_are_compared_column_by_column(company):
    submit_records(company, a_metric("gmv", name_en="Sales"), a_metric("new"))
    newest = snapshot(company)
    uploads = uploads_view(newest)

    comparison = compare_uploads(newest, uploads.upload("1"), uploads.upload("4"))

    (row,) = comparison.records
    assert (row.table, row.key, row.column) == ("metric", "gmv", "name_en")
    assert (row.first, row.second) == ("Metric gmv", "Sales")
    assert (comparison.only_first, comparison.only_second) == (0, 1)


def test_incoming_values_replace_former_ones_which_are_returned_too(company):
    points = [
        PreviewPoint("gmv", date(2026, 1, 1), 1.0, None, is_incoming=False),
        PreviewPoint("gmv", date(2026, 2, 1), 5.0, 7.0, is_incoming=True),
        PreviewPoint("gmv", date(2026, 4, 1), None, 8.0, is_incoming=True),
    ]

    (item,) = incoming_series(snapshot(company), points)

    assert item.series.values == (1.0, 7.0, None, 8.0)
    assert item.series.former == (None, 5.0, None, None)
    assert item.incoming == (False, True, False, True)
    assert item.series.data_until == date(2026, 4, 1)


def test_a_metric_that_a_file_creates_is_drawn_as_a_draft(company):
    point = PreviewPoint("fresh", date(2026, 1, 1), None, 3.0, is_incoming=True)
    drafts = draft_metrics([{"metric": "Fresh", "metric_id": "fresh", "unit": "EUR"}])

    assert incoming_series(snapshot(company), [point]) == []
    (item,) = incoming_series(snapshot(company), [point], drafts)
    assert (item.series.metric.name_fr, item.series.metric.unit) == ("Fresh", "EUR")


def test_records_values_and_segments_are_those_of_the_state_shown(company):
    rows = months_of([9.0], metric_id="gmv", segment="France")
    submit(company, ("metric_value", rows))

    assert metric_segments(snapshot(company), "gmv") == ["", "France"]
    assert [item.value for item in current_values(snapshot(company, as_of=2), "gmv", "")] == [
        1.0,
        2.0,
    ]
    assert [item.metric_id for item in current_records(snapshot(company), "metric")] == ["gmv"]
