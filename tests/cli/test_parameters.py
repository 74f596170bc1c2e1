from pathlib import Path

import pytest

from lib.cli.command import expanded
from lib.cli.help import terminal_language
from lib.cli.program import COMMANDS, Program, main


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


@pytest.fixture
def parse():
    """Give a function that parses words and returns the parameters a command would get."""

    def parameters(*words):
        parsed = []
        program = Program()
        obj = lambda command, values: parsed.append((command.full_name, values)) or 0  # noqa: E731
        assert program.main(list(words), standalone_mode=False, obj=obj) == 0
        return parsed[0]

    return parameters


def test_paths_are_those_of_the_place_where_they_were_typed(parse, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").touch()

    loaded = parse("load", "*.csv", "--author", "CPO", "--json")
    backup = parse("backup", "out.bin")

    assert loaded == (
        "load",
        {
            "database": None,
            "json": True,
            "files": [str(tmp_path / "a.csv")],
            "kind": "auto",
            "choose": [],
            "recipe": None,
            "author": "CPO",
        },
    )
    assert backup[1]["file"] == str(tmp_path / "out.bin")


def test_an_author_who_is_not_named_is_the_user_of_the_terminal(parse, monkeypatch):
    monkeypatch.setenv("LOGNAME", "camille")

    assert parse("undo", "1")[1]["author"] == "camille"


def test_the_options_of_every_command_stand_before_or_after_the_second_word(parse):
    before = parse("share", "--json", "--database", "a.duckdb", "list")
    after = parse("share", "list", "--json", "--database", "a.duckdb")

    assert before == after == ("share list", {"database": "a.duckdb", "json": True})


@pytest.mark.parametrize(
    ("language", "heading", "example"),
    [("fr", "Commandes\u00a0:", "Exemple\u00a0:"), ("en", "Commands:", "Example:")],
)
def test_the_help_is_in_the_language_of_the_terminal(
    bare_terminal, capsys, language, heading, example
):
    bare_terminal.setenv("LANG", language)
    main(["--help"])
    program = capsys.readouterr().out
    main(["undo", "--help"])
    command = capsys.readouterr().out

    assert heading in program.replace(" :", "\u00a0:")
    assert example in command.replace(" :", "\u00a0:")
    assert "undo 12 --reason" in command
    for name in COMMANDS:
        assert f"  {name} " in program


@pytest.mark.usefixtures("bare_terminal")
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_shows_an_example(capsys, name):
    assert main([name, "--help"]) == 0

    usage, _, example = capsys.readouterr().out.partition("\nExample:\n")
    assert usage.startswith("Usage: ")
    assert f" {name}" in example
