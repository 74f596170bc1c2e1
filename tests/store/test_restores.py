import threading

import duckdb
import pytest

from lib.errors import InvalidInputError, RefusedError
from lib.store.backup.backups import backup
from lib.store.backup.digests import store_digests, table_digests
from lib.store.backup.restore import restore
from lib.store.connection import open_plain
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

    assert restored.proof == "signed"
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
        assert restored.proof == "unsigned"  # the new place has a secret of its own
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


def changed_backup(company, tmp_path, *changes):
    """Return a backup of a company that was changed afterwards."""
    path = tmp_path / "copy.duckdb"
    backup(company, path, keep=1)
    with duckdb.connect(path) as changed:
        for change in changes:
            changed.execute(change)
    return path


DOUBLED = (
    "drop table backup_proof",
    "update metric_value set value = value * 2",
    "update metric_value_current set value = value * 2",
)


@pytest.mark.parametrize("changes", [DOUBLED[:1], DOUBLED], ids=["as it was", "doubled"])
def test_a_backup_without_a_proof_is_restored_only_when_this_is_accepted(
    company, tmp_path, changes
):
    path = changed_backup(company, tmp_path, *changes)

    with pytest.raises(InvalidInputError, match="--unproved"):
        restore(company.path, path)
    assert version(company) == 1

    assert restore(company.path, path, accepts_unproved=True).proof == "none"
    assert version(shared_database(company.path)) == 1


def test_values_that_the_uploads_do_not_give_are_damage_also_without_a_proof(company, tmp_path):
    path = changed_backup(company, tmp_path, *DOUBLED[:2])

    with pytest.raises(InvalidInputError, match="damaged"):
        restore(company.path, path, accepts_unproved=True)


def test_a_changed_backup_cannot_be_signed_without_the_secret(company, tmp_path):
    path = changed_backup(company, tmp_path, *DOUBLED[1:])
    with open_plain(path) as connection:
        store_digests(connection, table_digests(connection), b"a secret of somebody else, long")

    assert restore(company.path, path).proof == "unsigned"


@pytest.mark.parametrize(
    "kind",
    [
        "create view planted as select * from read_text('/etc/hostname')",
        "create macro planted(x) as x + 1",
        "create schema planted",
        "create table planted (x integer)",
        "create sequence planted",
        "create type planted as enum ('a')",
    ],
)
def test_nothing_but_the_rows_of_known_tables_comes_from_a_backup(company, tmp_path, kind):
    path = changed_backup(company, tmp_path, "drop table backup_proof", kind)

    restore(company.path, path, accepts_unproved=True)

    with shared_database(company.path).reading() as connection:
        tables = "duckdb_views(), duckdb_functions(), duckdb_schemas(), duckdb_tables(), "
        for catalogue in (tables + "duckdb_sequences(), duckdb_types()").split(", "):
            rows = connection.execute(f"select * from {catalogue}").fetchall()
            assert not any("planted" in map(str, row) for row in rows), catalogue


@pytest.mark.parametrize(
    "changes",
    [
        (
            "alter table doubt rename to hidden",
            "create view doubt as select * from hidden",
        ),
        ("alter table doubt add column more integer",),
        ("drop table doubt",),
    ],
    ids=["view", "column", "missing"],
)
def test_a_table_that_is_none_of_ours_is_refused(company, tmp_path, changes):
    path = changed_backup(company, tmp_path, "drop table backup_proof", *changes)

    with pytest.raises(InvalidInputError):
        restore(company.path, path, accepts_unproved=True)

    assert version(company) == 1
    assert not [path for path in tmp_path.iterdir() if "rest" in path.name or "rece" in path.name]


def test_a_macro_of_a_backup_is_not_called_in_the_place_of_ours(company, tmp_path):
    path = changed_backup(
        company,
        tmp_path,
        "drop table backup_proof",
        "create or replace macro upload_as_of(version) as table select 1::bigint as seq limit 0",
    )

    restore(company.path, path, accepts_unproved=True)

    with shared_database(company.path).reading() as connection:
        assert connection.execute("select count(*) from metric_value_as_of(99)").fetchone()[0]


def test_a_backup_is_never_the_database_itself(company):
    with pytest.raises(RefusedError):
        restore(company.path, company.path)
