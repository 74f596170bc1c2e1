"""``python -m lib bench``: every figure in one run, as a table or as JSON."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from lib.server.bench.measures import Figure, crowd_seconds, first_cost, loading, page_cost
from lib.server.bench.servers import bare_page, dashboard
from lib.ui.frame import PAGES

_ROWS = (10_000, 1_000_000)
_LARGE_ROWS = 10_000_000
_CROWDS = (1, 10, 50)


def main(words: list[str]) -> int:
    """Measure, print and return the exit code."""
    parser = ArgumentParser(prog="python -m lib bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--large", action="store_true", help="ten million rows as well")
    parser.add_argument("--database", help="not used: the benchmark makes its own")
    arguments = parser.parse_args(words)
    rows = (*_ROWS, _LARGE_ROWS) if arguments.large else _ROWS
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        for figure in figures(Path(folder), rows):
            _say(json.dumps(asdict(figure)) if arguments.json else _line(figure))
    return 0


def figures(folder: Path, rows: tuple[int, ...]) -> Iterator[Figure]:
    """Give every figure of the benchmark."""
    yield from _pages(folder)
    for count in rows:
        yield from loading(count, folder)


def _pages(folder: Path) -> Iterator[Figure]:
    with bare_page(folder / "bare") as bare, dashboard(folder / "demo.duckdb") as served:
        cold = first_cost(served, "")
        anchor, _ = page_cost(bare, "")
        yield Figure("bare page, new session", anchor, "ms CPU")
        yield Figure("bare page, memory", bare.memory_megabytes(), "MB")
        yield Figure("overview, first reader", cold, "ms CPU", cold / anchor, "bare page")
        for entry in PAGES:
            name = "" if entry == PAGES[0] else entry.name
            cost, opened = page_cost(served, name)
            yield Figure(f"{entry.name}, warm", cost, "ms CPU", cost / anchor, "bare page")
            yield Figure(f"{entry.name}, on the wire", opened.wire_bytes / 1_000, "kB")
        for readers in _CROWDS:
            alone, crowd = crowd_seconds(bare, "", readers), crowd_seconds(served, "", readers)
            name = f"{readers} readers at once, overview"
            yield Figure(name, crowd, "s", crowd / alone, "bare page")
        yield Figure("dashboard, memory", served.memory_megabytes(), "MB")


def _line(figure: Figure) -> str:
    ratio = f"{figure.ratio:7.2f} × {figure.anchor}" if figure.ratio is not None else ""
    return f"{figure.name:<38}{figure.value:>12.1f} {figure.unit:<7}{ratio}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
