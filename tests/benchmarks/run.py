"""``python -m lib bench``: every figure in one run, as a table or as JSON."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from lib.domain.pages import PAGES
from lib.store.addresses import LakeAddress
from lib.store.settings import database_address
from tests.benchmarks import browser, lakes, scale, work
from tests.benchmarks.figures import Figure
from tests.benchmarks.first_visits import first_visits
from tests.benchmarks.measures import (
    briefs,
    cost_after_upload,
    cost_beside,
    crowds,
    first_cost,
    memory,
    page_cost,
    rush,
)
from tests.benchmarks.servers import bare_page, dashboard, toy_page

_ROWS = (10_000, 1_000_000)
_LARGE_ROWS = 10_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: how many rows are loaded, and which lake beside a file."""

    rows: tuple[int, ...]
    lake: LakeAddress | None


def main(words: list[str]) -> int:
    """Measure, print and return the exit code."""
    parser = ArgumentParser(prog="python -m lib bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--large", action="store_true", help="ten million rows as well")
    parser.add_argument("--only", choices=_PARTS, help="one part of the figures")
    parser.add_argument("--database", help="not used: the benchmark makes its own")
    parser.add_argument("--lake", help="an empty lake, compared with a file: ducklake:postgres:…")
    arguments = parser.parse_args(words)
    lake = database_address(arguments.lake) if arguments.lake else None
    if isinstance(lake, Path):
        parser.error(f"not the address of a lake: {arguments.lake}")
    asked = Asked((*_ROWS, _LARGE_ROWS) if arguments.large else _ROWS, lake)
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        for name, part in _PARTS.items():
            if arguments.only in (None, name):
                for figure in part(Path(folder), asked):
                    _say(json.dumps(asdict(figure)) if arguments.json else _line(figure))
    return 0


def _pages(folder: Path, _: Asked) -> Iterator[Figure]:
    with bare_page(folder / "bare") as bare, dashboard(folder / "demo.duckdb") as served:
        cold = first_cost(served, "")
        anchor = page_cost(bare)
        yield Figure("bare page, new session", anchor, "ms CPU")
        yield Figure("overview, first reader", cold, "ms CPU", cold / anchor, "bare page")
        for entry in PAGES:
            cost = cost_beside(bare, served, "" if entry == PAGES[0] else entry.name)
            yield Figure(f"{entry.name}, warm", cost.cpu, "ms CPU", cost.ratio, "bare page")
            yield Figure(f"{entry.name}, on the wire", cost.wire_bytes / 1_000, "kB")
        warm = page_cost(served)
        for seconds in (0, 5):
            source = folder / f"after_{seconds}.csv"
            scale.write_values(source, 100 + seconds)
            later = cost_after_upload(served, source, seconds)
            name = f"overview, first reader {seconds} s after an upload"
            yield Figure(name, later, "ms CPU", later / warm, "warm")


def _readers(folder: Path, _: Asked) -> Iterator[Figure]:
    with bare_page(folder / "bare") as bare, dashboard(folder / "demo.duckdb") as served:
        yield from crowds(bare, served)
        yield rush(served)
        yield from first_visits(served)
        yield briefs(served)
        yield Figure("bare page, memory", bare.memory_megabytes(), "MB")
        yield from memory(served)


def _facts(folder: Path, asked: Asked) -> Iterator[Figure]:
    for count in asked.rows:
        yield from scale.loading(count, folder)
    yield from scale.reading(asked.rows, folder)


def _work(folder: Path, _: Asked) -> Iterator[Figure]:
    yield work.pairs()
    yield from work.update_formats(folder)


def _browser(folder: Path, _: Asked) -> Iterator[Figure]:
    if not browser.is_possible():
        sys.stderr.write("No browser: time until the charts are drawn was not measured.\n")
        return
    with toy_page(folder / "toy") as toy, dashboard(folder / "demo.duckdb") as served:
        yield from browser.visits(toy, served)


def _lake(folder: Path, asked: Asked) -> Iterator[Figure]:
    if asked.lake is None:
        sys.stderr.write("No lake (--lake): a lake was not compared with a file.\n")
        return
    yield from lakes.beside(asked.lake, asked.rows, folder)


_PARTS: dict[str, Callable[[Path, Asked], Iterator[Figure]]] = {
    "pages": _pages,
    "readers": _readers,
    "facts": _facts,
    "work": _work,
    "browser": _browser,
    "lake": _lake,
}


def _line(figure: Figure) -> str:
    ratio = f"{figure.ratio:7.2f} × {figure.anchor}" if figure.ratio is not None else ""
    return f"{figure.name:<46}{figure.value:>12.1f} {figure.unit:<7}{ratio}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
