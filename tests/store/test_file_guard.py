import tempfile
from pathlib import Path

import pytest

from lib.errors import StoreBusyError, StoreError
from lib.store.file_guard import FileGuard, lock_path, new_work_folder


@pytest.fixture
def path(tmp_path):
    """Give the path of a database that stands there."""
    file = tmp_path / "company.duckdb"
    file.write_bytes(b"any")
    return file


def test_a_number_acknowledged_is_known_to_the_next_holder(path):
    first = FileGuard(path)
    first.acknowledge(41)
    first.acknowledge(7)
    first.release()

    second = FileGuard(path)

    assert second.acknowledged() == 7
    second.release()


def test_a_file_held_is_refused_until_it_is_released(path):
    guard = FileGuard(path)

    with pytest.raises(StoreBusyError):
        FileGuard(path)
    guard.release()
    guard.release()

    FileGuard(path).release()


def test_where_the_database_is_gone_its_number_is_forgotten(path):
    guard = FileGuard(path)
    guard.acknowledge(41)
    guard.release()
    path.unlink()

    again = FileGuard(path)

    assert again.acknowledged() == 0
    again.release()


def test_a_lock_file_of_something_else_says_no_number(path):
    lock_path(path).write_text("pid 12 of another program")
    guard = FileGuard(path)

    assert guard.acknowledged() == 0
    guard.release()


def test_a_folder_that_is_absent_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        FileGuard(tmp_path / "absent" / "company.duckdb")


def test_folders_of_killed_runs_are_removed_and_those_of_other_databases_kept(tmp_path):
    left = new_work_folder(tmp_path / "a.duckdb")
    (left / "copy.duckdb").write_bytes(b"half a backup")
    others = [new_work_folder(tmp_path / "b.duckdb"), new_work_folder(None)]

    now = new_work_folder(tmp_path / "a.duckdb")

    assert not left.exists()
    assert all(folder.parent == Path(tempfile.gettempdir()) for folder in (now, *others))
    for folder in (now, *others):
        folder.rmdir()
