import hashlib
from pathlib import Path

import pytest

from lib.store import named_queries
from tests.builders import months_of, submit

ORIGINAL = b"metric;period;value\n"


def sound_upload(database):
    fingerprint = hashlib.sha256(ORIGINAL).hexdigest()
    submit(
        database,
        ("metric_value", months_of([1.0, 2.0])),
        original=ORIGINAL,
        fingerprint=fingerprint,
    )


def lost_rows(database):
    with database.writing() as connection:
        connection.execute("delete from metric_value where period = date '2026-02-01'")


def changed_original(database):
    with database.writing() as connection:
        connection.execute("update upload set fingerprint = repeat('0', 64)")


def test_a_sound_database_is_said_to_be_sound(tandem, filled):
    filled(sound_upload)

    output = tandem("verify", "--json")

    assert output.code == 0
    assert output.record == {"verdict": "sound", "uploads": 1, "damaged": []}
    assert tandem("verify").out == "1 upload compared with its record: nothing is missing.\n"


def test_damage_is_named_and_exits_1(tandem, filled):
    filled(sound_upload, lost_rows, changed_original)

    output = tandem("verify", "--json")

    assert output.code == 1
    assert output.record["damaged"] == [
        {"upload": 1, "what": "rows"},
        {"upload": 1, "what": "original"},
    ]
    assert tandem("verify").out.splitlines()[-1] == "The database is damaged: restore a backup."


def test_migrate_tells_the_version_of_the_tables(tandem, file):
    output = tandem("migrate", "--json")

    assert output.record == {"schema_version": named_queries.migrations()[-1][0]}
    assert file.exists()


def test_a_backup_restores_what_stood(tandem, filled, tmp_path):
    filled(sound_upload)
    copy = tmp_path / "kept" / "backup.duckdb"

    written = tandem("backup", copy, "--json")
    tandem("undo", 1)
    restored = tandem("restore", copy, "--json")

    assert (written.code, written.record["bytes"]) == (0, copy.stat().st_size)
    assert (restored.code, restored.record["version"]) == (0, 1)
    assert tandem("uploads", "--json").record["is_undone"] is False


def test_the_text_output_names_the_former_database(tandem, filled, tmp_path):
    filled(sound_upload)
    tandem("backup", tmp_path / "b.duckdb")

    output = tandem("restore", tmp_path / "b.duckdb")

    first, second = output.out.splitlines()
    assert output.code == 0
    assert Path(first.rpartition("kept: ")[2].removesuffix(".")).exists()
    assert second.startswith("Equal, table by table: ")


def test_a_backup_restores_into_an_empty_place_with_the_same_digests(tandem, filled, tmp_path):
    filled(sound_upload)
    copy, place = tmp_path / "backup.duckdb", tmp_path / "new" / "place.duckdb"

    written = tandem("backup", copy, "--json").record
    restored = tandem("restore", copy, "--database", place, "--json").record

    assert restored["tables"] == written["tables"]
    assert (restored["equal"], restored["former"]) == (True, None)
    assert tandem("verify", "--database", place).code == 0


@pytest.mark.parametrize("damaged", [b"damaged" * 3_000, b""])
def test_a_damaged_database_is_a_sentence_and_replaced_by_a_backup(
    tandem, filled, file, tmp_path, damaged
):
    filled(sound_upload)
    tandem("backup", tmp_path / "b.duckdb")
    file.write_bytes(damaged)

    refused = tandem("uploads")
    untouched = file.read_bytes()
    restored = tandem("restore", tmp_path / "b.duckdb", "--json")

    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert untouched == damaged
    assert restored.code == 0
    assert Path(restored.record["former"]).read_bytes() == damaged
    assert tandem("uploads", "--json").record["upload"] == 1


def test_a_folder_keeps_as_many_backups_as_the_setting_or_the_word_says(
    tandem, filled, tmp_path, monkeypatch
):
    filled(sound_upload)
    folder = tmp_path / "backups"
    folder.mkdir()
    monkeypatch.setenv("TANDEM_BACKUPS_KEPT", "2")

    for _ in range(3):
        tandem("backup", folder)
    by_setting = len(list(folder.iterdir()))
    output = tandem("backup", folder, "--keep", "1")

    assert by_setting == 2
    assert len(list(folder.iterdir())) == 1
    assert output.out.splitlines()[-1] == "2 older backups were removed from the folder."


@pytest.mark.parametrize("count", ["0", "-1", "many"])
def test_a_folder_keeps_at_least_one_backup(tandem, filled, tmp_path, count):
    filled(sound_upload)

    assert tandem("backup", tmp_path, "--keep", count).code == 2
