"""Housekeeping of a lake: fewer files, the same figures, nothing young removed."""

from datetime import timedelta

import pytest

from lib.domain.clock import utc_now
from lib.store import integrity, reads
from lib.store.addresses import LakeAddress
from lib.store.backup.digests import table_digests
from lib.store.database import Database
from lib.store.lake.compaction import compact
from lib.store.lake.storage import MARK
from tests.builders import FINGERPRINT, months_of, submit


@pytest.fixture
def filled(lakes, tmp_path):
    """Give a lake, its files in a folder of its own, with six uploads."""
    opened = Database(LakeAddress(lakes.absent().catalog, f"{tmp_path}/files/"), creates=True)
    for number in range(6):
        values = ("metric_value", months_of([float(number)] * 300, metric_id=f"m{number}"))
        submit(opened, values, key=str(number), fingerprint=FINGERPRINT)
    yield opened
    opened.close()


def files_of(tmp_path):
    return sorted((tmp_path / "files").rglob("*.parquet"))


def content(database):
    with database.reading() as connection:
        return table_digests(connection), reads.metric_values(connection, ["m5"])


def test_a_night_makes_fewer_files_of_the_same_figures(filled):
    before = content(filled)

    done = compact(filled)

    assert done.after.count < done.before.count
    assert content(filled) == before
    assert integrity.verify(filled).is_sound


def test_files_that_nothing_names_go_once_they_are_old(filled, tmp_path):
    orphan = tmp_path / "files" / "main" / "metric_value" / "left-by-a-kill.parquet"
    orphan.write_bytes(b"PAR1")
    before = content(filled)

    young = compact(filled)
    files = files_of(tmp_path)
    later = compact(filled, now=utc_now() + timedelta(days=30))
    again = compact(filled, now=utc_now() + timedelta(days=60))

    assert (young.removed, young.forgotten) == (0, 0)
    assert orphan in files
    assert later.forgotten > 0
    assert later.removed + again.removed > 0
    assert not orphan.exists()
    assert len(files_of(tmp_path)) == again.after.count
    assert (tmp_path / "files" / MARK).exists()
    assert content(filled) == before
