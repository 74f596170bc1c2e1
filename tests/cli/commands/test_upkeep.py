import hashlib

from builders import months_of, submit

from lib.store import named_queries

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

    said = tandem("verify", "--json")

    assert said.code == 0
    assert said.record == {"verdict": "sound", "uploads": 1, "damaged": []}
    assert tandem("verify").out == "1 upload compared with its record: nothing is missing.\n"


def test_damage_is_named_and_exits_1(tandem, filled):
    filled(sound_upload, lost_rows, changed_original)

    said = tandem("verify", "--json")

    assert said.code == 1
    assert said.record["damaged"] == [
        {"upload": 1, "what": "rows"},
        {"upload": 1, "what": "original"},
    ]
    assert tandem("verify").out.splitlines()[-1] == "The database is damaged: restore a backup."


def test_migrate_tells_the_version_of_the_tables(tandem, file):
    said = tandem("migrate", "--json")

    assert said.record == {"schema_version": named_queries.migrations()[-1][0]}
    assert file.exists()


def test_a_backup_restores_what_stood(tandem, filled, tmp_path):
    filled(sound_upload)
    kept = tmp_path / "kept" / "backup.duckdb"

    written = tandem("backup", kept, "--json")
    tandem("undo", 1)
    restored = tandem("restore", kept, "--json")

    assert (written.code, written.record["bytes"]) == (0, kept.stat().st_size)
    assert (restored.code, restored.record["version"]) == (0, 1)
    assert tandem("uploads", "--json").record["is_undone"] is False


def test_a_person_is_told_where_the_former_database_is(tandem, filled, tmp_path):
    filled(sound_upload)
    tandem("backup", tmp_path / "b.duckdb")

    said = tandem("restore", tmp_path / "b.duckdb")

    former = said.out.rpartition("kept: ")[2].strip().removesuffix(".")
    assert said.code == 0
    assert (tmp_path / former).exists()
