"""A share link as its reader meets it: limited, read-only, ended at the next interaction."""

import json
import os
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, settle

pytestmark = pytest.mark.browser

FROZEN = "This link shows the data as they stood at version 12."


def share(server, *words):
    """Run ``share`` while the dashboard serves, and return the records that it prints."""
    output = subprocess.run(
        [sys.executable, "-m", "lib", "share", *words, "--database", server.database, "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in output.stdout.splitlines()]


def link(server, pages, *words):
    (created,) = share(
        server, "create", "--label", "Board", "--pages", pages, "--lang", "en", *words
    )
    return created["id"], f"{server.url}/s/{created['url'].rpartition('/s/')[2]}"


def menu(page):
    return page.locator("[data-testid=stTopNavLink]").all_inner_texts()


def test_a_link_opens_its_pages_and_closes_them_at_the_next_interaction(dashboard, visit):
    identifier, url = link(dashboard, "metric_pairs,objectives")

    page = visit(url)

    view = f"{dashboard.url}/v/{identifier}"
    assert page.url.startswith(f"{view}/metric_pairs")
    assert "8 of 16 pairs have an established link" in page.locator("h1").all_inner_texts()
    assert page.locator("[data-testid=stVegaLiteChart]").count() > 3
    assert not any("Overview" in name or "Uploads" in name for name in menu(page))
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert cookies["tandem_view"]["httpOnly"]
    assert page.evaluate("document.cookie.includes('tandem_view')") is False

    share(dashboard, "revoke", identifier)
    page.get_by_text("FR", exact=True).click()
    page.wait_for_function("() => document.body.innerText.includes('a été révoqué')")
    settle(page)

    assert page.locator("[data-testid=stVegaLiteChart]").count() == 0
    assert page.request.get(f"{view}/objectives").status == 403


def test_a_page_outside_the_link_stays_closed_by_address_and_by_click(dashboard, visit):
    identifier, url = link(dashboard, "objectives")
    view = f"{dashboard.url}/v/{identifier}"

    page = visit(url)
    direct = page.request.get(f"{view}/roadmap")
    page.goto(f"{view}/?lang=en")
    settle(page)

    assert page.url.startswith(f"{view}/objectives")
    assert direct.status == 403
    assert "Votre lien n’ouvre pas cette page." in direct.text()
    assert page.locator("[data-testid=stFileUploader]").count() == 0


def test_a_frozen_link_cannot_leave_its_version(dashboard, visit):
    identifier, url = link(dashboard, "overview", "--as-of", "12")

    page = visit(url)
    page.goto(f"{dashboard.url}/v/{identifier}/?lang=en&as_of=3")
    settle(page)

    text = page.locator("[data-testid=stMain]").inner_text()
    assert FROZEN in text
    assert "Show the latest data" not in text


def test_two_links_in_one_browser_stay_apart(dashboard, visit):
    """One is frozen, one live: after reloads and page changes each shows its own view."""
    frozen_id, frozen_url = link(dashboard, "overview,metric_pairs", "--as-of", "12")
    live_id, live_url = link(dashboard, "overview,objectives")
    frozen = visit(frozen_url)
    live = frozen.context.new_page()
    live.goto(live_url)
    settle(live)

    frozen.reload()
    settle(frozen)
    assert FROZEN in frozen.inner_text("body")
    frozen.get_by_text("Committee", exact=True).first.click()
    frozen.locator("[data-testid=stTopNavDropdownLink]", has_text="Metric pairs").click()
    frozen.wait_for_url(f"{dashboard.url}/v/{frozen_id}/metric_pairs?*")
    settle(frozen)
    assert FROZEN in frozen.inner_text("body")
    live.goto(f"{dashboard.url}/v/{live_id}/objectives?lang=en")
    settle(live)
    assert FROZEN not in live.inner_text("body")

    share(dashboard, "revoke", frozen_id)

    assert frozen.reload().status == 403
    assert live.reload().status == 200
    settle(live)
    assert live.locator("[data-testid=stVegaLiteChart]").count() > 0
    opened = {record["id"]: record["opened"] for record in share(dashboard, "list")}
    assert (opened[frozen_id], opened[live_id]) == (1, 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_the_brief_fits_its_screen_and_needs_no_request(dashboard, browser, scheme, width):
    _, url = link(dashboard, "overview,metric_pairs")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=False
    )
    page = context.new_page()
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(f"{url}/brief")

    visible = ".phone" if width < 640 else ".desk"
    hidden = ".desk" if width < 640 else ".phone"
    assert requests == [f"{url}/brief"]
    assert complaints == []
    assert page.locator(f"{visible} svg").first.is_visible()
    assert not page.locator(f"{hidden} svg").first.is_visible()
    assert page.locator("html").bounding_box()["width"] <= width
    context.close()


def test_the_live_dashboard_is_one_click_from_the_brief(dashboard, browser):
    identifier, url = link(dashboard, "overview")
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/brief")

    page.get_by_text("Open the live dashboard").click()
    settle(page)

    assert page.locator("h1").count() > 0
    assert page.url == f"{dashboard.url}/v/{identifier}/?lang=en"
    context.close()


def test_the_user_of_this_machine_leaves_a_link_that_ended(dashboard, visit):
    identifier, url = link(dashboard, "overview")
    page = visit(url)
    share(dashboard, "revoke", identifier)

    page.reload()
    page.get_by_role("link").click()
    settle(page)

    assert page.url.startswith(f"{dashboard.url}/?")
    assert page.locator("[data-testid=stVegaLiteChart]").count() > 3
