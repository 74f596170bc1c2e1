import subprocess
import sys
from pathlib import Path

import pytest

from lib.cli.command import Command, Invocation
from lib.cli.program import run_on
from lib.store import named_queries
from lib.store.database import Database, close_shared, shared_database

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("unknown",),
        ("undo",),
        ("undo", "three"),
        ("values",),
        ("uploads", "--nonsense"),
        ("values", "m", "--as-of", "yesterday"),
    ],
)
def test_wrong_usage_is_exit_2_and_writes_nothing_to_the_output(tandem, words):
    output = tandem(*words)

    assert (output.code, output.out) == (2, "")
    assert output.err.startswith("Usage:")


def test_help_is_no_error(tandem):
    output = tandem("--help")

    assert output.code == 0
    assert "verify" in output.out


def test_a_command_that_reads_does_not_create_the_database(tandem, file):
    output = tandem("uploads", "--json")

    assert (output.code, output.out) == (0, "")
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("words", [("verify",), ("backup", "copy.duckdb")])
def test_a_command_that_needs_a_database_refuses_a_path_without_one(tandem, file, words):
    output = tandem(*words, "--json")

    assert output.code == 1
    assert output.record["error"] == "not_found"
    assert str(file) in output.record["message_en"]
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["n" * 300 + ".csv", "~nobody-of-this-name/a.csv", "/", "~"])
@pytest.mark.parametrize("words", [("check",), ("load",), ("backup",), ("migrate", "--database")])
def test_a_path_that_no_system_would_give_is_refused_in_words(
    tandem, file, monkeypatch, words, name
):
    monkeypatch.chdir(file.parent)
    shared_database(file)
    close_shared(file)

    output = tandem(*words, name)

    assert output.code in {0, 1, 2}
    assert "Traceback" not in output.out + output.err
    assert output.out + output.err


def test_the_database_can_be_named(tandem, tmp_path):
    other = tmp_path / "somewhere" / "else.duckdb"

    output = tandem("migrate", "--database", other)

    assert output.code == 0
    assert other.exists()


def test_a_setting_that_cannot_be_used_is_a_sentence(tandem, monkeypatch):
    monkeypatch.setenv("TANDEM_DEMO", "perhaps")

    output = tandem("uploads", "--json")

    assert (output.code, output.err) == (1, "")
    assert output.record["message_en"] == "TANDEM_DEMO must be 0 or 1; it is “perhaps”."


def test_a_file_that_is_no_database_is_a_sentence(tandem, file):
    file.write_bytes(b"not a database" * 1_000)

    output = tandem("uploads")

    assert (output.code, output.out) == (1, "")
    assert output.err.count("\n") == 1
    assert "cannot be read" in output.err


def test_a_database_held_by_a_program_that_is_no_server_is_a_sentence(tandem, file):
    holder = Database(file)
    try:
        output = tandem("uploads", "--json")
    finally:
        holder.close()

    assert output.code == 1
    assert output.record["error"] == "store_busy"


def test_the_language_of_the_terminal_is_spoken(tandem, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    assert tandem("uploads").out == "Rien n’a été importé.\n"
    assert tandem("values", "x").err == "Il n’y a pas d’indicateur «\u00a0x\u00a0».\n"


def test_what_the_database_refuses_is_a_sentence(database):
    def fails(opened, _call):
        with opened.reading() as connection:
            named_queries.run(connection, "count_staged_values", staged="nothing")

    command = Command("fails", "", fails)

    result = run_on(database, command, Invocation(json=True, language="en"), {})

    assert result.exit_code == 1
    assert '"error":"store"' in result.lines[0]


def test_the_program_runs_as_a_module_and_its_reader_may_leave(file):
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    command = f"{sys.executable} -m lib uploads --database {file} | head -c 0; echo $?"

    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert (done.stdout, done.stderr) == ("0\n", "")
