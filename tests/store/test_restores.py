import threading

import duckdb
import pytest

from lib.errors import InvalidInputError, RefusedError
from lib.store.backup.backups import backup
from lib.store.backup.digests import table_digests
from lib.store.backup.restore import restore
from lib.store.database import Database, close_shared, shared_database
from lib.store.uploads.uploads import data_version, original_bytes
from tests.builders import FINGERPRINT, months_of, submit


def add(database, key, *values):
    return submit(database, ("metric_value", months_of(values)), key=key, fingerprint=FINGERPRINT)


def version(database):
    with database.reading() as connection:
        return data_version(connection)


def test_a_restored_database_is_the_backup_and_the_former_one_is_kept(company, tmp_path):
    path = company.path
    backup(company, tmp_path / "copy.duckdb", keep=1)
    add(company, "after", 3.0)

    restored = restore(path, tmp_path / "copy.duckdb")

    assert version(shared_database(path)) == 1
    former = Database(restored.former)
    try:
        assert version(former) == 2
    finally:
        former.close()


def test_in_an_empty_place_every_table_is_equal_originals_included(company, tmp_path):
    place = tmp_path / "elsewhere" / "new.duckdb"
    backup(company, tmp_path / "copy.duckdb", keep=1)
    with company.reading() as connection:
        digests, original = table_digests(connection), original_bytes(connection, 1)

    restored = restore(place, tmp_path / "copy.duckdb")

    try:
        with shared_database(place).reading() as connection:
            assert table_digests(connection) == digests == restored.tables
            assert original_bytes(connection, 1) == original
        assert restored.has_digests
        assert restored.former is None
    finally:
        close_shared(place)


def test_a_damaged_database_is_replaced_and_kept(company, tmp_path):
    path = company.path
    backup(company, tmp_path / "copy.duckdb", keep=1)
    close_shared(path)
    path.write_bytes(b"damaged" * 5_000)

    restored = restore(path, tmp_path / "copy.duckdb")

    assert version(shared_database(path)) == 1
    assert restored.former.read_bytes() == b"damaged" * 5_000


def test_a_restore_waits_for_a_reader_of_the_former_file(company, tmp_path):
    path = company.path
    backup(company, tmp_path / "copy.duckdb", keep=1)
    reading = company.reading()
    reading.__enter__()
    leaving = threading.Timer(0.5, reading.__exit__, (None, None, None))

    leaving.start()
    restore(path, tmp_path / "copy.duckdb")
    leaving.join()

    assert version(shared_database(path)) == 1


@pytest.mark.parametrize("content", [b"", b"metric,period,value\n" * 500])
def test_a_file_that_is_no_backup_changes_nothing(company, tmp_path, content):
    (tmp_path / "wrong.duckdb").write_bytes(content)

    with pytest.raises(InvalidInputError):
        restore(company.path, tmp_path / "wrong.duckdb")

    assert version(company) == 1
    assert not list(tmp_path.glob("*.restoring*"))


def test_a_backup_whose_uploads_lost_rows_changes_nothing(company, tmp_path):
    close_shared(company.path)
    other = Database(company.path)
    with other.writing() as connection:
        connection.execute("delete from metric_value")
    backup(other, tmp_path / "copy.duckdb", keep=1)
    other.close()

    with pytest.raises(InvalidInputError, match="damaged"):
        restore(tmp_path / "place.duckdb", tmp_path / "copy.duckdb")

    assert not (tmp_path / "place.duckdb").exists()


def test_a_backup_that_is_not_what_it_says_changes_nothing(company, tmp_path):
    backup(company, tmp_path / "copy.duckdb", keep=1)
    with duckdb.connect(tmp_path / "copy.duckdb") as changed:
        changed.execute("update metric_value set value = value + 1")

    with pytest.raises(InvalidInputError, match="damaged"):
        restore(company.path, tmp_path / "copy.duckdb")

    assert version(company) == 1


def test_a_backup_older_than_proofs_is_checked_by_its_uploads(company, tmp_path):
    backup(company, tmp_path / "copy.duckdb", keep=1)
    with duckdb.connect(tmp_path / "copy.duckdb") as changed:
        changed.execute("drop table backup_proof")

    restored = restore(company.path, tmp_path / "copy.duckdb")

    assert not restored.has_digests
    assert version(shared_database(company.path)) == 1


def test_a_backup_is_never_the_database_itself(company):
    with pytest.raises(RefusedError):
        restore(company.path, company.path)
