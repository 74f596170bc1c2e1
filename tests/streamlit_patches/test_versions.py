"""The table of the package names every patch with the versions installed."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

import lib.streamlit_patches as package

FOLDER = Path(package.__file__).parent
MODULES = {path.stem: path.read_text() for path in FOLDER.glob("[!_]*.py")}
ROWS = dict(re.findall(r"^(\w+) +((?:\w+ [\d.]+(?:, )?)+)  ", package.__doc__, re.MULTILINE))


def test_the_table_lists_every_module():
    assert ROWS.keys() == MODULES.keys()


@pytest.mark.parametrize("name", MODULES)
def test_each_patch_has_a_test(name):
    assert Path(__file__).with_name(f"test_{name}.py").exists()


@pytest.mark.parametrize("name", MODULES)
def test_a_patch_was_written_for_the_versions_installed(name):
    for dependency, written_for in re.findall(r"(\w+) ([\d.]+)", ROWS[name]):
        assert f"{version(dependency)}.".startswith(f"{written_for}."), (
            f"read the private parts of {dependency} again: see lib/streamlit_patches/{name}.py"
        )
        assert re.search(rf"{dependency} {written_for}\b", MODULES[name], re.IGNORECASE)
