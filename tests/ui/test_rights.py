"""What a run of a page may change once its browser has gone: no more than its reader may now."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.sign_in import SIGN_IN_HOURS
from lib.domain.clock import utc_now
from lib.server.request import cookies_of
from lib.store import audit
from lib.store.database import close_shared, shared_database
from lib.store.share_links import find_link, revoke_link
from lib.streamlit_patches.sign_in import read_sign_in
from lib.ui.app.rights import CREDENTIALS
from tests.app_sessions import owner_session
from tests.asgi import scope_of
from tests.builders import months_of, submit
from tests.sharing import a_link, cookie_of, past
from tests.signing_in import a_cookie


def script():
    import streamlit as st

    from lib.errors import RefusedError
    from lib.ui.app.rights import reader, require_edit

    st.markdown(reader().role)
    try:
        require_edit()
    except RefusedError:
        st.markdown("refused")


@pytest.fixture
def database(tmp_path, monkeypatch):
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    yield shared_database(path)
    close_shared(path)


def run_with(credentials):
    """Run the script in a session without a browser, with the credentials that it keeps."""
    app = AppTest.from_function(script)
    if credentials is not None:
        app.session_state[CREDENTIALS] = credentials
    app.run()
    assert not app.exception
    return [element.value for element in app.markdown]


def role_removed(_database, secrets_file, _monkeypatch):
    secrets_file(client_id="another")  # the file is read again
    return a_cookie(email="mallory@elsewhere.net"), None


def signed_out(database, _secrets_file, _monkeypatch):
    cookies = a_cookie(email="anne@example.com")
    key = read_sign_in(cookies).key
    audit.record(database, [audit.AuditEvent(utc_now(), "sign_out", key, "anne@example.com")])
    return cookies, None


def expired(_database, _secrets_file, monkeypatch):
    cookies, now = a_cookie(email="anne@example.com"), time.time()
    monkeypatch.setattr(time, "time", lambda: now + SIGN_IN_HOURS * 3600 + 60)
    return cookies, None


def link_revoked(database, _secrets_file, _monkeypatch):
    link = a_link(database).link
    cookie = cookie_of(database, link)
    revoke_link(database, link.share_link_id, author="local")
    return cookies_of(scope_of(cookie=cookie)), link.share_link_id


def link_expired(database, _secrets_file, _monkeypatch):
    link = a_link(database, expires_at=past()).link
    return cookies_of(scope_of(cookie=cookie_of(database, link))), link.share_link_id


@pytest.mark.parametrize(
    "change",
    [role_removed, signed_out, expired, link_revoked, link_expired],
    ids=lambda f: f.__name__,
)
def test_a_run_whose_browser_has_gone_has_no_more_rights_than_its_reader(
    database, secrets_file, monkeypatch, change
):
    secrets_file()
    cookies, link_id = change(database, secrets_file, monkeypatch)

    assert run_with((cookies, link_id, False)) == ["nobody", "refused"]


@pytest.mark.usefixtures("database", "sign_in_set_up")
def test_an_editor_whose_browser_has_gone_is_still_an_editor():
    assert run_with((a_cookie(email="paul@example.com"), None, False)) == ["editor"]


@pytest.mark.usefixtures("database")
def test_a_run_without_a_known_reader_is_nobodys():
    assert run_with(None) == ["nobody", "refused"]


@pytest.mark.parametrize(
    ("past", "says"),
    [
        (False, "This link opens the newest data only"),
        (True, "You see the data as they stood at version 1"),
    ],
)
def test_a_link_opens_an_earlier_state_only_with_the_right(database, past, says):
    for key in ("first", "second"):
        submit(database, ("metric_value", months_of([1.0])), key=key)
    link = a_link(database, sees_past=past).link
    app = owner_session()
    app.session_state[CREDENTIALS] = (
        cookies_of(scope_of(cookie=cookie_of(database, link))),
        link.share_link_id,
        False,
    )
    app.query_params["lang"] = "en"
    app.query_params["as_of"] = "1"

    app.run()

    assert not app.exception
    assert [item.value for item in app.info if item.value.startswith(says)]
    assert ("as_of" in app.query_params) == past


def test_a_link_has_no_right_to_the_past_unless_it_is_made_so(database):
    link = a_link(database).link
    a_link(database, sees_past=True)

    with database.reading() as connection:
        assert find_link(connection, link.share_link_id).sees_past is False
