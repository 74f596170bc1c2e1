"""Every change of a page, by a reader who lost the right while the page was open.

The changes are those that ``tests.test_rights`` finds in the code: one without a case here fails.
Each is tried with the browser connected, gone, and gone after the run began.
"""

import time
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime import context
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec
from streamlit.testing.v1 import AppTest

from lib.access.sign_in import SIGN_IN_HOURS
from lib.domain.access import Access
from lib.domain.clock import utc_now
from lib.domain.decisions import UpdateCommentary
from lib.errors import RefusedError
from lib.i18n.translate import locale
from lib.server.request import cookies_of
from lib.store import audit
from lib.store.backup.digests import table_digests
from lib.store.database import close_shared, shared_database
from lib.store.doubts import raise_doubt
from lib.store.share_links import revoke_link
from lib.store.uploads.recipes import Recipe
from lib.store.uploads.uploads import list_uploads
from lib.streamlit_patches.sign_in import read_sign_in
from lib.ui.app import demo_notice, doubts, rights
from lib.ui.app.rights import CREDENTIALS, LINK_HEADER
from lib.ui.app.session import Page
from lib.ui.committee import quarterly_update
from lib.ui.data import sharing
from lib.ui.uploads import batch, edit, files, history
from lib.ui.widgets.components import problem
from lib.views.snapshot import snapshot
from tests.asgi import scope_of
from tests.builders import a_metric, months_of, submit, submit_records
from tests.sharing import a_link, cookie_of
from tests.signing_in import a_cookie, secrets_text
from tests.test_rights import changes

ANNE = "anne@example.com"
NOW = SimpleNamespace(client=None, leaves=False, lose=None, link=None, doubt=None, results={})
"""What the script of the session below needs: browser, change of rights, and results."""


def a_file():
    content = b"metric;period;value\nm;2026-05;7\n"
    return UploadedFile(UploadedFileRec("1", "may.csv", "text/csv", content), FileURLs())


def make_link(page):
    st.session_state.update(
        sharing_label="Board",
        sharing_pages=["overview"],
        sharing_language="en",
        sharing_span="30",
        sharing_frozen=False,
        sharing_past=False,
    )
    sharing._make(page)


def upload_of(page, seq):
    with page.snapshot.database.reading() as connection:
        return next(upload for upload in list_uploads(connection) if upload.seq == seq)


COMMENTARY = UpdateCommentary(quarter="2026-Q1", block="moved", text_fr="oui", text_en="yes")
RECIPE = Recipe("0" * 64, "actuals.csv", "metric_value", "[]", 1)
EDITING = edit.Editing("metric", (), 9, "token", author="anne", reason="why")
CASES = {
    "lib.ui.app.demo_notice._start_empty": lambda page: demo_notice._start_empty(page, [2]),
    "lib.ui.app.doubts._answer": lambda page: doubts._answer(
        page, NOW.doubt, "Thank you.", is_hidden=False
    ),
    "lib.ui.app.doubts._voice": lambda page: doubts._voice(page, "This seems wrong."),
    "lib.ui.committee.quarterly_update._keep": lambda page: quarterly_update._keep(
        page, COMMENTARY, "anne", "why"
    ),
    "lib.ui.data.sharing._make": make_link,
    "lib.ui.data.sharing._revoke": lambda page: sharing._revoke(page, NOW.link.share_link_id),
    "lib.ui.uploads.batch.preview_files": lambda page: batch.preview_files(page, [a_file()]),
    "lib.ui.uploads.batch.commit": lambda page: batch.commit(page, [a_file()], "anne"),
    "lib.ui.uploads.edit._record": lambda page: edit._record(page, EDITING, a_metric("another"), 9),
    "lib.ui.uploads.files._keep_answers": lambda page: files._keep_answers(
        page, SimpleNamespace(recipe=RECIPE), [], "anne", "why"
    ),
    "lib.ui.uploads.history._confirm": lambda page: history._confirm(
        page, upload_of(page, 3), "anne", "why"
    ),
}
NEVER_BY_EDITORS = {"lib.ui.app.doubts._voice"}


def try_all():
    """Run every case after the reader has lost the right, as one run of a page."""
    rights.reader()
    if NOW.leaves:
        NOW.client = None
    NOW.lose()
    database = shared_database(rights.settings().database)
    page = Page(
        "overview",
        locale("en"),
        "light",
        snapshot=snapshot(database),
        access=Access("administrator", name=ANNE),  # as it was when the page was drawn
    )
    for name, change in CASES.items():
        st.markdown(f"case {name}")
        try:
            change(page)
        except RefusedError as error:
            problem(error, page.locale)
        except RerunException:
            pass
        refusal = st.session_state.pop(sharing._REFUSED, None)
        if refusal is not None:
            problem(refusal, page.locale)


