"""What an executive meets: the link, the phone, the language, the sources."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from lib.domain.pages import PAGES
from tests.browser.conftest import serve, settle

pytestmark = pytest.mark.browser

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile Safari/537.36"
NAMES = ["", *(entry.name for entry in PAGES[1:])]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
STREAMLIT_MENU = "[data-testid=stSidebarNavItems]"  # its sections are not list items: not ours


def test_the_first_visitor_of_a_fresh_server_gets_the_whole_application(visit, demo_file, tmp_path):
    path = tmp_path / "company.duckdb"
    shutil.copy(demo_file, path)

    with serve(path) as server:
        page = visit(f"{server.url}/metric_pairs?lang=en&squad=S2")

        assert page.get_by_role("heading", name="established link").is_visible()
        assert page.get_by_text("EN", exact=True).first.is_visible()  # the frame's language
        assert page.locator("[data-testid=stVegaLiteChart]").count() == 3
        assert page.locator("[role=dialog]").count() == 0


@pytest.mark.parametrize("name", ["", "metric_pairs"])
def test_every_script_of_a_page_with_charts_is_preloaded_or_in_the_page(visit, dashboard, name):
    page = visit(f"{dashboard.url}/{name}")

    preloaded = page.locator("link[rel=modulepreload], script[src]").evaluate_all(
        "found => found.map(one => one.href || one.src)"
    )
    requests = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    scripts = {address for address in requests if "/static/js/" in address}
    assert any("/embed." in address for address in scripts)
    assert scripts <= set(preloaded)


@pytest.mark.parametrize("name", ["", "metric_pairs"])
def test_a_page_looks_for_its_server_in_one_place_only(visit, dashboard, name):
    page = visit(f"{dashboard.url}/{name}")

    requests = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.initiatorType === 'fetch')"
        ".map(one => [one.name, one.responseStatus])"
    )

    places = [f"{dashboard.url}/_stcore/{what}" for what in ("health", "host-config")]
    assert sorted(requests) == [[place, 200] for place in places]


@pytest.mark.parametrize(
    ("locale", "word"), [("fr-FR", "Indicateurs communs"), ("en-GB", "Common KPIs")]
)
def test_a_reader_is_met_in_the_language_of_the_browser(visit, dashboard, locale, word):
    page = visit(dashboard.url, locale=locale)

    assert page.get_by_text(word).first.is_visible()


def test_the_language_of_a_link_wins_over_the_browsers(visit, dashboard):
    page = visit(f"{dashboard.url}/?lang=fr", locale="en-GB")

    assert page.get_by_text("Indicateurs communs").first.is_visible()
    assert page.locator("html").get_attribute("lang") == "fr"


def test_changing_the_language_changes_the_address_and_the_words(visit, dashboard):
    page = visit(f"{dashboard.url}/metric_pairs?lang=fr&squad=S2")

    page.get_by_text("EN", exact=True).first.click()
    page.wait_for_url("**lang=en**")
    settle(page)

    assert page.get_by_role("heading", name="established link").is_visible()
    assert "squad=S2" in page.url


def test_every_choice_is_in_the_address_and_comes_back_after_a_reload(visit, dashboard):
    page = visit(f"{dashboard.url}/metric_pairs?lang=en")
    page.get_by_role("combobox", name="Squad").click()
    page.get_by_role("option", name="Checkout").first.click()
    page.wait_for_url("**squad=S2**")
    settle(page)

    page.reload()
    settle(page)

    assert page.locator("[data-testid=stVegaLiteChart]").count() == 3


def test_back_returns_from_a_pair_to_the_wall(visit, dashboard):
    page = visit(f"{dashboard.url}/metric_pairs?lang=en")
    page.locator("[data-testid=stPageLink] a").first.click()
    page.wait_for_url("**pair=**")
    settle(page)

    page.go_back()
    page.wait_for_url(lambda url: "pair=" not in url)
    settle(page)

    assert page.get_by_role("heading", name="established link").is_visible()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def violations(page):
    rules = (
        Axe()
        .run(page, context={"exclude": [STREAMLIT_MENU]}, options={"runOnly": RULES})
        .response["violations"]
    )
    return [
        (rule["id"], node["target"], node.get("failureSummary", "")[:200])
        for rule in rules
        for node in rule["nodes"]
    ]


def window(browser, dashboard, **options):
    """Return a window that keeps what it fetched, and the requests to other machines it makes."""
    context = browser.new_context(reduced_motion="reduce", **options)
    page = context.new_page()
    page.set_default_timeout(45_000)
    foreign, allowed = [], (dashboard.url, "data:", "blob:", "ws://127.0.0.1")
    page.on(
        "request",
        lambda request: None if request.url.startswith(allowed) else foreign.append(request.url),
    )
    return page, foreign


@pytest.fixture(scope="module")
def laptop(browser, dashboard):
    page, foreign = window(browser, dashboard, viewport={"width": 1920, "height": 900})
    yield page, foreign
    page.context.close()


@pytest.fixture(scope="module")
def phone(browser, dashboard):
    size = {"width": 360, "height": 900}
    page, foreign = window(browser, dashboard, viewport=size, color_scheme="dark", user_agent=PHONE)
    yield page, foreign
    page.context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_fit_for_a_laptop_and_asks_no_other_machine(laptop, dashboard, name):
    page, foreign = laptop
    page.goto(f"{dashboard.url}/{name}?lang=fr")
    settle(page)

    assert fits(page)
    assert violations(page) == []
    assert foreign == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_fit_for_a_phone_in_the_dark(phone, dashboard, name):
    page, foreign = phone
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{dashboard.url}/{name}?lang=en")
    settle(page)

    assert fits(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 430, "height": 900})
    settle(page)
    assert fits(page)
    assert foreign == []


def rows_stand(page):
    """Wait for the rows behind a figure, and look that they name their file."""
    page.get_by_role("button", name="Download all").first.wait_for()
    settle(page)
    assert page.locator("[data-testid=stTable] td").count() > 0
    assert page.get_by_text("export").count() or page.get_by_text(".csv").count()


def test_a_figure_of_the_overview_leads_to_its_rows_in_two_clicks(visit, dashboard):
    page = visit(f"{dashboard.url}/?lang=en")
    drawers = page.get_by_role("button", name="Sources of these figures")
    offered = []

    for at in range(drawers.count()):
        drawers.nth(at).click()
        rows_stand(page)
        names = page.locator("[data-testid=stPopoverBody] [role=radio]")
        for name in (names.first, names.last):
            name.click()
            page.locator("[data-testid=stPopoverBody] p strong").get_by_text(
                name.inner_text(), exact=True
            ).wait_for()
            rows_stand(page)
        offered += names.all_inner_texts()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Download all").first.wait_for(state="hidden")

    cards = page.locator("[data-testid=stMarkdown]:has(h3) p:first-child").all_inner_texts()
    assert len(cards) == 12
    assert set(cards) <= set(offered)
    assert "Active sellers gained since January" in offered  # of a key result alone


def test_a_pair_of_the_wall_leads_to_its_rows_in_two_clicks(visit, dashboard):
    page = visit(f"{dashboard.url}/metric_pairs?lang=en")
    links = page.get_by_role("link", name="Open the pair")

    assert links.count() == 16
    for at in (0, 15):
        links.nth(at).click()
        page.wait_for_url("**pair=**")
        settle(page)
        page.get_by_role("button", name="Sources").first.click()
        rows_stand(page)
        page.goto(f"{dashboard.url}/metric_pairs?lang=en")
        settle(page)


def test_an_unknown_address_shows_a_kind_message(visit, dashboard):
    page = visit(f"{dashboard.url}/metric_pairs?lang=en&squad=S99&pair=P99")

    assert page.get_by_text("S99").first.is_visible()
    assert page.get_by_text("P99").first.is_visible()
    assert page.locator("[data-testid=stVegaLiteChart]").count() == 16


def test_an_earlier_state_is_shown_and_said(visit, dashboard):
    page = visit(f"{dashboard.url}/?lang=en&as_of=1")

    assert page.get_by_text("You see the data as they stood at version 1").is_visible()


def test_a_version_that_never_was_gets_a_sentence(visit, dashboard):
    page = visit(f"{dashboard.url}/?lang=fr&as_of=99999")

    assert page.get_by_text("99999").first.is_visible()
