"""Checks of ``make bench-peers``: the same numbers in every tool, and the arithmetic."""

import importlib
import re
import sys
from pathlib import Path

import pytest

from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Options, Source
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.committee.overview import overview_view
from lib.views.snapshot import snapshot
from tests.benchmarks.peers import company, environment, rounds, sites, table, visits

ROOT = Path(__file__).parents[2]


def measured(times=1.0):
    return rounds.Measured(*(times * (at + 1) for at in range(len(rounds.columns()))))


@pytest.fixture
def peers(tmp_path):
    """Give an environment in which Tandem's own Python replaces the peers'."""
    environment_here = environment.Environment(
        tmp_path, Path(sys.executable), tmp_path / "company.csv", tmp_path / "node_modules"
    )
    company.write_csv(environment_here.csv, company.rows())
    return environment_here


@pytest.fixture
def page_data(peers, monkeypatch):
    """Give the module that every peer reads the file with."""
    monkeypatch.setenv("PEERS_CSV", str(peers.csv))
    monkeypatch.syspath_prepend(environment.PAGES)
    yield importlib.import_module("page_data")
    del sys.modules["page_data"]


def test_every_peer_reads_twelve_pairs_of_sixty_months_and_eight_tiles(page_data):
    pairs = page_data.read(page_data.dated())

    assert len(pairs) == 12
    for sides in pairs.values():
        assert [len(sides[side]) for side in ("product", "business")] == [60, 60]
        months, values, targets = page_data.columns(sides["product"])
        assert months[0] == "2021-11-01"
        assert months[-1] == "2026-10-01"
        assert all(isinstance(value, float) for value in (*values, *targets))
    assert len(page_data.tiles(pairs)) == 8


def test_tandem_shows_the_same_numbers_and_has_as_many_tiles(database, tmp_path):
    results = company.rows()
    sources = company.write_uploads(tmp_path, results)

    for kind, path in sources:
        file = IncomingFile(Source(path.name, path), Options(kind=kind))
        (loaded,) = load(database, [file], author="test").files
        assert loaded.upload is not None, loaded.report

    state = snapshot(database)
    cards = metric_pairs_view(state).cards
    assert len(cards) == 12
    assert len(overview_view(state).kpis) == 8
    last = {row.metric: row.value for row in results}
    for card in cards:
        for series in (card.series.product, card.series.business):
            assert series.values[-1] == last[series.metric.metric_id]


def test_a_ratio_is_that_of_the_same_round():
    ours = [measured(1.0), measured(10.0), measured(2.0)]
    peer = [measured(3.0), measured(20.0), measured(8.0)]

    results = table.ratios(peer, ours)

    assert set(results.values()) == {3.0}
    assert table.medians(peer)["drawn_first"] == 8.0


def test_a_column_where_a_peer_is_as_good_is_reported():
    results = {"ours": [measured(2.0)], "slower": [measured(3.0)], "faster": [measured(1.0)]}

    factors = table.behind(results, "ours", ["slower", "faster"])

    assert factors["slower"] == {}
    assert set(factors["faster"]) == set(rounds.columns())


def test_a_page_that_failed_in_one_round_is_said_to_have_failed():
    results = {
        "ours": [measured(), measured()],
        "peer": [measured(), rounds.Failed("no such thing")],
    }

    printed = list(table.lines(results, "ours"))

    assert printed[-1].startswith("peer")
    assert printed[-1].endswith("failed: no such thing")
    assert table.behind(results, "ours", ["peer"]) == {}


def test_every_column_has_a_heading_and_every_round_another_order():
    assert list(table.HEADINGS) == rounds.columns()
    orders = [rounds.rotated(list("abcdefghi"), number) for number in range(3)]

    assert all(sorted(order) == list("abcdefghi") for order in orders)
    assert len({order[0] for order in orders}) == 3


def test_every_page_that_a_peer_serves_is_there_and_its_packages_are_pinned(peers):
    text = (environment.HERE / "requirements.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w-]+)==[\d.]+", text, re.MULTILINE)

    assert {"dash", "vizro", "panel", "gunicorn"} <= set(pins)
    ours = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"^(dash|vizro|panel)==", ours, re.MULTILINE)
    names = {"with_dash", "with_vizro", "with_panel", "with_panel_vega", "with_echarts"}
    assert names <= {path.stem for path in environment.PAGES.glob("*.py")}
    assert len({site.name for site in sites.peer_sites(peers)}) == 6


@pytest.mark.browser
def test_the_static_page_is_drawn_and_a_missing_peer_fails_plainly(peers, browser):
    sites.write_static(peers)
    by_name = {site.name: site for site in sites.peer_sites(peers)}
    static = by_name["One HTML page, Vega in it"]

    with static.serve() as served:
        first, again = visits.reader(browser, served, static)
        memory = served.memory_megabytes()

    assert first.requests[0].path == "/static.html"
    assert again.megabytes < first.megabytes
    assert first.foreign == 0
    assert first.seconds > 0
    assert memory > 1
    results = rounds.rounds(browser, [by_name["Dash"]], 1)["Dash"]
    assert re.search("No module named .*gunicorn", results[0].why)
