"""The documentation says what the program does."""

import re
from pathlib import Path

import pytest

from lib.cli.registry import COMMANDS
from lib.ui.app.frame import PAGES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_readme_names_every_page_and_no_other():
    named = set(re.findall(r"^\| `/(\w+)` \|", README, re.MULTILINE))

    assert named == {entry.name for entry in PAGES}


def test_the_readme_shows_every_command_and_no_other():
    shown = set(re.findall(r"python -m lib (\w+)", README))

    assert shown - {"bench"} == set(COMMANDS)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_chore_shown_is_one_of_the_makefile(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    shown = set(re.findall(r"(?:^|`|and )make ([a-z-]+)", text, re.MULTILINE)) - {"and", "git"}

    assert shown <= set(re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE))


def test_every_setting_of_the_environment_is_in_the_readme():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib").rglob("*.py"))
    named = set(re.findall(r"\"(TANDEM_[A-Z_]+)\"", code))

    assert "TANDEM_SECRET" in named
    assert [name for name in sorted(named) if f"`{name}`" not in README] == []


def test_every_picture_of_the_readme_is_there():
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_every_room_of_the_library_is_on_the_architecture_page():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "lib").iterdir() if (path / "__init__.py").exists()]

    assert [
        room for room in rooms if f"`lib/{room}`" not in text and f"lib/{room}" not in text
    ] == []


def test_no_document_names_a_registry_host():
    for path in (*ROOT.glob("*.md"), *ROOT.glob("requirements*.txt"), ROOT / "constraints.txt"):
        assert not re.search(r"pypi\.org|files\.pythonhosted|npmjs", path.read_text("utf-8"))


def test_every_guard_of_the_threat_model_is_a_test():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)

    assert len(named) > 20
    for path, name in named:
        assert (ROOT / path).is_file(), path
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8") or not name, name
