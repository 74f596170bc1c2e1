"""Signing in with a real identity provider on this machine: the whole way, there and back."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import free_port, serve, settle

pytestmark = pytest.mark.browser

PEOPLE = ("anne@example.com", "paul@example.com", "eve@example.com", "mallory@elsewhere.net")
SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "tandem"
client_secret = "of the provider"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[roles]
administrator = ["anne@example.com"]
editor = ["paul@example.com"]
viewer = ["@example.com"]
"""


@pytest.fixture(scope="module")
def provider():
    """Give the address of an identity provider that knows four people."""
    port = free_port()
    claims = [
        word
        for email in PEOPLE
        for word in ("--user-claims", json.dumps({"sub": email, "email": email}))
    ]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                if urllib.request.urlopen(f"{url}/.well-known/openid-configuration", timeout=1):
                    break
            time.sleep(0.1)
        else:
            pytest.fail("the identity provider did not start")
        yield url
    finally:
        process.terminate()
        process.wait(120)


@pytest.fixture(scope="module")
def guarded(provider, demo_file, tmp_path_factory):
    """Give the address of a dashboard that is opened by signing in."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copy(demo_file, folder / "company.duckdb")
    port = free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port, secret=os.urandom(32).hex(), provider=provider))
    with serve(folder / "company.duckdb", port=port, STREAMLIT_SECRETS_FILES=str(secrets)):
        yield f"http://localhost:{port}"


@pytest.fixture
def window(browser):
    """Give a window of a browser that knows nothing yet."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(45_000)
    yield page
    context.close()


def sign_in(page, address, email):
    page.goto(address)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("button", name=email).click()


def status(url, cookies=()):
    """Return how the server answers a request that carries cookies."""
    header = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
    try:
        request = urllib.request.Request(url, headers={"Cookie": header} if header else {})
        return urllib.request.urlopen(request, timeout=120).status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_viewer_signs_in_reads_the_page_requested_and_signs_out(guarded, window):
    assert status(f"{guarded}/") == 403

    sign_in(window, f"{guarded}/objectives?lang=en&quarter=2026-Q2", "eve@example.com")
    window.wait_for_url(f"{guarded}/objectives?**")
    settle(window)

    assert "quarter=2026-Q2" in window.url
    assert window.locator("[data-testid=stVegaLiteChart]").count() > 0
    menu = window.locator("[data-testid=stTopNavLink]").all_inner_texts()
    assert not any(name in " ".join(menu) for name in ("Uploads", "Sharing", "One-to-one"))
    saved = window.context.cookies()
    assert all(cookie["httpOnly"] for cookie in saved if "_streamlit_user" in cookie["name"])
    assert status(f"{guarded}/objectives", saved) == 200
    assert [status(f"{guarded}/{page}", saved) for page in ("uploads", "sharing", "metrics")] == [
        403
    ] * 3

    window.get_by_role("button", name="Sign out").click()
    window.locator("form button").first.click()  # the provider asks too
    window.get_by_role("link", name="Sign in").wait_for()

    assert status(f"{guarded}/objectives", saved) == 403  # the cookie of a closed sign-in, replayed


def test_each_role_reaches_its_pages_and_a_person_without_one_sees_whom_to_ask(guarded, browser):
    def signed_in(email):
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.set_default_timeout(45_000)
        sign_in(page, f"{guarded}/", email)
        return page

    editor, owner, stranger = (signed_in(email) for email in (PEOPLE[1], PEOPLE[0], PEOPLE[3]))
    for page in (editor, owner):
        page.wait_for_url(f"{guarded}/**")
        settle(page)

    def reached(page):
        paths = ("uploads", "one_on_one", "sharing", "metrics", "overview")
        return [status(f"{guarded}/{path}", page.context.cookies()) for path in paths]

    assert reached(editor) == [200, 200, 403, 200, 200]
    assert reached(owner) == [200] * 5
    assert "have no role in Tandem" in stranger.inner_text("body")
    assert reached(stranger) == [403] * 5

    owner.goto(f"{guarded}/sharing?lang=en")
    settle(owner)
    text = owner.inner_text("[data-testid=stMain]").replace("\u2060", "")
    assert "paul@example.com" in text
    assert "signed in" in text
    for page in (editor, owner, stranger):
        page.context.close()
