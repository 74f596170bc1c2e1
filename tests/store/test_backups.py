import pytest
from builders import FINGERPRINT, months_of, submit

from lib.errors import InvalidInputError, RefusedError
from lib.store import upkeep
from lib.store.backups import backup
from lib.store.connection import open_plain
from lib.store.database import Database
from lib.store.proofs import prove, written_proof


def add(database, key, *values):
    return submit(database, ("metric_value", months_of(values)), key=key, fingerprint=FINGERPRINT)


def test_a_backup_opens_as_a_database_of_its_own(company, tmp_path):
    written = backup(company, tmp_path / "copy.duckdb", kept=1)

    copy = Database(tmp_path / "copy.duckdb")
    try:
        assert upkeep.verify(copy) == upkeep.Soundness(1, ())
        assert upkeep.schema_version(copy) == upkeep.schema_version(company)
    finally:
        copy.close()
    assert written.size == (tmp_path / "copy.duckdb").stat().st_size


def test_a_backup_says_what_each_table_held(company, tmp_path):
    written = backup(company, tmp_path / "copy.duckdb", kept=1)

    with company.reading() as connection:
        held = prove(connection)
    with open_plain(tmp_path / "copy.duckdb") as copied:
        said, found = written_proof(copied), prove(copied)
    assert said == found == held == written.tables
    assert {"metric_value", "upload", "upload_file", "share_link"} <= {one.table for one in held}


def test_a_backup_leaves_the_database_serving(company, tmp_path):
    backup(company, tmp_path / "first.duckdb", kept=1)
    upload = add(company, "after", 3.0)
    backup(company, tmp_path / "second.duckdb", kept=1)

    assert upload.seq == 2
    assert list(company.work_folder.glob("backup*")) == []


def test_a_folder_keeps_the_newest_backups_and_every_other_file(company, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "tandem.duckdb").write_text("not named by its instant")

    written = [backup(company, folder, kept=2) for _ in range(4)]

    left = sorted(path.name for path in folder.glob("tandem-*"))
    assert left == [one.path.name for one in written[2:]]
    assert written[3].removed == (written[1].path,)
    assert (folder / "tandem.duckdb").exists()


def test_a_backup_is_never_the_database_itself(company):
    with pytest.raises(RefusedError):
        backup(company, company.path, kept=1)


def test_a_backup_that_cannot_be_written_is_refused(company, tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(InvalidInputError, match="cannot be written"):
        backup(company, tmp_path / "taken" / "copy.duckdb", kept=1)


def test_a_failed_backup_leaves_the_former_one(company, tmp_path):
    target = tmp_path / "copy.duckdb"
    backup(company, target, kept=1)
    before = target.read_bytes()
    (tmp_path / "copy.duckdb.part").mkdir()

    with pytest.raises(InvalidInputError):
        backup(company, target, kept=1)

    assert target.read_bytes() == before
