import subprocess
import sys
import threading

import duckdb
import pytest

from lib.errors import StoreBusyError, StoreDamagedError, StoreError
from lib.store import named_queries
from lib.store.database import Database, close_shared, shared_database
from lib.store.uploads import uploads
from tests.builders import months_of, submit

RETRACTION = {
    "seq": 1,
    "upload_seq": 1,
    "is_undone": True,
    "author": "finance",
    "reason": None,
    "retracted_at": "2026-01-01",
}


def version_of(database):
    with database.reading() as connection:
        return uploads.data_version(connection)


def test_what_was_loaded_is_there_after_a_restart(tmp_path):
    path = tmp_path / "company.duckdb"
    first = Database(path)
    submit(first, ("metric_value", months_of([1.0])))
    first.close()

    second = Database(path)

    assert version_of(second) == 1
    second.close()


def test_a_second_process_gets_a_sentence(tmp_path):
    path = tmp_path / "company.duckdb"
    holder = Database(path)
    code = (
        "import sys, pathlib\n"
        "from lib.errors import StoreBusyError\n"
        "from lib.store.database import Database\n"
        "try:\n"
        "    Database(pathlib.Path(sys.argv[1]))\n"
        "except StoreBusyError as error:\n"
        "    print(error)\n"
    )

    process = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )

    assert str(path) in process.stdout
    assert "Traceback" not in process.stdout + process.stderr
    holder.close()


def test_the_lock_outlives_a_file_opened_and_closed_again(tmp_path):
    path = tmp_path / "company.duckdb"
    holder = Database(path)
    path.read_bytes()  # drops the lock that DuckDB holds on its own file

    with pytest.raises(StoreBusyError):
        Database(path)

    holder.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "company.duckdb"
    path.write_bytes(b"not a database at all" * 500)

    with pytest.raises(StoreDamagedError):
        Database(path)

    assert path.read_bytes() == b"not a database at all" * 500


def test_a_file_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "company.duckdb"
    database = Database(path)
    with database.writing() as connection:
        named_queries.run(
            connection,
            "record_migration",
            {"version": 9_999, "name": "later", "applied_at": "2027-01-01"},
        )
    database.close()

    with pytest.raises(StoreDamagedError, match="newer"):
        Database(path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(StoreError):
        Database(tmp_path / "absent" / "company.duckdb")


def test_the_process_opens_a_file_once(tmp_path):
    path = tmp_path / "folder" / "company.duckdb"

    assert shared_database(path) is shared_database(path)

    close_shared(path)
    close_shared(path)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to '/tmp/tandem-leak.csv'",
        "attach '/tmp/tandem-other.duckdb' as other",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '64GB'",
    ],
)
def test_no_query_reaches_outside_the_database(database, statement):
    with database.reading() as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)


def test_variables_of_the_program_are_no_tables(database):
    secret = [1, 2, 3]

    with database.reading() as connection, pytest.raises(duckdb.Error):
        connection.execute("select * from secret")

    assert secret == [1, 2, 3]


def test_the_work_folder_is_reachable_and_goes_away(database):
    path = database.work_folder / "rows.csv"
    path.write_text("a\n1\n")

    with database.reading() as connection:
        assert connection.execute("select a from read_csv(?)", [str(path)]).fetchone() == (1,)
    other = Database()
    folder = other.work_folder
    other.close()

    assert not folder.exists()


def test_a_query_with_a_hostile_identifier_is_refused(database):
    with database.reading() as connection, pytest.raises(ValueError, match="not an identifier"):
        named_queries.run(connection, "count_rows_by_upload", table="metric; drop table metric")


def test_readers_see_whole_uploads_only(database):
    torn = []
    stop = threading.Event()

    def read():
        with database.reading() as connection:
            while not stop.is_set():
                rows = connection.execute(
                    "select count(*), count(distinct value) from metric_value_current"
                ).fetchone()
                if rows[0] not in (0, 20) or rows[1] > 1:
                    torn.append(rows)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for value in range(8):
        submit(database, ("metric_value", months_of([float(value)] * 20)))
    stop.set()
    for reader in readers:
        reader.join()

    assert torn == []


def test_the_file_is_readable_by_older_versions_of_the_engine(tmp_path):
    path = tmp_path / "company.duckdb"
    Database(path).close()

    with path.open("rb") as file:
        header = file.read(64)

    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 68


def test_a_file_held_by_another_program_is_said(tmp_path):
    path = tmp_path / "company.duckdb"
    Database(path).close()
    code = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held'); sys.stdin.read()"
    words = [sys.executable, "-u", "-c", code, str(path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()

        with pytest.raises(StoreBusyError, match="Another program"):
            Database(path)

        holder.communicate()


@pytest.mark.parametrize("at", [20, 4_146, 8_242, 12_318])
def test_a_damaged_file_is_called_damaged_and_left_alone(tmp_path, at):
    path = tmp_path / "company.duckdb"
    database = Database(path)
    submit(database, ("metric_value", months_of([1.0])))
    database.close()
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)

    with pytest.raises(StoreDamagedError, match="Restore a backup"):
        Database(path)

    assert path.read_bytes() == content


def test_a_log_that_was_deleted_is_noticed(tmp_path):
    path = tmp_path / "company.duckdb"
    database = Database(path)
    database.close()
    before = path.read_bytes()
    database = Database(path)
    submit(database, ("metric_value", months_of([1.0])))
    database.close()
    path.write_bytes(before)

    with pytest.raises(StoreDamagedError, match="number 1 was kept"):
        Database(path)

    path.with_name(path.name + ".lock").unlink()
    Database(path).close()


def test_a_stop_waits_for_the_change_in_hand(tmp_path):
    path = tmp_path / "company.duckdb"
    database = Database(path)
    begun, end = threading.Event(), threading.Event()

    def change():
        with database.writing() as connection:
            begun.set()
            end.wait(120)
            named_queries.run(connection, "insert_retraction", RETRACTION)

    writer = threading.Thread(target=change)
    writer.start()
    begun.wait(120)
    threading.Timer(0.3, end.set).start()
    database.close()
    writer.join()

    again = Database(path)
    assert version_of(again) == 1
    again.close()
