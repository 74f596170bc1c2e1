"""The documentation says what the program does."""

import re
import tomllib
from pathlib import Path

import pytest

from lib.cli.program import COMMANDS, main
from lib.domain.pages import PAGES
from lib.wording.pages.glossary import GLOSSARY
from tests.plain_language import PHRASES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "GUIDE.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))


def test_the_readme_is_short_and_links_to_every_other_document():
    assert len(README.splitlines()) <= 110
    assert [name for name in DOCUMENTS if name != "README.md" and f"]({name})" not in README] == []


def test_the_guide_names_every_page_and_no_other():
    listed = set(re.findall(r"^\| `/(\w+)` \|", GUIDE, re.MULTILINE))

    assert listed == {entry.name for entry in PAGES}


def test_the_guide_shows_every_command_and_no_other():
    commands = set(re.findall(r"python -m lib (\w+)", GUIDE))

    assert commands - set(COMMANDS) == set()
    assert set(COMMANDS) - commands == {"move", "tidy"}  # of a lake: in DEPLOYMENT.md


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_in_a_document_exists(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:^|`|and )make ([a-z-]+)", text, re.MULTILINE)) - {"and", "git"}

    assert targets <= set(re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_uses_the_words_of_the_field(document):
    text = (ROOT / document).read_text(encoding="utf-8")

    assert sorted({match.group(0) for match in PHRASES.finditer(text)}) == []


def test_every_setting_of_the_environment_is_in_the_guide():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib").rglob("*.py"))
    settings = set(re.findall(r"\"(TANDEM_[A-Z_]+)\"", code))

    assert "TANDEM_SECRET" in settings
    assert [name for name in sorted(settings) if f"`{name}`" not in GUIDE] == []


def test_the_guide_carries_the_glossary():
    rows = re.findall(r"^\| ([^|`]+) \| (.+) \|$", GUIDE.split("## Glossary")[1], re.MULTILINE)

    assert rows[1:] == [(term.name, term.meaning) for term in GLOSSARY]


def test_the_files_of_the_tutorial_load_in_its_order(tmp_path):
    tutorial = GUIDE.split("## Tutorial")[1].split("## Pages")[0]
    prefixes = dict.fromkeys(re.findall(r"`(\d\d)_\w*", tutorial))

    assert len(prefixes) == 10
    for prefix in prefixes:
        (path,) = (ROOT / "data/exports").glob(f"{prefix}_*.csv")
        words = ["load", str(path), "--author", "tutorial", "--database", str(tmp_path / "db")]
        assert main(words) == 0, path.name


def test_the_version_is_the_latest_release_of_the_changelog():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert (
        re.findall(r"^## (\d\S+) – (?:\d{4}-\d\d-\d\d|unreleased)$", changelog, re.MULTILINE)[0]
        == project["version"]
    )
    assert project["requires-python"] == ">=3.11"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_picture_of_a_document_exists(document):
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / document).read_text(encoding="utf-8"))

    assert pictures or document != "README.md"
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_every_package_of_the_library_is_on_the_architecture_page():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = [path.name for path in (ROOT / "lib").iterdir() if (path / "__init__.py").exists()]

    assert [name for name in packages if f"lib/{name}" not in text] == []


def test_no_document_names_a_registry_host():
    for path in (*ROOT.glob("*.md"), *ROOT.glob("requirements*.txt"), ROOT / "constraints.txt"):
        assert not re.search(r"pypi\.org|files\.pythonhosted|npmjs", path.read_text("utf-8"))


def test_every_guard_of_the_threat_model_is_a_test():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    guards = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)

    assert len(guards) > 20
    for path, name in guards:
        assert (ROOT / path).is_file(), path
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8") or not name, name
