"""Every benchmark in one run, as a table or as JSON lines: ``make bench ARGS="--json FILE"``."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

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
class Scope:
    """What is measured: how many rows are loaded, and which lake is compared with a file."""

    rows: tuple[int, ...]
    lake: LakeAddress | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print or write the figures, and return the exit code."""
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--json",
        nargs="?",
        const="-",
        metavar="FILE",
        help="one JSON object a line, printed or written to FILE",
    )
    parser.add_argument("--large", action="store_true", help="ten million rows as well")
    parser.add_argument("--only", choices=_PARTS, help="one part of the figures")
    parser.add_argument("--lake", help="an empty lake, compared with a file: ducklake:postgres:…")
    options = parser.parse_args(arguments)
    lake = database_address(options.lake) if options.lake else None
    if isinstance(lake, Path):
        parser.error(f"not the address of a lake: {options.lake}")
    scope = Scope((*_ROWS, _LARGE_ROWS) if options.large else _ROWS, lake)
    with _destination(options.json) as file, tempfile.TemporaryDirectory("-bench") as folder:
        for name, part in _PARTS.items():
            if options.only in (None, name):
                for figure in part(Path(folder), scope):
                    line = json.dumps(asdict(figure)) if options.json else _line(figure)
                    print(line, file=file, flush=True)
    return 0


def _destination(json_file: str | None) -> AbstractContextManager[TextIO]:
    """Return the file that the figures are written to."""
    if json_file in (None, "-"):
        return nullcontext(sys.stdout)
    return Path(json_file).open("w", encoding="utf-8")


def _pages(folder: Path, _: Scope) -> Iterator[Figure]:
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


def _readers(folder: Path, _: Scope) -> Iterator[Figure]:
    with bare_page(folder / "bare") as bare, dashboard(folder / "demo.duckdb") as served:
        yield from crowds(bare, served)
        yield rush(served)
        yield from first_visits(served)
        yield briefs(served)
        yield Figure("bare page, memory", bare.memory_megabytes(), "MB")
        yield from memory(served)


def _facts(folder: Path, scope: Scope) -> Iterator[Figure]:
    for count in scope.rows:
        yield from scale.loading(count, folder)
    yield from scale.reading(scope.rows, folder)


def _work(folder: Path, _: Scope) -> Iterator[Figure]:
    yield work.pairs()
    yield from work.update_formats(folder)


def _browser(folder: Path, _: Scope) -> Iterator[Figure]:
    if not browser.is_possible():
        sys.stderr.write("No browser: time until the charts are drawn was not measured.\n")
        return
    with toy_page(folder / "toy") as toy, dashboard(folder / "demo.duckdb") as served:
        yield from browser.visits(toy, served)


def _lake(folder: Path, scope: Scope) -> Iterator[Figure]:
    if scope.lake is None:
        sys.stderr.write("No lake (--lake): a lake was not compared with a file.\n")
        return
    yield from lakes.beside(scope.lake, scope.rows, folder)


_PARTS: dict[str, Callable[[Path, Scope], Iterator[Figure]]] = {
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


if __name__ == "__main__":
    sys.exit(main())