def script():
    from tests.ui.test_refused_changes import try_all

    try_all()


@pytest.fixture
def database(tmp_path, monkeypatch):
    path = tmp_path / "company.duckdb"
    monkeypatch.setenv("TANDEM_DATABASE", str(path))
    opened = shared_database(path)
    submit_records(opened, a_metric("m"))
    for key in ("second", "third"):
        submit(opened, ("metric_value", months_of([1.0, 2.0], metric_id="m")), key=key)
    NOW.link = a_link(opened).link
    viewer = Access("viewer", name="vera@example.com")
    NOW.doubt = raise_doubt(opened, viewer, "Why?", page="overview", data_version=3)
    yield opened
    close_shared(path)


@pytest.fixture
def run(database, secrets_file, monkeypatch):
    """Give a function that opens a page, takes the right away and tries every change."""
    assert database.path.exists()
    secrets_file()
    monkeypatch.setattr(context, "_get_client_context", lambda: NOW.client)

    def start(cookies, link_id, lose, browser):
        headers = [("Host", "tandem.test")]
        headers += [(LINK_HEADER, link_id)] if link_id else []
        client = SimpleNamespace(headers=headers, cookies=cookies, remote_ip=None)
        NOW.client = None if browser == "closed" else client
        NOW.leaves, NOW.lose = browser == "half-closed", lose
        app = AppTest.from_function(script, default_timeout=2 * SIGN_IN_HOURS * 3600)
        if browser == "closed":
            app.session_state[CREDENTIALS] = (cookies, link_id, False)
        app.run()
        assert not app.exception
        return refusals(app)

    return start


def refusals(app):
    """Return the sentence with which each case was refused, None where it was not."""
    sentences, name = {}, ""
    for element in app.main:
        if element.type == "markdown" and element.value.startswith("case "):
            name = element.value.removeprefix("case ")
            sentences[name] = None
        elif element.type == "error":
            sentences[name] = element.value
    return sentences


def role_removed(_database, secrets_file, _monkeypatch):
    text = secrets_text().replace("example.com", "elsewhere.net")
    return a_cookie(email=ANNE), None, lambda: secrets_file(text)


def signed_out(database, _secrets_file, _monkeypatch):
    cookies = a_cookie(email=ANNE)
    event = audit.AuditEvent(utc_now(), "sign_out", read_sign_in(cookies).key, ANNE)
    return cookies, None, lambda: audit.record(database, [event])


def expired(_database, _secrets_file, monkeypatch):
    later = time.time() + SIGN_IN_HOURS * 3600 + 60
    return a_cookie(email=ANNE), None, lambda: monkeypatch.setattr(time, "time", lambda: later)


def link_revoked(database, _secrets_file, _monkeypatch):
    link = a_link(database).link
    cookies = cookies_of(scope_of(cookie=cookie_of(database, link)))
    return (
        cookies,
        link.share_link_id,
        lambda: revoke_link(database, link.share_link_id, author="local"),
    )


def test_every_change_of_the_interface_has_a_case():
    assert set(CASES) == set(changes())


@pytest.mark.parametrize("browser", ["open", "closed", "half-closed"])
@pytest.mark.parametrize(
    "loss", [role_removed, signed_out, expired, link_revoked], ids=lambda loss: loss.__name__
)
def test_no_change_is_made_once_the_right_is_lost_and_each_says_so(
    run, database, secrets_file, monkeypatch, loss, browser
):
    cookies, link_id, lose = loss(database, secrets_file, monkeypatch)
    before = []

    def lose_and_look():
        lose()
        before.append(state(database))

    sentences = run(cookies, link_id, lose_and_look, browser)

    assert [name for name in CASES if not sentences[name]] == []
    assert state(database) == before[0]


@pytest.mark.parametrize("browser", ["open", "closed", "half-closed"])
def test_the_same_changes_are_made_with_the_right(run, database, browser):
    before = state(database)

    sentences = run(a_cookie(email=ANNE), None, lambda: None, browser)

    refused = {name for name, sentence in sentences.items() if sentence}
    assert refused == NEVER_BY_EDITORS, sentences
    changed = {now.table for now, then in zip(state(database), before, strict=True) if now != then}
    assert changed >= {"upload", "retraction", "share_link", "doubt_answer", "update_commentary"}


def state(database):
    with database.reading() as connection:
        return table_digests(connection)
