"""The command that writes the update of a quarter."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def company(file: Path, demo_file: Path):
    """Put the demo company where the command looks for its database."""
    shutil.copy(demo_file, file)


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize(
    ("file_format", "begins"),
    [("pptx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>"), ("eml", b"Subject: ")],
)
def test_each_format_is_written_whole_and_said_in_one_line(tandem, tmp_path, file_format, begins):
    path = tmp_path / f"update.{file_format}"

    output = tandem(
        "update", "2026-Q3", "--format", file_format, "--lang", "en", "--output", path, "--json"
    )

    content = path.read_bytes()
    assert output.code == 0
    assert output.record == {"file": str(path), "bytes": len(content), "snapshot": 25}
    assert content.startswith(begins)
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.usefixtures("company")
def test_the_language_of_the_file_is_the_one_asked_for(tandem, tmp_path):
    path = tmp_path / "revue.html"

    output = tandem("update", "2026-Q4", "--format", "html", "--lang", "fr", "--output", path)

    assert output.code == 0
    assert "data version 31" in output.out
    assert "Revue trimestrielle" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("quarter", ["2031-Q1", "2026-Q9", "summer"])
def test_an_unknown_quarter_is_refused_and_nothing_is_written(tandem, tmp_path, quarter):
    path = tmp_path / "update.html"

    output = tandem("update", quarter, "--format", "html", "--output", path)

    assert output.code == 1
    assert quarter in output.err
    assert not path.exists()


@pytest.mark.usefixtures("company")
def test_a_folder_that_does_not_exist_is_refused(tandem, tmp_path):
    path = tmp_path / "nowhere" / "update.html"

    output = tandem("update", "2026-Q3", "--format", "html", "--output", path)

    assert output.code == 1
    assert "cannot be written" in output.err


@pytest.mark.usefixtures("company")
def test_a_template_is_for_slides_only(tandem, tmp_path):
    output = tandem(
        "update", "2026-Q3", "--format", "html", "--template", tmp_path / "house.pptx",
        "--output", tmp_path / "update.html",
    )  # fmt: skip

    assert output.code == 1
    assert "template" in output.err


def test_an_unknown_format_is_wrong_usage(tandem, tmp_path):
    output = tandem("update", "2026-Q3", "--format", "docx", "--output", tmp_path / "u.docx")

    assert output.code == 2


def test_an_empty_database_has_nothing_to_tell(tandem, tmp_path):
    output = tandem("update", "2026-Q3", "--format", "html", "--output", tmp_path / "u.html")

    assert output.code == 1
    assert "2026-Q3" in output.err
