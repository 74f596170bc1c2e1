"""Writes ``data/exports`` and ``data/README.md``: ``python -m lib.demo.write_exports``.

``python -m lib demo`` loads the same company into a database instead.
"""

from pathlib import Path

from lib.demo.company import generate
from lib.demo.dictionary import data_dictionary


def write_exports(folder: Path) -> None:
    """Write the default exports and their dictionary into ``folder``."""
    exports = folder / "exports"
    exports.mkdir(parents=True, exist_ok=True)
    files = generate()
    for path in exports.glob("*.csv"):
        if path.name not in files:
            path.unlink()
    for name, content in files.items():
        (exports / name).write_bytes(content)
    (folder / "README.md").write_text(data_dictionary(), encoding="utf-8")


if __name__ == "__main__":
    write_exports(Path(__file__).parents[2] / "data")
