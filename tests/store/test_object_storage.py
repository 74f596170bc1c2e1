"""A lake whose files lie in object storage, reached by the S3 protocol."""

import pytest

from lib.errors import StoreUnreachableError
from lib.store import integrity, reads
from lib.store.addresses import parse_address
from lib.store.backup.backups import backup
from lib.store.database import Database
from lib.store.lake.compaction import compact
from tests.builders import FINGERPRINT, months_of, submit
from tests.storage import BUCKET, ObjectStorage


@pytest.fixture
def storage(monkeypatch):
    """Give a server of object storage, named in the environment."""
    started = ObjectStorage()
    for name, value in started.environment().items():
        monkeypatch.setenv(name, value)
    yield started
    started.remove()


@pytest.fixture
def address(lakes, storage):
    """Give the address of a lake with its files in object storage, not created yet."""
    assert storage.url
    return parse_address(lakes.absent().catalog, f"s3://{BUCKET}/tandem")


def values_of(database):
    with database.reading() as connection:
        return [row.value for row in reads.metric_values(connection, ["m"])]


def test_files_are_kept_in_object_storage_and_read_by_other_replicas(address, tmp_path):
    ours = Database(address, creates=True)
    for number in range(3):
        values = ("metric_value", months_of([float(number)] * 300))
        submit(ours, values, key=str(number), fingerprint=FINGERPRINT)
    theirs = Database(address)

    before = values_of(theirs)
    done = compact(ours)
    written = backup(theirs, tmp_path / "copy.duckdb", keep=1)

    assert before == values_of(theirs) == [2.0] * 300
    assert done.after.count < done.before.count
    assert integrity.verify(theirs).is_sound
    assert {table.table: table.rows for table in written.tables}["metric_value"] == 900
    ours.close()
    theirs.close()


def test_storage_that_lost_its_files_or_is_gone_is_said_and_nothing_is_kept(address, storage):
    database = Database(address, creates=True)
    submit(database, ("metric_value", months_of([1.0] * 300)))

    storage.forget()
    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        values_of(database)
    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        submit(database, ("metric_value", months_of([2.0] * 300)), key="second")
    storage.remove()
    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        values_of(database)

    with database.reading() as connection:
        assert connection.execute("select count(*) from upload").fetchone() == (1,)
    database.close()
