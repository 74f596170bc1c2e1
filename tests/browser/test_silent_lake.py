"""A shared database that stops answering: readers keep the figures read before, and a notice."""

import json
import shutil
import subprocess
import sys
import urllib.request

import pytest

from lib.store.backup.move import move
from lib.store.database import Database
from tests.browser.conftest import ROOT, serve, settle
from tests.serving import environment, until
from tests.sharing import a_link

pytestmark = pytest.mark.browser

SILENT = "ne répond plus depuis le"
CHARTS = "[data-testid=stVegaLiteChart] svg.marks"


@pytest.fixture
def shared(lakes, demo_file, tmp_path, monkeypatch):
    """Give a replica on a lake that holds the demo company, and the path of a link's brief."""
    address = lakes.new()
    monkeypatch.setenv("TANDEM_DATA_PATH", address.data_path)
    monkeypatch.setenv("TANDEM_SECRET", "s" * 40)
    shutil.copy(demo_file, tmp_path / "source.duckdb")
    source = Database(tmp_path / "source.duckdb")
    move(source, address)
    source.close()
    company = Database(address)
    link = a_link(company, pages=("overview", "metric_pairs"), language="fr")
    company.close()
    with serve(address, TANDEM_DEMO="0") as server:
        yield server, f"{server.url}/s/{link.token}"


def health(server):
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=120) as reply:
        return json.load(reply)


def command(server, *words):
    return subprocess.run(
        [sys.executable, "-m", "lib", *words],
        cwd=ROOT,
        env={**environment(server.database), "LC_ALL": "fr_FR.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_readers_keep_what_was_read_while_a_lake_is_silent_and_it_comes_back_by_itself(
    lakes, shared, visit, tmp_path
):
    server, url = shared
    page = visit(url)
    figures = page.locator(CHARTS).all_text_contents()
    before = health(server)["data_version"]
    (tmp_path / "orders.csv").write_text("metric,period,value\norders,2026-09,12\n")

    lakes.postgres.stop()
    try:
        until(lambda: health(server)["status"] == "degraded")
        version = health(server)["data_version"]
        page.get_by_text(SILENT).wait_for()  # on the page that stands open
        page.reload()
        settle(page)
        text = page.inner_text("[data-testid=stMain]")
        charts = page.locator(CHARTS).all_text_contents()
        with urllib.request.urlopen(f"{url}/brief", timeout=120) as reply:
            brief = reply.read().decode()
        refused = command(server, "load", str(tmp_path / "orders.csv"))
    finally:
        lakes.postgres.start()
    until(lambda: health(server)["status"] == "ok")
    loaded = command(server, "load", str(tmp_path / "orders.csv"))
    until(lambda: health(server)["data_version"] > before)
    page.get_by_text(SILENT).wait_for(state="detached")

    assert SILENT in text
    assert "<svg" in brief
    assert (len(figures) > 3, charts, version) == (True, figures, before)
    assert (refused.returncode, loaded.returncode) == (1, 0)
    assert "ne répond pas" in refused.stderr
    assert SILENT not in page.inner_text("[data-testid=stMain]")
