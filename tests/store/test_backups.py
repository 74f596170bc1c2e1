import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.errors import InvalidInputError, RefusedError
from lib.store import integrity
from lib.store.backup.backups import backup
from lib.store.backup.digests import stored_digests, table_digests
from lib.store.connection import open_plain
from lib.store.database import Database
from lib.store.uploads.uploads import list_uploads
from tests.builders import FINGERPRINT, months_of, submit


def add(database, key, *values):
    return submit(database, ("metric_value", months_of(values)), key=key, fingerprint=FINGERPRINT)


def test_a_backup_opens_as_a_database_of_its_own(company, tmp_path):
    written = backup(company, tmp_path / "copy.duckdb", keep=1)

    copy = Database(tmp_path / "copy.duckdb")
    try:
        assert integrity.verify(copy) == integrity.IntegrityReport(1, ())
        assert integrity.schema_version(copy) == integrity.schema_version(company)
    finally:
        copy.close()
    assert written.size == (tmp_path / "copy.duckdb").stat().st_size


def test_a_backup_says_what_each_table_held(company, tmp_path):
    written = backup(company, tmp_path / "copy.duckdb", keep=1)

    with company.reading() as connection:
        digests = table_digests(connection)
    with open_plain(tmp_path / "copy.duckdb") as copied:
        stored, copied_digests = stored_digests(copied), table_digests(copied)
    assert stored == copied_digests == digests == written.tables
    assert {"metric_value", "upload", "upload_file", "share_link"} <= {
        table.table for table in digests
    }


def test_a_backup_leaves_the_database_serving(company, tmp_path):
    backup(company, tmp_path / "first.duckdb", keep=1)
    upload = add(company, "after", 3.0)
    backup(company, tmp_path / "second.duckdb", keep=1)

    assert upload.seq == 2
    assert list(company.work_folder.glob("backup*")) == []


def test_a_folder_keeps_the_newest_backups_and_every_other_file(company, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "tandem.duckdb").write_text("not named by its instant")

    written = [backup(company, folder, keep=2) for _ in range(4)]

    left = sorted(path.name for path in folder.glob("tandem-*"))
    assert left == [backup.path.name for backup in written[2:]]
    assert written[3].removed == (written[1].path,)
    assert (folder / "tandem.duckdb").exists()


def test_a_backup_is_never_the_database_itself(company):
    with pytest.raises(RefusedError):
        backup(company, company.path, keep=1)


def test_a_backup_that_cannot_be_written_is_refused(company, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(InvalidInputError, match="cannot be written"):
        backup(company, tmp_path / "taken" / "copy.duckdb", keep=1)


def test_a_failed_backup_leaves_the_former_one(company, tmp_path):
    target = tmp_path / "copy.duckdb"
    backup(company, target, keep=1)
    before = target.read_bytes()
    (tmp_path / "copy.duckdb.part").mkdir()

    with pytest.raises(InvalidInputError):
        backup(company, target, keep=1)

    assert target.read_bytes() == before


def test_backups_taken_during_writes_are_consistent_and_hold_every_acknowledged_change(
    company, tmp_path
):
    acknowledged, end, copies = [1], threading.Event(), []

    def write(hand):
        while not end.is_set():
            acknowledged.append(
                add(company, f"{hand} {len(acknowledged)}", *[float(hand)] * 20).seq
            )

    with ThreadPoolExecutor(4) as pool:
        hands = [pool.submit(write, hand) for hand in range(4)]
        for number in range(3):
            path, before = tmp_path / f"copy{number}.duckdb", max(acknowledged)
            backup(company, path, keep=1)
            copies.append((path, before, max(acknowledged)))
        end.set()

    assert [hand.result() for hand in hands] == [None] * 4
    assert any(after > before for _, before, after in copies)
    for path, before, _ in copies:
        assert whole_uploads(path) >= before


def whole_uploads(path):
    """Return how many uploads a backup holds: none left out, each as recorded."""
    copy = Database(path)
    try:
        with copy.reading() as connection:
            numbers = sorted(upload.seq for upload in list_uploads(connection))
        assert numbers == list(range(1, len(numbers) + 1))
        assert integrity.verify(copy).is_sound
        return len(numbers)
    finally:
        copy.close()
