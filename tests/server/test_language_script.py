"""The script of the frontend's own strings, in a real Chromium, on a page of our making."""

import pytest

from lib.server.frontend_translation import script

pytestmark = pytest.mark.browser

ADDRESS = "http://tandem.example/"
BODY = """<!DOCTYPE html><html lang="{language}"><body>
<h1>Search</h1>
<div data-testid="stFileUploader"><button aria-label="Upload">Upload</button>
  <small> 20MB per file • CSV </small><p>Upload speed</p></div>
<div data-testid="stElementToolbar"><button aria-label="Fullscreen" title="Search"></button></div>
<div data-testid="stDataFrame"><span>Fullscreen</span></div>
<div data-testid="stSelectbox"><input placeholder="Choose an option"></div>
</body></html>"""


@pytest.fixture
def show(browser):
    """Give a function that opens the page of our making with the script in it."""
    pages = []

    def open_page(query, language="fr"):
        page = browser.new_page()
        pages.append(page)
        page.route(
            "**/*",
            lambda route: route.fulfill(
                body=BODY.format(language=language), content_type="text/html; charset=utf-8"
            ),
        )
        page.goto(ADDRESS + query)
        page.add_script_tag(content=script())
        settle(page)
        return page

    yield open_page
    for page in pages:
        page.close()


def settle(page):
    page.evaluate("() => new Promise(done => setTimeout(done, 150))")


def language_of(page):
    return page.evaluate("document.documentElement.lang")


def test_the_strings_of_the_frontend_are_french(show):
    page = show("?lang=fr")

    assert page.inner_text("button:text('T')") == "Téléverser"
    assert page.get_attribute("[data-testid=stFileUploader] button", "aria-label") == "Téléverser"
    assert page.inner_text("small") == "20\u00a0Mo par fichier • CSV"
    assert (
        page.get_attribute("[data-testid=stElementToolbar] button", "aria-label") == "Plein écran"
    )
    assert page.get_attribute("input", "placeholder") == "Choisissez"


def test_a_text_of_ours_or_of_a_file_is_never_touched(show):
    page = show("?lang=fr")

    assert page.inner_text("h1") == "Search"
    assert page.inner_text("p") == "Upload speed"
    assert page.inner_text("[data-testid=stDataFrame]") == "Fullscreen"


def test_what_appears_later_is_french_too(show):
    page = show("?lang=fr")

    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        " '<div data-testid=stDialog><h2>Page not found</h2></div>')"
    )
    settle(page)

    assert page.inner_text("h2") == "Page introuvable"


def test_english_is_left_as_it_is(show):
    page = show("?lang=en", language="en")

    assert page.inner_text("[data-testid=stFileUploader] button") == "Upload"
    assert language_of(page) == "en"


def test_a_change_of_language_on_the_page_is_followed_both_ways(show):
    page = show("?lang=fr")

    page.evaluate("history.replaceState(null, '', '?lang=en')")
    settle(page)
    english = (language_of(page), page.inner_text("[data-testid=stFileUploader] button"))
    page.evaluate("history.pushState(null, '', '?lang=fr')")
    settle(page)
    french = (language_of(page), page.inner_text("[data-testid=stFileUploader] button"))

    assert english == ("en", "Upload")
    assert french == ("fr", "Téléverser")


def test_a_keyboard_scrolls_the_tables_that_are_too_wide_and_only_those(show):
    page = show("?lang=fr")

    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', [3000, 50].map(width =>"
        " '<div data-testid=stTable><div style=\"overflow:auto;width:300px\">'"
        " + `<div style=\"width:${width}px\">.</div></div></div>`).join(''))"
    )
    settle(page)
    reached = page.locator("[data-testid=stTable] > div").evaluate_all(
        "found => found.map(region => region.tabIndex)"
    )

    assert reached == [0, -1]


def test_without_a_language_in_the_address_that_of_the_page_holds(show):
    assert language_of(show("", language="fr")) == "fr"


def test_an_unknown_language_does_not_reach_the_document(show):
    assert language_of(show("?lang=xx", language="en")) == "en"
