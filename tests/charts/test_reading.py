"""Reading guides: every chart can be read by someone who has never seen it."""

import pytest

from lib.i18n.translate import locale
from lib.wording.reading_guides import _GUIDES, reading_guide


@pytest.mark.parametrize("chart", _GUIDES)
def test_a_guide_says_what_how_and_what_then_in_both_languages(chart):
    english, french = (reading_guide(chart, locale(language)) for language in ("en", "fr"))

    assert len(english) == len(french) >= 3
    assert all(sentence.endswith(".") for sentence in english + french)
    assert set(english).isdisjoint(french)


def test_the_guide_of_the_tandem_denies_that_two_curves_prove_anything():
    assert reading_guide("tandem", locale("fr"))[-1].endswith("ne prouvent rien.")
