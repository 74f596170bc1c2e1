"""Charts at every width: scales in order, texts apart, inside and whole."""

import pytest

from lib.charts.drawing.theme import WALL
from lib.charts.pairs.pair_chart import pair_chart
from lib.charts.rows.parts import Bar, Dot, Row
from lib.charts.rows.rows import rows_chart
from lib.i18n.translate import locale
from lib.store.database import Database
from lib.views.snapshot import snapshot
from tests.charts.drawings import WIDTHS, cut, draw, meeting, outside, texts_of
from tests.charts.every_chart import every_chart
from tests.charts.gallery import gallery, scales_of

ROWS = (
    Row("Split payment", "€240k", (Dot(-4.0, "a", low=-6, high=-1), Dot(5.0, "b", is_hollow=True))),
    Row("Open split payment to every country we ship to, or to France first?", "as expected"),
    Row("Photo search for every buyer", "+0.02 € · no visible change", bar=Bar(3.0, "c"), tick=4.0),
)
SHORTENED = ("series",)
"""Charts whose heading, which the page repeats above them, may be shortened."""


@pytest.fixture(scope="module")
def charts(demo_file):
    """Give the charts of the demo company in French, whose texts are the longer ones."""
    opened = Database(demo_file)
    specs = every_chart(snapshot(opened), "fr", "light")
    opened.close()
    return specs


def faults_of(spec, width):
    """Give the texts of a chart that meet, leave it or are shortened at a width."""
    tree = draw(spec, width)
    texts = texts_of(tree)
    return {"meeting": meeting(texts), "outside": outside(tree, texts), "cut": cut(texts)}


@pytest.mark.parametrize("width", [width for width in WIDTHS if width != 320])
def test_every_chart_of_the_demo_is_readable(charts, width):
    """One of each kind of chart is drawn: those of the same kind differ by their data alone."""
    kinds = {name.split(" ")[0]: (name, spec) for name, spec in charts.items()}
    unreadable = {}
    for kind, (name, spec) in kinds.items():
        faults = faults_of(spec, width)
        if kind in SHORTENED:
            faults.pop("cut")
        if any(faults.values()):
            unreadable[name] = faults

    assert unreadable == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_scale_runs_from_left_to_right_and_from_bottom_to_top(charts, width):
    for name, spec in charts.items():
        at_width = {**spec, "width": width}
        for axis, is_upright in (("x", False), ("y", True)):
            for scale in scales_of(at_width, axis):
                low, high = scale["domain"]
                start, end = scale["range"]
                assert low < high, name
                assert (start > end) == is_upright, name


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
    faults = faults_of(pair_chart(gallery()[name], locale=locale("fr")), width)

    assert not any(faults.values()), faults


@pytest.mark.parametrize("width", [250, 320, 390, 480])
def test_pair_cards_are_readable(width):
    faults = faults_of(pair_chart(gallery()["full"], locale=locale("fr"), size=WALL), width)

    assert not any(faults.values()), faults
