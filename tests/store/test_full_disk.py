"""A disk of its own that runs full, and one that may only be read."""

import subprocess
from pathlib import Path

import pytest

from lib.store.database import Database
from tests.store.test_errors import FULL, run

IN_PRIVATE = ["unshare", "--mount"]

FILL = """
import os, sys
from pathlib import Path
from tests.builders import FINGERPRINT, months_of, submit
from lib.errors import StoreError
from lib.store.database import Database
from lib.store.integrity import verify
from lib.store.uploads.uploads import data_version

disk = Path(sys.argv[1])
os.system(f"mount -t tmpfs -o size=8m tandem {disk}")
path, kept, told = disk / "company.duckdb", [], set()
database = Database(path)
ballast = disk / "ballast"
ballast.write_bytes(bytes(5_000_000))

def load(key):
    try:
        values = [float(len(kept))] * 12_000
        kept.append(submit(database, ("metric_value", months_of(values)), key=key).seq)
    except StoreError as error:
        told.add(str(error))

for number in range(20):
    load(f"while {number}")
while_full = len(kept)
ballast.unlink()
load("after")
database.close()
again = Database(path)
with again.reading() as connection:
    found = data_version(connection)
rows = [damage for damage in verify(again).damages if damage.what == "rows"]
again.close()
print(told, while_full < 20, len(kept) == while_full + 1, kept[-1] == found, rows, sep="|")
"""

READ_ONLY = """
import os, sys
from pathlib import Path
from lib.errors import TandemError
from lib.store.database import Database
disk = Path(sys.argv[1])
os.system(f"mount --bind {disk} {disk} && mount -o remount,bind,ro {disk}")
try:
    Database(disk / "company.duckdb")
except TandemError as error:
    print(type(error).__name__, error)
"""


def may_mount():
    try:
        words = [*IN_PRIVATE, "mount", "-t", "tmpfs", "tandem", "/mnt"]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


pytestmark = pytest.mark.skipif(not may_mount(), reason="no right to mount a disk of its own here")


def test_a_disk_that_runs_full_loses_nothing_and_takes_uploads_again_once_there_is_space(tmp_path):
    output = run(FILL, tmp_path, before=IN_PRIVATE).strip()

    assert output == f"{ {FULL} }|True|True|True|[]"


def test_a_disk_that_may_only_be_read_is_said_and_its_database_left_as_it_is(tmp_path):
    path = Path(tmp_path) / "company.duckdb"
    Database(path).close()
    before = path.read_bytes()

    output = run(READ_ONLY, tmp_path, before=IN_PRIVATE)

    assert output.startswith("StoreError The folder of the database cannot be written")
    assert path.read_bytes() == before
