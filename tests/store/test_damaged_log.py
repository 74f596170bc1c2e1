"""A log that was damaged, cut short or lost: it is noticed, and nothing is written over it."""

import random
import shutil

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.errors import StoreDamagedError
from lib.store.database import Database
from lib.store.file_guard import FileGuard
from lib.store.integrity import verify
from lib.store.uploads.uploads import data_version
from tests.builders import FINGERPRINT, months_of, submit
from tests.store.test_migrations import FORMER, file_of_release

UPLOADS = 12


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """Give the files of a database as a kill leaves them: twelve uploads, all in the log."""
    folder = tmp_path_factory.mktemp("killed")
    path = folder / "company.duckdb"
    Database(path).close()
    database = Database(path)
    for number in range(UPLOADS):
        submit(
            database,
            ("metric_value", months_of([float(number)] * 20)),
            key=f"key {number}",
            fingerprint=FINGERPRINT,
        )
    left = folder / "left"
    left.mkdir()
    for name in ("company.duckdb", "company.duckdb.wal", "company.duckdb.lock"):
        shutil.copy(folder / name, left / name)
    database.close()
    return left


def placed(killed, folder, change):
    """Return a copy of the files whose log was changed, and what each then holds."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(killed, folder)
    log = folder / "company.duckdb.wal"
    log.write_bytes(change(log.read_bytes()))
    return folder / "company.duckdb", contents(folder)


def contents(folder):
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.name != "company.duckdb.lock"
    }


def with_a_bit_flipped(at, bit):
    def change(log):
        damaged = bytearray(log)
        damaged[at % len(log)] ^= 1 << bit
        return bytes(damaged)

    return change


def test_a_log_left_by_a_kill_is_whole(killed, tmp_path):
    path, _ = placed(killed, tmp_path / "place", bytes)

    database = Database(path)

    with database.reading() as connection:
        assert data_version(connection) == UPLOADS
    assert verify(database).is_sound
    database.close()


def refused_and_untouched(killed, folder, change):
    path, before = placed(killed, folder, change)

    with pytest.raises(StoreDamagedError, match=r"Nothing was changed\. Restore a backup"):
        Database(path)

    return contents(folder) == before


def opened_whole(killed, folder, change):
    path, _ = placed(killed, folder, change)
    database = Database(path)
    with database.reading() as connection:
        version = data_version(connection)
    is_sound = verify(database).is_sound
    database.close()
    return is_sound and version == UPLOADS


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(at=st.integers(0, 1 << 20), bit=st.integers(0, 7))
@example(at=33, bit=1)
def test_one_bit_of_the_log_that_changed_is_noticed_or_bore_nothing(killed, tmp_path, at, bit):
    """A few bits of the head bear nothing: numbers there are written longer than they are."""
    change = with_a_bit_flipped(at, bit)
    try:
        assert opened_whole(killed, tmp_path / "place", change)
    except StoreDamagedError:
        assert refused_and_untouched(killed, tmp_path / "place", change)


@pytest.mark.parametrize("part", [0.01, 0.5, 0.97])
def test_a_log_cut_short_is_noticed_and_what_is_left_of_it_can_still_be_saved(
    killed, tmp_path, part
):
    assert refused_and_untouched(
        killed, tmp_path / "place", lambda log: log[: int(part * len(log))]
    )


def test_a_log_of_noise_is_noticed(killed, tmp_path):
    noise = random.Random(7).randbytes(10_000)

    assert refused_and_untouched(killed, tmp_path / "place", lambda _: noise)


def test_an_upgrade_does_not_hide_that_changes_were_lost(tmp_path):
    path = file_of_release(tmp_path / "former.duckdb", FORMER[0])
    guard = FileGuard(path)
    guard.acknowledge(9)
    guard.release()

    for _ in range(2):
        with pytest.raises(StoreDamagedError, match="number 9 was kept"):
            Database(path)


def test_after_a_whole_start_and_stop_the_log_is_empty_again(killed, tmp_path):
    path, _ = placed(killed, tmp_path / "place", bytes)

    Database(path).close()

    assert not path.with_name(path.name + ".wal").exists()
