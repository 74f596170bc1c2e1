"""What a question about totals reads: nothing of the row groups that hold other segments alone."""

import json

import pyarrow as pa
import pytest

from lib.store import named_queries
from tests.builders import months_of, submit

ROWS = 300_000


@pytest.fixture
def large(database):
    """Give a company whose many segments fill row groups of their own."""
    submit(database, ("metric_value", months_of([1.0, 2.0, 3.0])))
    submit(database, ("metric_value", months_of([1.0, 2.5], metric_id="m")), key="restated")
    upload = months_of([1.0] * 12, segment="x")
    many = pa.concat_tables([upload] * (ROWS // 12)).combine_chunks()
    segments = pa.array([f"segment {at // 12}" for at in range(many.num_rows)])
    many = many.set_column(many.schema.get_field_index("segment"), "segment", segments)
    submit(database, ("metric_value", many), key="segments")
    return database


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("metric_values_current", {"metric_ids": ["m"], "segment": ""}),
        ("metric_values_as_of", {"metric_ids": ["m"], "segment": "", "version": 3}),
        ("restatements_as_of", {"metric_ids": ["m"], "segment": "", "version": 3}),
        ("restatement_counts", {"version": 3}),
    ],
)
def test_totals_are_found_without_reading_other_segments(large, query, parameters):
    with large.reading() as connection:
        assert named_queries.rows(connection, query, parameters)
        text = "explain (analyze, format json) " + named_queries.sql_text(query)
        profile = connection.execute(text, parameters).fetchone()[1]

    read = sum(_rows_scanned(json.loads(profile)))

    assert 0 < read < ROWS / 10


def _rows_scanned(part):
    if part.get("operator_type") == "TABLE_SCAN":
        yield part["operator_rows_scanned"]
    for child in part["children"]:
        yield from _rows_scanned(child)
