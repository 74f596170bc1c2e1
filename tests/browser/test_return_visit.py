"""A reader who comes back: what changed, and a doubt voiced, counted, answered."""

import hashlib
import time

import pytest
from itsdangerous import URLSafeSerializer

from lib.access.cookie import COOKIE
from lib.store.backup.signing import secret_path
from tests.browser.conftest import settle
from tests.browser.test_share_links import link

pytestmark = pytest.mark.browser


def visit_of_old(server, identifier, *, before, now):
    """Return the cookie of a visit that ended an hour ago, signed with the server's secret."""
    secret = secret_path(server.database).read_bytes()
    signer = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    serializer = URLSafeSerializer(secret, salt=COOKIE, signer_kwargs=signer)
    return serializer.dumps([identifier, int(time.time()) - 3600, before, now, True])


def test_a_returning_reader_sees_what_changed(dashboard, visit):
    identifier, url = link(dashboard, "overview,metric_pairs")
    page = visit(url)
    assert "since your last visit" not in page.inner_text("body")

    view = f"{dashboard.url}/v/{identifier}"
    value = visit_of_old(dashboard, identifier, before=20, now=25)
    page.context.add_cookies(
        [{"name": COOKIE, "value": value, "domain": "127.0.0.1", "path": f"/v/{identifier}"}]
    )
    page.goto(f"{view}/?lang=en")
    settle(page)

    assert "What changed since your last visit" in page.inner_text("[data-testid=stMain]")
    page.goto(f"{view}/metric_pairs?lang=fr")
    settle(page)
    assert "dernière visite" not in page.inner_text("[data-testid=stMain]")


def test_a_doubt_is_voiced_without_an_account_counted_and_answered(dashboard, visit):
    _, url = link(dashboard, "objectives")
    page = visit(url)

    page.get_by_text("Something seems wrong?").click()
    page.get_by_role("textbox", name="What seems wrong").fill("Is *KR1* whole? <b>")
    page.get_by_role("button", name="Send the doubt").click()
    page.get_by_text("Thank you.").wait_for()

    owner = visit(f"{dashboard.url}/objectives?lang=en")
    assert "1 doubt about this page waits for an answer." in owner.inner_text("body")
    assert "Is *KR1* whole? <b>" in owner.inner_text("body")
    owner.get_by_role("textbox", name="Answer, in one line").fill("Yes, since the 9th.")
    owner.get_by_role("button", name="Answer", exact=True).click()
    owner.get_by_text("Doubts answered").wait_for()
    settle(owner)
    assert "waits for an answer" not in owner.inner_text("body")

    page.reload()
    settle(page)
    page.get_by_text("Doubts answered").click()
    page.get_by_text("Yes, since the 9th.").wait_for()
