import shutil

import pytest

from lib.domain.access import Access, ShareLink
from lib.domain.clock import utc_now
from lib.i18n.translate import locale
from lib.store.database import Database
from lib.views.committee.last_visit import last_visit
from lib.views.snapshot import snapshot
from lib.wording.overview import last_visit_headline, last_visit_sentences

BEFORE_OCTOBER = 25
ENGLISH, FRENCH = locale("en"), locale("fr")


@pytest.fixture(scope="module")
def known(demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("visits") / "demo.duckdb"
    shutil.copy(demo_file, path)
    opened = Database(path)
    yield snapshot(opened)
    opened.close()


def reader(seen, *pages, frozen=None):
    link = ShareLink("l1", "Board", "", pages, "en", frozen, utc_now(), None, None, "local")
    return Access("link", name="Board", link=link, seen_version=seen)


def test_who_comes_back_is_told_each_figure_label_and_decision_that_changed(known):
    found = last_visit(known, reader(BEFORE_OCTOBER, "overview", "metric_pairs", "decisions"))
    said = last_visit_sentences(found, ENGLISH)

    assert last_visit_headline(found, ENGLISH).endswith("data now reach Oct\u00a02026")
    assert "Buyer NPS: 42\u00a0pts in Oct\u00a02026, 44\u00a0pts in Sept\u00a02026." in said
    assert "1 month you had seen was restated: Gross merchandise value." in said
    assert len(found.kpis) > 3
    assert all(kpi.before != kpi.now for kpi in found.kpis)
    assert len(said) == len(found.kpis) + len(found.labels) + bool(found.restated) + len(
        found.requested
    ) + len(found.decided)
    assert len(last_visit_sentences(found, FRENCH)) == len(said)


def test_a_link_tells_no_change_of_a_page_that_it_does_not_open(known):
    pairs = last_visit(known, reader(BEFORE_OCTOBER, "metric_pairs"))
    squads = last_visit(known, reader(BEFORE_OCTOBER, "squads"))

    assert (*pairs.kpis, *pairs.restated, *pairs.requested, *pairs.decided) == ()
    assert squads.is_empty
    assert last_visit_sentences(squads, ENGLISH) == []
    assert last_visit_headline(squads, ENGLISH).startswith("Nothing you can open here")


@pytest.mark.parametrize(
    "access",
    [
        reader(None, "overview"),
        reader(3, "overview", frozen=25),
        reader(999, "overview"),
        Access("administrator", name="local"),
    ],
)
def test_a_first_visit_a_frozen_link_and_the_owner_are_told_nothing(known, access):
    assert last_visit(known, access) is None


def test_nothing_new_is_said_calmly(known):
    found = last_visit(known, reader(known.version, "overview", "metric_pairs"))

    assert found.is_empty
