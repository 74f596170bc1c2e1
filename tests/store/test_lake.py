"""A lake: several replicas append without conflict and survive an unreachable catalogue."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from lib.errors import InvalidInputError, StoreError, StoreUnreachableError
from lib.store import reads
from lib.store.addresses import LakeAddress
from lib.store.backup.signing import signing_secret
from lib.store.database import Database
from lib.store.integrity import verify
from lib.store.lake.storage import MARK
from lib.store.uploads import uploads
from tests.builders import FINGERPRINT, months_of, submit
from tests.serving import until


@pytest.fixture
def replicas(lakes):
    """Give three databases on one lake, as three replicas open it."""
    address = lakes.new()
    opened = [Database(address) for _ in range(3)]
    yield opened
    for database in opened:
        database.close()


def version_of(database):
    with database.reading() as connection:
        return uploads.data_version(connection)


def test_only_the_deployment_creates_a_lake(lakes):
    address = lakes.absent()

    with pytest.raises(StoreError, match="python -m lib migrate"):
        Database(address)

    Database(address, creates=True).close()
    opened = Database(address)
    assert version_of(opened) == 0
    opened.close()


def test_bringing_a_lake_up_to_date_twice_changes_nothing(lakes):
    address = lakes.new()
    opened = Database(address, creates=True)

    submit(opened, ("metric_value", months_of([1.0])))
    opened.close()
    again = Database(address, creates=True)

    assert version_of(again) == 1
    again.close()


def test_a_replica_refuses_tables_older_than_itself(lake):
    address = lake._engine.address
    with lake.writing() as connection:
        connection.execute("delete from schema_version where version > 3")

    with pytest.raises(StoreError, match="at version 3"):
        Database(address)


def test_replicas_number_their_uploads_in_one_row(replicas):
    def upload(number):
        database = replicas[number % 3]
        return submit(
            database,
            ("metric_value", months_of([float(number)], metric_id=f"m{number}")),
            key=f"key {number}",
            fingerprint=FINGERPRINT,
        ).seq

    with ThreadPoolExecutor(6) as hands:
        numbers = sorted(hands.map(upload, range(12)))

    assert numbers == list(range(1, 13))
    assert verify(replicas[0]).is_sound


def test_a_version_once_seen_never_changes(replicas):
    seen, stopped = {}, threading.Event()

    def read():
        while not stopped.is_set():
            with replicas[2].reading() as connection:
                version = uploads.data_version(connection)
                rows = len(reads.metric_values(connection, ["m"], version=version))
            seen.setdefault(version, set()).add(rows)

    reader = threading.Thread(target=read)
    reader.start()
    with ThreadPoolExecutor(2) as hands:
        list(hands.map(lambda n: submit(replicas[n % 2], ("metric_value", a_month(n))), range(6)))
    stopped.set()
    reader.join()

    assert all(rows == {version} for version, rows in seen.items())


def a_month(number):
    return months_of([1.0] * (number + 1)).slice(number)


def test_what_one_replica_keeps_the_others_hear_of(replicas):
    before = replicas[1].writes

    submit(replicas[0], ("metric_value", months_of([1.0])))

    assert replicas[0].is_shared
    until(lambda: replicas[1].writes > before)
    assert version_of(replicas[1]) == 1


def test_the_same_submission_kept_twice_counts_once(replicas):
    first = submit(replicas[0], ("metric_value", months_of([1.0])), key="one")
    with replicas[1].writing() as connection:
        connection.execute(
            "insert into upload select * replace (2 as seq) from upload where seq = 1"
        )
        connection.execute("insert into metric_value select * replace (2 as seq) from metric_value")

    with replicas[2].reading() as connection:
        standing = connection.execute("select seq from upload_as_of(9)").fetchall()
        values = reads.metric_values(connection, ["m"])

    assert standing == [(first.seq,)]
    assert [row.seq for row in values] == [1]


def test_no_query_reaches_outside_the_lake_and_its_files(lake, tmp_path):
    for statement in (
        "select * from read_csv('/etc/passwd')",
        f"attach '{tmp_path}/other.duckdb' as other",
        "set enable_external_access = true",
        "load httpfs",
    ):
        with lake.reading() as connection, pytest.raises(duckdb.Error):
            connection.execute(statement)


def test_a_folder_that_is_not_mounted_is_never_written_to(lakes, tmp_path):
    address = LakeAddress(lakes.absent().catalog, f"{tmp_path}/files/")
    database = Database(address, creates=True)
    (tmp_path / "files").rename(tmp_path / "elsewhere")
    (tmp_path / "files").mkdir()

    with pytest.raises(StoreUnreachableError, match="cannot be reached"):
        submit(database, ("metric_value", months_of([1.0] * 500)))
    left = list((tmp_path / "files").iterdir())
    (tmp_path / "files").rmdir()
    (tmp_path / "elsewhere").rename(tmp_path / "files")
    upload = submit(database, ("metric_value", months_of([1.0] * 500)))

    assert left == []
    assert upload.seq == 1
    assert (tmp_path / "files" / MARK).exists()
    database.close()


def test_files_that_are_gone_are_said_and_come_back(lakes, tmp_path):
    address = LakeAddress(lakes.absent().catalog, f"{tmp_path}/files/")
    database = Database(address, creates=True)
    submit(database, ("metric_value", months_of([1.0] * 500)))
    (tmp_path / "files").rename(tmp_path / "elsewhere")

    with pytest.raises(StoreUnreachableError), database.reading() as connection:
        reads.metric_values(connection, ["m"])
    (tmp_path / "elsewhere").rename(tmp_path / "files")
    with database.reading() as connection:
        values = reads.metric_values(connection, ["m"])

    assert len(values) == 500
    database.close()


def test_a_catalogue_that_is_down_is_said_and_comes_back_by_itself(lakes, lake):
    submit(lake, ("metric_value", months_of([1.0])))

    lakes.postgres.stop()
    until(lambda: lake.unreachable_since)
    with pytest.raises(StoreUnreachableError):
        version_of(lake)
    with pytest.raises(StoreUnreachableError):
        submit(lake, ("metric_value", months_of([2.0])))
    lakes.postgres.start()
    until(lambda: lake.unreachable_since is None)

    assert version_of(lake) == 1
    assert submit(lake, ("metric_value", months_of([2.0]))).seq == 2


def test_a_frozen_catalogue_does_not_block_readers(lakes, lake):
    lakes.postgres.freeze()
    try:
        until(lambda: lake.unreachable_since)
        started = time.monotonic()
        with pytest.raises(StoreUnreachableError):
            version_of(lake)
        waited = time.monotonic() - started
    finally:
        lakes.postgres.thaw()
    until(lambda: lake.unreachable_since is None)

    assert waited < 0.5
    assert version_of(lake) == 0


def test_a_turn_that_was_lost_keeps_nothing(lakes, replicas):
    holding = "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'"

    def lose_it_halfway():
        with replicas[0].writing() as connection:
            connection.execute("insert into retraction values (1, 1, true, 'a', null, now())")
            lakes.postgres.ask(holding)

    with pytest.raises(StoreError):
        lose_it_halfway()

    assert version_of(replicas[1]) == 0


def test_replicas_sign_with_one_secret_or_not_at_all(lake, monkeypatch):
    monkeypatch.delenv("TANDEM_SECRET", raising=False)
    with pytest.raises(InvalidInputError, match="TANDEM_SECRET"):
        signing_secret(lake)

    monkeypatch.setenv("TANDEM_SECRET", "s" * 32)
    assert signing_secret(lake) == signing_secret(lake)
