"""Builders of test data with ordinary defaults."""

import hashlib
from datetime import date

import pyarrow as pa

from lib.domain.metrics import Metric, MetricPair
from lib.domain.periods import add_months
from lib.domain.records import columns_of
from lib.domain.tables import TABLES, table_of
from lib.store.uploads import uploads

ORIGINAL = b"as received"
FINGERPRINT = hashlib.sha256(ORIGINAL).hexdigest()

ARROW = {
    "text": pa.string(),
    "choice": pa.string(),
    "quarter": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "month": pa.date32(),
    "day": pa.date32(),
}


def a_metric(metric_id="m", **changes):
    return Metric(
        **{
            "metric_id": metric_id,
            "name_fr": f"Indicateur {metric_id}",
            "name_en": f"Metric {metric_id}",
            "kind": "product",
            "unit": "count",
            "direction": "up",
            **changes,
        }
    )


def a_pair(pair_id="P01", **changes):
    return MetricPair(
        **{
            "pair_id": pair_id,
            "product_metric_id": "product",
            "business_metric_id": "business",
            "expected_sign": 1,
            "lag_months": 0,
            "declared_on": date(2024, 1, 5),
            **changes,
        }
    )


def arrow(records):
    """Return records of one class as an Arrow table for the store."""
    columns = columns_of(type(records[0]))
    table = {
        column.name: pa.array(
            [getattr(record, column.name) for record in records], ARROW[column.type]
        )
        for column in columns
    }
    return pa.table({**table, "line_no": pa.array(range(2, len(records) + 2), pa.int64())})


def months_of(values, *, metric_id="m", first=date(2026, 1, 1), segment=""):
    """Return values of one metric, a month each, as an Arrow table for the store."""
    return arrow(
        [
            TABLES["metric_value"](
                metric_id=metric_id, period=add_months(first, k), segment=segment, value=value
            )
            for k, value in enumerate(values)
        ]
    )


def submit(database, *tables, key="", received_on=date(2026, 11, 5), **changes):
    """Record one upload of typed rows and return it."""
    with database.writing() as connection:
        batches = tuple(uploads.stage(connection, name, rows) for name, rows in tables)
        submission = uploads.Submission(
            **{
                "kind": tables[0][0],
                "file_name": "export.csv",
                "original": ORIGINAL,
                "fingerprint": "f" * 64,
                "author": "product director",
                "idempotency_key": key or f"{tables[0][0]}-{uploads.data_version(connection)}",
                "received_on": received_on,
                **changes,
            }
        )
        return uploads.record_upload(connection, submission, batches)


def submit_records(database, *records, **changes):
    """Record one upload of records of any classes and return it."""
    by_table = {}
    for record in records:
        by_table.setdefault(table_of(type(record)), []).append(record)
    return submit(
        database, *((name, arrow(records)) for name, records in by_table.items()), **changes
    )
