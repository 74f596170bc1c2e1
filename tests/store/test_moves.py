"""A whole company from a file to a lake and back: equal, or not kept."""

import shutil

import pytest

from lib.errors import InvalidInputError, RefusedError, StoreError
from lib.store import integrity, reads
from lib.store.backup.backups import backup
from lib.store.backup.digests import table_digests
from lib.store.backup.move import move
from lib.store.backup.restore import restore_into_lake
from lib.store.connection import open_plain
from lib.store.database import Database
from lib.store.lake.copy import read_in
from lib.store.uploads.uploads import data_version, undo
from tests.builders import FINGERPRINT, months_of, submit

METRICS = ["conversion", "atelier_pro_churn"]


@pytest.fixture
def source(demo_file, tmp_path):
    """Give the demo company, opened from a copy of its file, one upload of it undone."""
    path = tmp_path / "source.duckdb"
    shutil.copy(demo_file, path)
    opened = Database(path)
    undo(opened, 2, author="product director")
    yield opened
    opened.close()


def content(database):
    with database.reading() as connection:
        return (
            table_digests(connection),
            data_version(connection),
            reads.metric_values(connection, METRICS),
        )


def without_versions(proofs):
    return tuple(table for table in proofs if table.table != "schema_version")


def test_a_company_moves_to_a_lake_and_back_and_is_the_same(source, lakes, tmp_path):
    address = lakes.absent()

    there = move(source, address)
    lake = Database(address)
    back = move(lake, tmp_path / "back.duckdb")
    stayed = content(lake)
    lake.close()
    returned = Database(tmp_path / "back.duckdb")

    (proofs, version, values), (again, same_version, same_values) = (
        content(source),
        content(returned),
    )
    assert there == without_versions(proofs) == without_versions(back)
    assert {table.table: table.rows for table in there}["metric_value_current"] > 1_000
    assert version == same_version == stayed[1]
    assert values == same_values == stayed[2]
    assert len(values) > 60
    assert integrity.verify(returned).is_sound
    assert [table for table in again if table.table != "backup_proof"] == list(back)
    returned.close()


def test_nothing_is_moved_onto_something(source, lake, tmp_path):
    submit(lake, ("metric_value", months_of([1.0])), fingerprint=FINGERPRINT)
    (tmp_path / "there.duckdb").write_text("mine")

    with pytest.raises(RefusedError, match="holds a company already"):
        move(source, lake._engine.address)
    with pytest.raises(RefusedError, match="something already"):
        move(source, tmp_path / "there.duckdb")

    assert content(lake)[1] == 1
    assert (tmp_path / "there.duckdb").read_text() == "mine"


def test_a_copy_that_is_not_equal_is_not_kept(source, lake, tmp_path):
    copy = backup(source, tmp_path / "copy.duckdb", keep=1).path
    with open_plain(copy) as opened:
        opened.execute("update metric_value_current set value = value + 1")

    with pytest.raises(StoreError, match="not equal"):
        read_in(lake, copy)

    assert all(table.rows == 0 for table in without_versions(content(lake)[0]))


def test_a_backup_of_a_lake_restores_into_another_lake(lakes, lake, tmp_path):
    submit(lake, ("metric_value", months_of([1.0, 2.0])), fingerprint=FINGERPRINT)
    written = backup(lake, tmp_path / "lake.duckdb", keep=1)
    other = Database(lakes.new())

    restored = restore_into_lake(other, written.path)

    assert restored.proof == "unsigned"
    assert restored.tables == without_versions(written.tables)
    assert integrity.verify(other).is_sound
    with pytest.raises(RefusedError):
        restore_into_lake(other, written.path)
    other.close()


def test_a_damaged_backup_leaves_a_lake_empty(lake, tmp_path):
    (tmp_path / "damaged.duckdb").write_bytes(b"damaged" * 3_000)

    with pytest.raises(InvalidInputError):
        restore_into_lake(lake, tmp_path / "damaged.duckdb")

    assert content(lake)[1] == 0
