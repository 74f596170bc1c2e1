from argparse import Namespace
from pathlib import Path

import pytest

from lib.cli.command import Command
from lib.cli.parsing import build_parser, complete, expanded, terminal_language
from lib.cli.registry import COMMANDS
from lib.i18n.translate import locale


@pytest.fixture
def bare_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "fr_FR"}, "fr"),
        ({"LANG": "fr_FR", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_terminal_decides_the_language_english_otherwise(bare_terminal, variables, language):
    for name, value in variables.items():
        bare_terminal.setenv(name, value)

    assert terminal_language() == language


def test_patterns_become_the_files_they_match_in_order(tmp_path):
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).touch()

    assert [Path(path).name for path in expanded([f"{tmp_path}/*.csv"])] == ["a.csv", "b.csv"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path):
    (tmp_path / "x[12].csv").touch()
    (tmp_path / "x1.csv").touch()

    assert expanded([f"{tmp_path}/x[12].csv"]) == [f"{tmp_path}/x[12].csv"]


def test_a_pattern_that_matches_nothing_is_kept_to_be_refused_by_name(tmp_path):
    assert expanded([f"{tmp_path}/*.csv"]) == [f"{tmp_path}/*.csv"]


def test_paths_are_those_of_the_place_where_they_were_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").touch()
    command = Command("any", "", lambda _: None, lambda *_: None, paths=("files", "target"))
    typed = Namespace(
        command="any", database=None, json=True, files=["*.csv"], target="out.bin", author="CPO"
    )

    completed = complete(command, typed, "fr")

    assert vars(completed) == {
        "json": True,
        "files": [str(tmp_path / "a.csv")],
        "target": str(tmp_path / "out.bin"),
        "author": "CPO",
        "language": "fr",
    }


def test_an_author_who_is_not_named_is_the_user_of_the_terminal(monkeypatch):
    monkeypatch.setenv("LOGNAME", "camille")
    typed = Namespace(command="undo", database=None, json=False, seq=1, author=None)

    assert complete(COMMANDS["undo"], typed, "en").author == "camille"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_help_presents_every_command(language):
    help_text = build_parser(COMMANDS.values(), locale(language)).format_help()

    for name in COMMANDS:
        assert f"    {name} " in help_text
