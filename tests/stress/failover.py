"""Failover test with real programs: PostgreSQL, lake, three replicas, load balancer and browser.

The lake is created, the demo company is moved into it, three replicas and the load balancer start.
A reader opens a share link in a browser, with a page and a filter in the address; a month is
uploaded by a command and appears on the open pages; the replica that serves the reader is killed,
and the page reconnects to another one. Every upload is verified, and the company is moved back.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from lib.store.backup.digests import table_digests
from lib.store.connection import open_plain
from tests import balancing, postgres
from tests.balancing import COOKIE, Balancer
from tests.browser.conftest import settle
from tests.conftest import CHROMIUM, FLAGS
from tests.postgres import Postgres
from tests.serving import ROOT, free_port, health, start_dashboard

REPLICAS = 3
NAMES = ("one", "two", "three")
VIEW = "metric_pairs?lang=en&squad=S2"
MONTH = "metric;period;value\naverage_basket;2026-10;61,37\n"
BEFORE, AFTER = "€58.40", "€61.37"
CHANGED = {"audit", "metric_value", "metric_value_current", "share_link", "upload", "upload_file"}
"""Tables that are written to meanwhile."""


@dataclass
class Scenario:
    """Everything started, so that it is stopped in the end, and the duration of each step."""

    folder: Path
    stack: contextlib.ExitStack
    seconds: dict[str, float] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    replicas: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def file(self):
        return self.folder / "company.duckdb"

    @contextlib.contextmanager
    def step(self, sentence):
        """Print a sentence and its time once the step has succeeded."""
        started = time.monotonic()
        yield
        self.seconds[sentence] = time.monotonic() - started
        print(f"{self.seconds[sentence]:6.1f} s  {sentence}", flush=True)

    def command(self, *words, **changes):
        """Run one of Tandem's commands and return the objects that it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "lib", *map(str, words), "--json"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **self.variables, **changes},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            msg = f"python -m lib {words[0]}: {done.stdout}{done.stderr}"
            raise AssertionError(msg)
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def why_absent():
    """Return what is missing on this machine, or None."""
    if CHROMIUM is None:
        return "no Chromium on this machine"
    return postgres.why_absent() or balancing.why_absent()


def run(scenario):
    """Run every step; a failing assertion ends the test."""
    with scenario.step("PostgreSQL is started"):
        database = Postgres()
        scenario.stack.callback(database.remove)
        files = scenario.folder / "files"
        files.mkdir()
        scenario.variables = {
            "TANDEM_DATABASE": database.create("tandem"),
            "TANDEM_DATA_PATH": str(files),
            "TANDEM_SECRET": "known to every replica, of forty letters",
        }
    with scenario.step("the lake is created: python -m lib migrate"):
        scenario.command("migrate")
    with scenario.step("the demo company is loaded into a file: python -m lib demo"):
        scenario.command("demo", TANDEM_DATABASE=str(scenario.file))
    with scenario.step("it is moved into the lake, table by table the same: python -m lib move"):
        moved = scenario.command(
            "move", "--database", scenario.file, "--to", database.catalog("tandem")
        )
    with scenario.step(f"{REPLICAS} replicas and the balancer are started"):
        balancer = _serve(scenario)
    _read_and_upload(scenario, balancer)
    with scenario.step("every upload is verified: python -m lib verify"):
        scenario.command("verify")
    with scenario.step("the company is moved back to a file: python -m lib move"):
        back = scenario.folder / "back.duckdb"
        returned = scenario.command("move", "--to", back)
    with scenario.step("the file is compared with what stood in the lake, and with the first file"):
        _compare(back, moved, returned)


def _serve(scenario):
    ports = {name: free_port() for name in NAMES}
    for name, port in ports.items():
        scenario.replicas[name] = start_dashboard(
            scenario.variables["TANDEM_DATABASE"], port, **scenario.variables
        )
        scenario.stack.callback(_stop, scenario.replicas[name])
    for port in ports.values():
        health(port, 90)
    balancer = Balancer(ports.values())
    scenario.stack.callback(balancer.remove)
    return balancer


