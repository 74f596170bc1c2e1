"""A file of each earlier release opens in this one, whole."""

import hashlib
import zlib

import duckdb
import pyarrow as pa
import pytest

from lib.errors import DatabaseError, StoreError
from lib.store import integrity, named_queries, reads
from lib.store.backup.restore import restore
from lib.store.connection import STORAGE_VERSION
from lib.store.database import Database
from lib.store.uploads.uploads import original_bytes

ORIGINAL = b"metric;period;value\nconversion;2026-01;1\n"
LATEST = named_queries.migrations()[-1][0]
BEFORE_UPDATES = 5  # the release before the table frozen_update
FORMER = [number for number, _ in named_queries.migrations()[:-1]]


def file_of_release(path, version):
    """Write the file that a release whose tables were at ``version`` would have left."""
    with duckdb.connect(path, config={"storage_compatibility_version": STORAGE_VERSION}) as file:
        named_queries.run(file, "create_schema_version")
        for number, migration in named_queries.migrations():
            if number <= version:
                file.execute(migration.read_text(encoding="utf-8"))
                file.execute(
                    "insert into schema_version values (?, ?, now())", [number, migration.stem]
                )
        packed = pa.Codec("zstd").compress(ORIGINAL, asbytes=True)
        file.execute("insert into upload_file (seq, part, bytes) values (1, 0, ?)", [packed])
        file.execute(
            "insert into upload (seq, idempotency_key, kind, file_name, fingerprint, byte_count,"
            " author, received_on, uploaded_at, row_count, new_count, restated_count,"
            " identical_count, set_aside_count) values (1, 'key', 'metric_value', 'october.csv',"
            f" '{hashlib.sha256(ORIGINAL).hexdigest()}', {len(ORIGINAL)}, 'finance',"
            " date '2026-02-01', timestamp '2026-02-01 09:00', 1, 1, 0, 0, 0)"
        )
        for table in ("metric_value", "metric_value_current"):
            file.execute(
                f"insert into {table} (seq, line_no, metric_id, period, segment, value)"
                " values (1, 2, 'conversion', date '2026-01-01', '', 1.0)"
            )
    return path


@pytest.mark.parametrize("version", FORMER)
def test_a_file_of_an_earlier_release_is_whole_in_this_one(tmp_path, version):
    path = file_of_release(tmp_path / "former.duckdb", version)

    database = Database(path)

    try:
        with database.reading() as connection:
            (value,) = reads.metric_values(connection, ["conversion"])
            assert (value.value, original_bytes(connection, 1)) == (1.0, ORIGINAL)
        assert integrity.verify(database) == integrity.IntegrityReport(1, ())
        assert integrity.schema_version(database) == LATEST
    finally:
        database.close()


def test_a_backup_of_an_earlier_release_is_restored_in_this_one(tmp_path):
    source = file_of_release(tmp_path / "former.duckdb", FORMER[0])
    before = zlib.crc32(source.read_bytes())

    restored = restore(tmp_path / "place.duckdb", source, accepts_unproved=True)

    assert {table.table for table in restored.tables} >= {"metric_value", "frozen_update"}
    assert zlib.crc32(source.read_bytes()) == before


def test_a_migration_that_fails_leaves_the_former_tables(tmp_path):
    path = file_of_release(tmp_path / "former.duckdb", BEFORE_UPDATES)
    with duckdb.connect(path) as file:
        file.execute("create table frozen_update (other integer)")

    with pytest.raises((DatabaseError, StoreError)):
        Database(path)

    with duckdb.connect(path) as file:
        assert file.execute("select max(version) from schema_version").fetchone() == (
            BEFORE_UPDATES,
        )
        assert file.execute("select count(*) from upload").fetchone() == (1,)
