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


def prepare(folder, tell=print):
    """Make the environment in ``folder``, or complete the one that is there."""
    made = Environment(
        folder=folder,
        python=folder / "venv/bin/python",
        csv=folder / "company.csv",
        node=folder / "node_modules",
    )
    if not made.python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    tell("Packages of the peers ...")
    words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _try([made.python, *words, "-r", HERE / "requirements.txt"], folder, tell)
    shutil.copy(HERE / "package.json", folder / "package.json")
    npm = ["npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
    _try(npm, folder, tell)
    return made


def _try(words, folder, tell):
    """Run a command; say that it failed where it did: its peers will be told as failed."""
    try:
        subprocess.run(words, cwd=folder, check=True, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        tell(f"There is no {words[0]} on this machine.")
    except subprocess.CalledProcessError as error:
        tell(f"{words[0]} failed: {error.stderr.strip()[-400:]}")
