"""Charts at every width: scales in order, texts apart and inside."""

import pytest

from lib.charts.drawing.theme import WALL
from lib.charts.pairs.pair_chart import pair_chart
from lib.charts.rows.parts import Bar, Dot, Row
from lib.charts.rows.rows import rows_chart
from lib.i18n.translate import locale
from lib.store.database import Database
from lib.views.snapshot import snapshot
from tests.charts.drawings import WIDTHS, draw, meeting, outside, texts_of
from tests.charts.gallery import gallery
from tests.charts.test_rows import charts as row_charts

ROWS = (
    Row("Split payment", "€240k", (Dot(-4.0, "a", low=-6, high=-1), Dot(5.0, "b", is_hollow=True))),
    Row("Open split payment to every country we ship to, or to France first?", "as expected"),
    Row("Photo search for every buyer", "+0.02 € · no visible change", bar=Bar(3.0, "c"), tick=4.0),
)


@pytest.fixture(scope="module")
def data(demo_file):
    opened = Database(demo_file)
    yield snapshot(opened)
    opened.close()


def assert_readable(spec, width):
    tree = draw(spec, width)
    texts = texts_of(tree)

    assert texts
    assert meeting(texts) == []
    assert outside(tree, texts) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_of_rows_are_readable(data, width):
    for spec in row_charts(data, ("fr", "light")).values():
        assert_readable(spec, width)


@pytest.mark.parametrize("width", [120, *WIDTHS])
def test_graduations_of_rows_run_from_left_to_right(width):
    spec = rows_chart("Rows.", ROWS, "EUR", locale=locale("en"), theme="light")

    texts = texts_of(draw(spec, width))
    places = [box.left for box in texts if box.text in ("−5", "0", "5")]

    assert len(places) == 3
    assert places == sorted(places)


@pytest.mark.parametrize("width", [width for width in WIDTHS if width != 250])
@pytest.mark.parametrize("name", ["full", "forecast", "one point"])
def test_pair_charts_are_readable(name, width):
    assert_readable(pair_chart(gallery()[name], locale=locale("fr")), width)


@pytest.mark.parametrize("width", [250, 320, 390, 480])
def test_pair_cards_are_readable(width):
    assert_readable(pair_chart(gallery()["full"], locale=locale("fr"), size=WALL), width)
