"""Notes under a chart: only what is there to be explained."""

from dataclasses import replace

import pytest

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.footer import wrapped
from lib.charts.drawing.theme import LARGE, WALL
from lib.charts.pairs.pair_chart import pair_chart
from lib.i18n.translate import locale
from tests.charts.gallery import a_series, a_tandem, texts_in

ENGLISH = locale("en")


def seen(tandem, size=LARGE):
    return set(texts_in(pair_chart(tandem, locale=ENGLISH, size=size)))


def test_a_plain_chart_has_no_note():
    plain = a_series([1.0 + k for k in range(30)])
    tandem = a_tandem(plain, replace(plain), launches=())

    assert not any(text.endswith(".") and "zero" in text for text in seen(tandem))
    assert "r: restated value, the former one dotted." not in seen(tandem)


def test_each_sign_is_explained():
    notes = " ".join(seen(a_tandem()))

    assert "Slanted line: effect expected 2 months later." in notes
    assert "r: restated value, the former one dotted." in notes
    assert "The upper scale does not start at zero." in notes


@pytest.mark.parametrize(
    ("product", "business", "note"),
    [
        (90.0, 90.0, "Neither scale starts at zero."),
        (1.0, 90.0, "The lower scale does not start at zero."),
        (90.0, 1.0, "The upper scale does not start at zero."),
    ],
)
def test_a_truncated_scale_is_named(product, business, note):
    def rising(start):
        return a_series([start + k / 2 for k in range(30)], targets=(None,) * 30)

    assert note in " ".join(seen(a_tandem(rising(product), rising(business), launches=())))


def test_without_lag_the_line_is_not_called_slanted():
    assert any(
        text.startswith("Line of a launch: effect expected the same month.")
        for text in seen(a_tandem(lag=0))
    )


def test_a_phone_has_a_key_and_a_list_of_launches():
    texts = seen(a_tandem(), LARGE)

    assert {"target", "prior year", "2\u00a0One-click import"} <= texts


def test_a_card_names_its_launches():
    text = " · ".join(seen(a_tandem(), WALL))

    assert "2\u00a0One-click import" in text


def test_a_card_has_no_note():
    assert not any("zero" in text for text in seen(a_tandem(), WALL) if "Tandem" not in text)


def test_sentences_share_lines_that_fit():
    context = ChartContext(LARGE, "light", ENGLISH)
    sentences = ["One short sentence."] * 12

    lines = wrapped(sentences, context)

    assert 1 < len(lines) < 12
    assert " ".join(lines) == " ".join(sentences)
