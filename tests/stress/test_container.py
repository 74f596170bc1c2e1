"""Checks of the container file and the systemd units; ``make test-container`` runs the file."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.stress.container import ROOT, build_context, steps

FILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
UNITS = sorted((ROOT / ".deploy").glob("tandem*"))


def test_the_build_context_has_what_runs_and_nothing_secret():
    files = {
        str(path) for path in build_context((ROOT / ".dockerignore").read_text(encoding="utf-8"))
    }

    assert {"app.py", "requirements.txt", "lib/__main__.py", ".streamlit/config.toml"} <= files
    assert not any(re.search(r"secrets|duckdb$|\.git/|^tests|\.pyc$", path) for path in files)


def test_the_container_copies_existing_files_and_runs_as_non_root():
    instructions = steps(FILE)
    copied = [step.rest.split()[:-1] for step in instructions if step.word == "COPY"]

    assert all((ROOT / source).exists() for sources in copied for source in sources)
    words = [step.word for step in instructions]
    assert words.index("USER") > max(at for at, word in enumerate(words) if word == "RUN")
    assert words.count("VOLUME") == 1
    (settings,) = (step.rest for step in instructions if step.word == "ENV")
    assert "TANDEM_DATABASE=/data/" in settings


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_one_that_systemd_accepts(unit, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine")
    for path in UNITS:  # as it stands once Tandem is where the unit says
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("/opt/tandem/.venv/bin/python", "/bin/true"))

    verified = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / unit.name],
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line for line in verified.stderr.splitlines() if "tandem" in line] == []
    assert verified.returncode == 0


def test_the_units_run_commands_that_exist():
    text = "".join(Path(unit).read_text(encoding="utf-8") for unit in UNITS)

    assert "-m streamlit run app.py" in text
    assert "-m lib backup" in text
    assert "ProtectSystem=strict" in text
    assert "User=root" not in text
