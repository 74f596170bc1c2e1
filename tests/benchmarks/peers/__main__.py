"""Measures Tandem and its peers on the same page: ``make bench-peers``.

Needs Chromium, and a package registry for the peers' own environment. A quiet machine gives wall
times that mean something; processor time, bytes and ratios within one run hold on any.
"""

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.peers.company import load_tandem, rows, write_csv
from tests.benchmarks.peers.environment import prepare
from tests.benchmarks.peers.rounds import rounds
from tests.benchmarks.peers.sites import peer_sites, tandem_environment, tandem_sites, write_static
from tests.benchmarks.peers.table import behind, lines, medians, ratios

LIVE, BRIEF = "Tandem, metric_pairs", "Tandem, brief of a link"
LIVE_PEERS = ("Dash", "Vizro", "Panel, Bokeh", "Panel, Vega")
STATIC_PEERS = ("One HTML page, Vega in it", "Report of wbr-app’s files")
NOTE = """
Same page in each: 8 tiles, 12 paired charts of two panels, 60 months, value and target. Tandem's
wall has the pairs without the tiles, with sentences and evidence, its small charts the last months
beside the year before; its overview has the 8 tiles, as charts; its brief at most 6 pairs. Medians
of {count} rounds in rotated order; × is the ratio to Tandem's page of pairs, round by round. Data
only: a reader whose cache is filled. What a server uses without readers is taken off its costs.
wbr-app itself is in no package registry and was not run: its line is a page of our own that loads
the files which its published report names, kept by the browser as from their public address, and
draws two panels a pair and a table of twelve months."""


def main():
    """Prepare, measure, print the table; 1 where a page could not be measured."""
    words = argparse.ArgumentParser(prog="make bench-peers", description=__doc__)
    words.add_argument("--repeats", type=int, default=2)
    words.add_argument("--folder", type=Path, help="kept, with the peers' environment in it")
    words.add_argument("--json", type=Path, metavar="FILE", help="every figure of every round")
    words.add_argument("--only", action="append", help="part of a page's name; may be repeated")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tandem-peers-") as folder:
        folder = (chosen.folder or Path(folder)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        sites = _sites(folder, Path(folder))
        wanted = chosen.only or [""]
        sites = [site for site in sites if any(part in site.name for part in wanted)]
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                args=["--no-sandbox"],
            )
            results = rounds(chromium, sites, chosen.repeats, tell=_say)
            chromium.close()
    _tell(results, chosen.repeats)
    if chosen.json:
        chosen.json.write_text(json.dumps(_figures(results), indent=1), encoding="utf-8")
    return int(any(medians(visits) is None for visits in results.values()))


def _sites(folder, place):
    """Make the environment and the company, and return every page."""
    environment = prepare(folder, _say)
    write_csv(environment.csv, rows())
    write_static(environment)
    database = place / "company.duckdb"
    load_tandem(place, tandem_environment(database))
    return [*tandem_sites(database), *peer_sites(environment)]


def _tell(results, count):
    _say("")
    if LIVE in results:
        for line in lines(results, LIVE):
            _say(line)
    _say(NOTE.format(count=count))
    for anchor, peers in ((LIVE, LIVE_PEERS), (BRIEF, STATIC_PEERS)):
        present = [peer for peer in peers if peer in results and anchor in results]
        for peer, where in behind(results, anchor, present).items():
            factors = ", ".join(f"{name} ×{times:.2f}" for name, times in where.items())
            _say(f"{anchor} is not ahead of {peer} in: {factors or 'nothing'}")


def _figures(results):
    """Return every round, the medians and the ratios, as JSON has them."""
    return {
        name: {
            "rounds": [asdict(visit) for visit in measured],
            "median": medians(measured),
            "ratio": ratios(measured, results[LIVE]) if LIVE in results else None,
        }
        for name, measured in results.items()
    }


def _say(line):
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
