"""Error messages when the disk fails, and the state of the database afterwards."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from lib.errors import StoreBusyError, StoreDamagedError, StoreError
from lib.i18n.translate import locale
from lib.store.errors import file_error, file_opening_error, is_fatal

ROOT = Path(__file__).parents[2]
PATH = Path("/var/lib/tandem/company.duckdb")

FILL = """
import os, resource, sys
from pathlib import Path
from tests.builders import months_of, submit
from lib.errors import StoreError
from lib.store import integrity
from lib.store.database import Database
from lib.store.uploads.uploads import data_version

path, limit, size = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
database = Database(path)
kept, told = [], []

def limit_files(most):
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

def load(key):
    try:
        values = months_of([float(len(kept))] * 3)
        upload = submit(database, ("metric_value", values), key=key, original=os.urandom(size))
        kept.append(upload.seq)
    except StoreError as error:
        told.append(str(error))

load("before")
limit_files(limit)
if sys.argv[4] == "dies":
    try:
        with database.reading() as connection:
            connection.execute("checkpoint")
    except StoreError as error:
        told.append(str(error))
    limit_files(limit * 10)
for number in range(12):
    load(f"while {number}")
limit_files(resource.RLIM_INFINITY)
load("after")
with database.reading() as connection:
    found = data_version(connection)
database.close()
again = Database(path)
with again.reading() as connection:
    reopened = data_version(connection)
rows = [damage for damage in integrity.verify(again).damages if damage.what == "rows"]
again.close()
print(len(kept), kept[-1], found, reopened, len(rows), len(told), set(told), sep="|")
"""


def run(code, *words, before=(), **options):
    """Run a program of its own, by the words ``before`` it, and return what it wrote."""
    return subprocess.run(
        [*before, sys.executable, "-c", code, *map(str, words)],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        **options,
    ).stdout


FULL = (
    "The disk of the database is full or cannot be written. "
    "Free some space, then look at the uploads before trying again."
)


@pytest.mark.parametrize(
    ("limit", "size", "how"),
    [
        pytest.param(1_500_000, 200_000, "refuses", id="the log cannot grow"),
        pytest.param(2_000_000, 3_000_000, "dies", id="the engine gives up"),
    ],
)
def test_on_a_full_disk_nothing_acknowledged_is_lost_and_service_resumes(
    tmp_path, limit, size, how
):
    output = run(FILL, tmp_path / "company.duckdb", limit, size, how).strip()

    count, last, stored, reopened, damaged, refused, sentences = output.split("|")
    assert sentences == repr({FULL})
    assert int(refused) >= 1
    assert int(count) >= 2
    assert last == stored == reopened
    assert damaged == "0"


AS_NOBODY = "import lib.store.database, os; os.setgid(65534); os.setuid(65534)"

WITHOUT_RIGHT = """
import sys
from pathlib import Path
from lib.errors import TandemError
from lib.store.database import Database
try:
    Database(Path(sys.argv[1])).close()
except TandemError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only the superuser can become somebody else")
@pytest.mark.parametrize(
    ("folder_mode", "sentence"),
    [
        (0o777, "StoreError The database cannot be written"),
        (0o555, "StoreError The folder of the database cannot be written"),
    ],
)
def test_a_file_or_folder_without_right_to_write_is_said(folder_mode, sentence):
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "company.duckdb"
        run(WITHOUT_RIGHT, path)
        before = path.read_bytes()
        path.with_name(path.name + ".lock").unlink()
        path.chmod(0o444)
        path.parent.chmod(folder_mode)

        output = run(AS_NOBODY + WITHOUT_RIGHT, path)

        assert output.startswith(sentence)
        assert output.count("\n") == 1
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "kind", "message"),
    [
        ("IO Error: Could not set lock on file", StoreBusyError, "Another program"),
        ("IO Error: Cannot open file: Permission denied", StoreError, "cannot be written"),
        ("IO Error: Corrupt database file: checksum", StoreDamagedError, "Restore a backup"),
        ("IO Error: No space left on device", StoreError, "disk of the database is full"),
    ],
)
def test_each_reason_not_to_open_is_one_sentence_in_both_languages(words, kind, message):
    error = file_opening_error(duckdb.IOException(words), PATH)

    french = error.sentence(locale("fr").gettext)
    assert type(error) is kind
    assert message in error.sentence()
    assert french != error.sentence()
    assert "\n" not in french


def test_what_is_no_fault_of_the_disk_is_left_alone():
    assert file_error(duckdb.ConstraintException("duplicate key"), PATH) is None
    assert file_error(ValueError("No space left"), PATH) is None


def test_after_a_fatal_failure_the_file_must_be_opened_again():
    assert is_fatal(duckdb.FatalException("database has been invalidated"))
    assert not is_fatal(duckdb.IOException("No space left on device"))
    assert isinstance(file_error(duckdb.FatalException("invalidated"), PATH), StoreDamagedError)
