"""A command gives the same output with and without a server that has the database open."""

import hashlib
import re
import shutil

import pytest

from lib.cli import server_file
from lib.cli.remote import hand_over
from lib.cli.server_file import ServerFile
from lib.errors import StoreError
from lib.store.database import Database, close_shared, shared_database
from tests.builders import a_metric, months_of, submit, submit_records
from tests.serving import listening

FINGERPRINT = hashlib.sha256(b"as received").hexdigest()


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Give the file of a small company; never written by a test."""
    path = tmp_path_factory.mktemp("company") / "company.duckdb"
    database = shared_database(path)
    submit_records(database, a_metric("nps"), fingerprint=FINGERPRINT)
    submit(
        database,
        ("metric_value", months_of([1.0, 2.0], metric_id="nps")),
        key="a",
        fingerprint=FINGERPRINT,
    )
    submit(
        database,
        ("metric_value", months_of([1.5], metric_id="nps")),
        key="b",
        fingerprint=FINGERPRINT,
    )
    close_shared(path)
    return path


@pytest.fixture(scope="module")
def served(company, tmp_path_factory):
    """Give a copy of the company that another process serves, once for all tests."""
    path = tmp_path_factory.mktemp("served") / "company.duckdb"
    shutil.copy(company, path)
    with listening(path):
        yield path


@pytest.fixture
def alone(company, file):
    """Give a copy of the company that no process has open."""
    shutil.copy(company, file)
    return file


COMMANDS = [
    ("uploads",),
    ("values", "nps"),
    ("values", "nps", "--as-of", "2"),
    ("values", "unknown"),
    ("values", "nps", "--as-of", "99"),
    ("undo", "3", "--author", "CPO"),
    ("undo", "3", "--author", "CPO"),
    ("values", "nps"),
    ("redo", "3", "--author", "CPO"),
    ("redo", "17"),
    ("verify",),
    ("migrate",),
]


def test_every_command_answers_alike(tandem, served, alone):
    for form in (("--json",), ()):
        for words in COMMANDS:
            here = tandem(*words, *form, "--database", alone)
            there = tandem(*words, *form, "--database", served)

            assert here == there, words


def test_a_backup_taken_through_the_server_is_written_where_it_was_asked(
    tandem, served, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)

    output = tandem("backup", "copy.duckdb", "--json", "--database", served)

    assert output.record["file"] == str(tmp_path / "copy.duckdb")
    copy = Database(tmp_path / "copy.duckdb")
    copy.close()


def test_a_restore_through_the_server_is_seen_by_the_next_command(tandem, served, tmp_path):
    copy = tmp_path / "kept.duckdb"
    tandem("backup", copy, "--database", served)
    before = tandem("uploads", "--json", "--database", served).records
    tandem("undo", 2, "--database", served)

    restored = tandem("restore", copy, "--json", "--database", served)

    assert restored.code == 0
    assert tandem("uploads", "--json", "--database", served).records == before


def test_the_language_is_that_of_the_terminal_not_of_the_server(tandem, served, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    output = tandem("values", "unknown", "--database", served)

    assert output.err == "Il n’y a pas d’indicateur «\u00a0unknown\u00a0».\n"


def test_without_a_file_there_is_no_result(file):
    assert hand_over(file, "uploads", {}) is None


def test_a_file_whose_server_is_gone_is_no_answer(file):
    server_file.write(file, ServerFile(1, 1, "stale"))

    assert hand_over(file, "uploads", {}) is None


def test_a_server_that_does_not_know_the_token_is_no_answer(served, file):
    real = server_file.read(served)
    server_file.write(file, ServerFile(real.port, real.pid, "another"))

    assert hand_over(file, "uploads", {"json": True, "language": "en"}) is None


def test_a_failure_in_the_server_has_its_reference(served):
    with pytest.raises(StoreError) as failed:
        hand_over(served, "uploads", {"language": "en"})

    assert re.fullmatch(r"[0-9A-F]{8}", str(failed.value.parameters["reference"]))
