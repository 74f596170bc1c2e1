"""The words of closed lists: every list of the records has them, in both languages."""

import pytest

from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.i18n.translate import locale
from lib.wording.pages.choices import choice_words

COLUMNS = [column for record in TABLES.values() for column in columns_of(record)]
LISTS = sorted({column.choices for column in COLUMNS if column.choices})


@pytest.mark.parametrize("choices", LISTS, ids=lambda choices: choices[0])
def test_each_code_has_a_word_of_its_own_in_both_languages(choices):
    english, french = (choice_words(choices, locale(name)) for name in ("en", "fr"))

    assert list(english) == list(french) == list(choices)
    assert len(set(english.values())) == len(set(french.values())) == len(choices)
    for words in (english, french):
        assert all(word[0].isupper() and "_" not in word for word in words.values())


def test_french_readers_choose_in_french():
    words = choice_words(("up", "down", "none"), locale("fr"))

    assert words == {
        "up": "Plus haut vaut mieux",
        "down": "Plus bas vaut mieux",
        "none": "Ni l’un ni l’autre ne vaut mieux",
    }
