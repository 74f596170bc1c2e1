"""Short version of ``make test-crash``: kills of the store."""

import subprocess
import sys
from pathlib import Path

from tests.stress.crash import faults_of

ROOT = Path(__file__).parents[2]


def test_no_acknowledged_write_is_lost_by_a_kill(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.stress.crash", "--kills", "8", "--seed", "7", tmp_path],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 kills" in done.stdout
    assert "2 kills" in done.stdout


def test_lost_unexpected_and_partial_uploads_are_reported():
    promised = {"uploads": {"2": 10}, "undone": set()}
    whole = {"is_sound": True, "uploads": {"1": 3, "2": 10}, "undone": []}

    def faults(**changes):
        return faults_of(promised, {**whole, **changes}, [], 1)

    assert faults() == []
    assert "promised 10 rows, has None" in faults(uploads={"1": 3})[0]
    assert "promised 10 rows, has 9" in faults(uploads={"2": 9})[0]
    assert "were not acknowledged" in faults(uploads={"1": 3, "2": 10, "3": 1, "4": 1})[0]
    assert "not as recorded" in faults(is_sound=False)[0]
    assert "undone" in faults(undone=["1", "2"])[0]
    assert "not opened" in faults_of(promised, {"error": "x", "seconds": 0.0}, [], 1)[0]
