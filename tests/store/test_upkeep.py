import hashlib
import threading

import pytest
from builders import months_of, submit

from lib.errors import InvalidInputError, RefusedError
from lib.store import upkeep
from lib.store.database import Database, close_shared, shared_database
from lib.store.uploads import data_version

ORIGINAL = b"as received"
FINGERPRINT = hashlib.sha256(ORIGINAL).hexdigest()


@pytest.fixture
def company(tmp_path):
    """Give a shared database file with one upload, its name hard to quote."""
    path = tmp_path / 'my "company\'s" é.duckdb'
    database = shared_database(path)
    submit(database, ("metric_value", months_of([1.0, 2.0])), fingerprint=FINGERPRINT)
    yield database
    close_shared(path)


def version(database):
    with database.reading() as connection:
        return data_version(connection)


def test_a_backup_opens_as_a_database_of_its_own(company, tmp_path):
    size = upkeep.backup(company, tmp_path / "copy.duckdb")

    copy = Database(tmp_path / "copy.duckdb")
    try:
        assert upkeep.verify(copy) == upkeep.Soundness(1, ())
        assert upkeep.schema_version(copy) == upkeep.schema_version(company)
    finally:
        copy.close()
    assert size > 0


def test_a_backup_leaves_the_database_serving(company, tmp_path):
    upkeep.backup(company, tmp_path / "first.duckdb")
    submit(company, ("metric_value", months_of([3.0])), key="after", fingerprint=FINGERPRINT)
    upkeep.backup(company, tmp_path / "second.duckdb")

    assert version(company) == 2
    assert list(company.work_folder.glob("backup*")) == []


def test_a_backup_is_never_the_database_itself(company):
    with pytest.raises(RefusedError):
        upkeep.backup(company, company.path)
    with pytest.raises(RefusedError):
        upkeep.restore(company, company.path)


def test_a_backup_that_cannot_be_written_is_refused(company, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(InvalidInputError, match="cannot be written"):
        upkeep.backup(company, tmp_path / "taken" / "copy.duckdb")


def test_a_restored_database_is_the_backup_and_the_former_one_is_kept(company, tmp_path):
    path = company.path
    upkeep.backup(company, tmp_path / "copy.duckdb")
    submit(company, ("metric_value", months_of([3.0])), key="after", fingerprint=FINGERPRINT)

    former = upkeep.restore(company, tmp_path / "copy.duckdb")

    assert version(shared_database(path)) == 1
    kept = Database(former)
    try:
        assert version(kept) == 2
    finally:
        kept.close()


def test_a_restore_waits_for_a_reader_of_the_former_file(company, tmp_path):
    path = company.path
    upkeep.backup(company, tmp_path / "copy.duckdb")
    reading = company.reading()
    reading.__enter__()
    leaving = threading.Timer(0.5, reading.__exit__, (None, None, None))

    leaving.start()
    upkeep.restore(company, tmp_path / "copy.duckdb")
    leaving.join()

    assert version(shared_database(path)) == 1


@pytest.mark.parametrize("content", [b"", b"metric,period,value\n" * 500])
def test_a_file_that_is_no_backup_changes_nothing(company, tmp_path, content):
    (tmp_path / "wrong.duckdb").write_bytes(content)

    with pytest.raises(InvalidInputError):
        upkeep.restore(company, tmp_path / "wrong.duckdb")

    assert version(company) == 1
    assert not list(tmp_path.glob("*.restoring*"))


def test_a_damaged_backup_changes_nothing(company, tmp_path):
    upkeep.backup(company, tmp_path / "copy.duckdb")
    copy = Database(tmp_path / "copy.duckdb")
    with copy.writing() as connection:
        connection.execute("delete from metric_value")
    copy.close()

    with pytest.raises(InvalidInputError, match="damaged"):
        upkeep.restore(company, tmp_path / "copy.duckdb")

    assert version(company) == 1


def test_a_database_in_memory_cannot_be_restored(database, tmp_path):
    with pytest.raises(RefusedError):
        upkeep.restore(database, tmp_path / "any.duckdb")
