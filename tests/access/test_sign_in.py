"""Sign-in cookies, valid and forged, and the roles that follow."""

import os
import time

import pytest

from lib.access.sign_in import SIGN_IN_HOURS, access_of_sign_in
from lib.domain.access import NOBODY
from lib.domain.clock import utc_now
from lib.errors import InvalidInputError
from lib.store import audit
from lib.streamlit_patches.sign_in import (
    check_sign_in,
    is_sign_in_set_up,
    provider_name,
    read_sign_in,
)
from tests.signing_in import a_cookie


def access_of_cookies(database, cookies):
    return access_of_sign_in(database, read_sign_in(cookies))


@pytest.mark.usefixtures("sign_in_set_up")
@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"email": "anne@example.com"}, "administrator"),
        ({"email": " Anne@Example.COM "}, "administrator"),
        ({"email": "paul@example.com", "email_verified": True}, "editor"),
        ({"email": "eve@example.com"}, "viewer"),
        ({"email": "eve@example.com", "email_verified": False}, "nobody"),
        ({"email": "eve@example.com.evil.net"}, "nobody"),
        ({"email": "eve@sub.example.com"}, "nobody"),
        ({"email": "@example.com@evil.net"}, "nobody"),
        ({"sub": "anne@example.com"}, "nobody"),
        ({"email": "", "sub": "7"}, "nobody"),
    ],
)
def test_a_role_follows_the_verified_address(database, claims, role):
    access = access_of_cookies(database, a_cookie(**claims))

    assert access.role == role
    assert access.name


@pytest.mark.usefixtures("sign_in_set_up")
@pytest.mark.parametrize(
    "cookies",
    [
        {},
        {"_streamlit_user": ""},
        {"_streamlit_user": "é"},
        {"_streamlit_user": "any"},
        a_cookie(secret="another secret of thirty-two letters", email="anne@example.com"),
        a_cookie(origin="https://evil.example", email="anne@example.com"),
        a_cookie(is_logged_in=False, email="anne@example.com"),
    ],
)
def test_a_cookie_that_this_server_did_not_sign_for_itself_opens_nothing(database, cookies):
    assert access_of_cookies(database, cookies) == NOBODY


@pytest.mark.usefixtures("sign_in_set_up")
def test_a_cookie_of_a_tokens_name_is_not_a_persons(database):
    moved = {"_streamlit_user": a_cookie(name="_streamlit_user_tokens")["_streamlit_user_tokens"]}

    assert access_of_cookies(database, moved) == NOBODY


@pytest.mark.usefixtures("sign_in_set_up")
def test_a_sign_in_ends_by_itself_after_half_a_day(monkeypatch):
    cookies = a_cookie(email="anne@example.com")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + SIGN_IN_HOURS * 3600 - 60)
    assert read_sign_in(cookies) is not None

    monkeypatch.setattr(time, "time", lambda: now + SIGN_IN_HOURS * 3600 + 60)
    assert read_sign_in(cookies) is None


@pytest.mark.usefixtures("sign_in_set_up")
def test_a_sign_in_that_was_ended_opens_nothing_and_the_next_one_does(database):
    first, second = (a_cookie(email="anne@example.com", nonce=nonce) for nonce in "ab")
    audit.record(
        database,
        [audit.AuditEvent(utc_now(), "sign_out", read_sign_in(first).key, "anne@example.com")],
    )

    assert access_of_cookies(database, first) == NOBODY
    assert access_of_cookies(database, second).role == "administrator"


@pytest.mark.usefixtures("sign_in_set_up")
def test_the_claims_of_a_long_cookie_are_put_together_again(database):
    cookies = a_cookie(email="anne@example.com", groups=[os.urandom(20).hex() for _ in range(200)])

    assert len(cookies) > 2
    assert access_of_cookies(database, cookies).role == "administrator"


def test_without_a_secrets_file_sign_in_is_off():
    assert not is_sign_in_set_up()
    check_sign_in()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"client_id": None}, "client_id"),
        ({"redirect_uri": None}, "redirect_uri"),
        ({"cookie_secret": "short"}, "cookie_secret must have 32 characters"),
        ({"cookie_secret": ""}, "cookie_secret"),
    ],
)
def test_incomplete_sign_in_settings_are_refused_at_the_start(secrets_file, change, sentence):
    secrets_file(**change)

    with pytest.raises(InvalidInputError) as refused:
        check_sign_in()

    assert sentence in refused.value.sentence(str)


def test_an_empty_secret_opens_nothing(secrets_file, database):
    secrets_file(cookie_secret="")

    assert access_of_cookies(database, a_cookie(secret="", email="anne@example.com")) == NOBODY


def test_the_provider_is_the_section_itself_or_the_first_one_named(secrets_file):
    secrets_file()
    assert provider_name() == "default"

    secrets_file(provider="company")
    assert provider_name() == "company"
    check_sign_in()


@pytest.mark.parametrize("text", ["[auth", "[auth]\nclient_id = "])
def test_an_unreadable_secrets_file_is_refused_at_the_start(secrets_file, text):
    secrets_file(text)

    with pytest.raises(InvalidInputError) as refused:
        check_sign_in()

    assert "secrets.toml" in refused.value.sentence(str)
