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
def demo_snapshot(demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("visits") / "demo.duckdb"
    shutil.copy(demo_file, path)
    opened = Database(path)
    yield snapshot(opened)
    opened.close()


def reader(seen, *pages, frozen=None):
    link = ShareLink("l1", "Board", "", pages, "en", frozen, utc_now(), None, None, "local")
    return Access("link", name="Board", link=link, seen_version=seen)


def test_returning_reader_sees_each_changed_figure_label_and_decision(demo_snapshot):
    changes = last_visit(
        demo_snapshot, reader(BEFORE_OCTOBER, "overview", "metric_pairs", "decisions")
    )
    sentences = last_visit_sentences(changes, ENGLISH)

    assert last_visit_headline(changes, ENGLISH).endswith("data now reach Oct\u00a02026")
    assert "Buyer NPS: 42\u00a0pts in Oct\u00a02026, 44\u00a0pts in Sept\u00a02026." in sentences
    assert "1 month you had seen was restated: Gross merchandise value." in sentences
    assert len(changes.kpis) > 3
    assert all(kpi.before != kpi.now for kpi in changes.kpis)
    assert len(sentences) == len(changes.kpis) + len(changes.labels) + bool(changes.restated) + len(
        changes.requested
    ) + len(changes.decided)
    assert len(last_visit_sentences(changes, FRENCH)) == len(sentences)


def test_link_shows_no_change_of_a_page_that_it_does_not_open(demo_snapshot):
    pairs = last_visit(demo_snapshot, reader(BEFORE_OCTOBER, "metric_pairs"))
    squads = last_visit(demo_snapshot, reader(BEFORE_OCTOBER, "squads"))

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
def test_first_visit_frozen_link_and_owner_see_no_changes(demo_snapshot, access):
    assert last_visit(demo_snapshot, access) is None


def test_message_when_nothing_changed(demo_snapshot):
    changes = last_visit(demo_snapshot, reader(demo_snapshot.version, "overview", "metric_pairs"))

    assert changes.is_empty