def _stop(process):
    process.kill()
    process.wait(120)


def _read_and_upload(scenario, balancer):
    links = scenario.command(
        "share", "create", "--label", "Board", "--pages", "overview,metric_pairs"
    )
    link = f"{balancer.url}/s/{links[0]['url'].rpartition('/s/')[2]}"
    playwright = scenario.stack.enter_context(sync_playwright())
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    scenario.stack.callback(chromium.close)
    with scenario.step(
        "a committee link is opened in Chromium through the balancer, with a filter"
    ):
        page = _open(chromium, balancer, link)
        assert BEFORE in _main(page)
        assert AFTER not in _main(page)
        served = _replica(page)
    with scenario.step("the same link is opened on another replica"):
        other = _open(chromium, balancer, link, next(name for name in NAMES if name != served))
        assert _replica(other) != served
    _upload(scenario, page, other)
    _lose_replica(scenario, page, f"{balancer.url}/v/{links[0]['id']}/{VIEW}")


def _upload(scenario, page, other):
    """Upload a month by a command and wait for it on the open pages."""
    with scenario.step("a month is uploaded by a command"):
        month = scenario.folder / "october.csv"
        month.write_text(MONTH, encoding="utf-8")
        loaded = scenario.command("load", month, "--author", "finance")
        assert loaded[0]["restated"] == 1
    with scenario.step("the open page shows it without a reload"):
        _wait_for(page, AFTER)
    with scenario.step("so does the open page on the other replica"):
        _wait_for(other, AFTER)


def _lose_replica(scenario, page, address):
    """Kill the replica that serves a page; see the page come back as it was."""
    served = _replica(page)
    with scenario.step(
        f"the reader's replica ({served}) is killed; the page comes back on another"
    ):
        _kill(scenario, page, served)
    with scenario.step("page, filter and figures are those of before; reloaded, they still are"):
        for _ in range(2):
            settle(page)
            assert page.url == address
            assert page.locator("[data-testid=stVegaLiteChart]").count() == 3
            assert AFTER in _main(page)
            assert _replica(page) != served
            page.reload()


def _open(chromium, balancer, link, replica=None):
    """Open a page of a link in a window of its own, on a replica if one is named."""
    context = chromium.new_context(locale="en-GB")
    if replica:
        context.add_cookies([{"name": COOKIE, "value": replica, "url": balancer.url}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{link}/{VIEW}")
    settle(page)
    return page


def _main(page):
    return page.inner_text("[data-testid=stMain]")


def _replica(page):
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)


def _wait_for(page, text):
    page.get_by_text(text).first.wait_for(timeout=120_000)


def _kill(scenario, page, served):
    """Kill the replica of an open page; wait until another one serves it."""
    scenario.replicas[served].kill()
    connected = page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")
    connected.wait_for(state="detached", timeout=120_000)
    connected.wait_for(timeout=120_000)
    settle(page)


def _compare(back, moved, returned):
    with open_plain(back) as opened:
        in_file = {digest.table: digest.digest for digest in table_digests(opened)}
    in_lake = {row["table"]: row["digest"] for row in returned}
    assert {table: in_file[table] for table in in_lake} == in_lake
    first = {row["table"]: row["digest"] for row in moved}
    changed = {table for table in first if first[table] != in_lake[table]}
    assert changed <= CHANGED, changed
    print(
        f"          {len(in_lake)} tables equal; written to meanwhile: {', '.join(sorted(changed))}"
    )


def main():
    """Run the test; 1 where a step failed."""
    reason = why_absent()
    if reason:
        print(f"Not run: {reason}")
        return 1
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        run(Scenario(Path(folder), stack))
    print(f"{time.monotonic() - started:6.1f} s  all of it; everything started is stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
