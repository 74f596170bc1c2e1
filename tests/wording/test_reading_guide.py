"""The reading guide: the chart of a pair can be read by someone who has never seen it."""

from lib.i18n.translate import locale
from lib.wording.evidence import reading_guide


def test_the_guide_says_what_how_and_what_then_in_both_languages():
    english, french = (reading_guide(locale(language)) for language in ("en", "fr"))

    assert len(english) == len(french) >= 3
    assert all(sentence.endswith(".") for sentence in english + french)
    assert set(english).isdisjoint(french)


def test_the_guide_denies_that_two_curves_prove_anything():
    assert reading_guide(locale("fr"))[-1].endswith("ne prouvent rien.")
