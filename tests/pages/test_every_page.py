"""Each page, in each language, on an empty and on a full company, through the door."""

import pytest

from lib.i18n.translate import LANGUAGES
from lib.ui.frame import PAGES

NAMES = [entry.name for entry in PAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_the_demo_company(open_app, demo_file, name, language):
    app = open_app(demo_file, page=name, lang=language)

    assert not app.exception
    assert not app.error
    assert app.title[0].value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_an_empty_company_and_says_so(open_app, name, language):
    app = open_app(page=name, lang=language)

    assert not app.exception
    assert not app.error
    assert app.info
