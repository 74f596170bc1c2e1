"""The peers' own environment: their packages in a folder that is not Tandem's."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PAGES = HERE / "pages"


@dataclass(frozen=True)
class Environment:
    """Where the peers' Python is, what they read, and where the report's files are."""

    folder: Path
    python: Path
    csv: Path
    node: Path

    def variables(self):
        """Return the environment of a peer's process."""
        return {
            **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            "PYTHONPATH": str(PAGES),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PEERS_CSV": str(self.csv),
            "PEERS_NODE": str(self.node),
        }


def prepare(folder, report=print):
    """Make the environment in ``folder``, or complete the one that is there."""
    environment = Environment(
        folder=folder,
        python=folder / "venv/bin/python",
        csv=folder / "company.csv",
        node=folder / "node_modules",
    )
    if not environment.python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    report("Packages of the peers ...")
    words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _try([environment.python, *words, "-r", HERE / "requirements.txt"], folder, report)
    shutil.copy(HERE / "package.json", folder / "package.json")
    npm = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    _try(npm, folder, report)
    return environment


def _try(words, folder, report):
    """Run a command; report a failure, whose tools are then listed as failed."""
    try:
        subprocess.run(words, cwd=folder, check=True, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        report(f"There is no {words[0]} on this machine.")
    except subprocess.CalledProcessError as error:
        report(f"{words[0]} failed: {error.stderr.strip()[-400:]}")
