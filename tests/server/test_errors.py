import re

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from lib.errors import StoreDamagedError
from lib.server.errors import show_request_error
from lib.server.log import failure_count
from tests.asgi import scope_of

PAGE = """
from lib.server.errors import show_script_error
show_script_error(ValueError("the secret detail"))
"""
REFUSED = """
from lib.errors import RefusedError
from lib.server.errors import show_script_error
show_script_error(RefusedError("You may read these data, not change them."))
"""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Cette page n’a pas pu s’afficher"),
        ("en", "This page could not be shown"),
        ("xx", "This page could not be shown"),
    ],
)
def test_a_reader_sees_a_sentence_and_a_reference(language, sentence):
    app = AppTest.from_string(PAGE)
    app.query_params["lang"] = language
    app.context["locale"] = "en-GB"

    app.run()

    message = app.error[0].value.replace("\\", "")
    assert message.startswith(sentence)
    assert re.search(r"[0-9A-F]{8}\.$", message)
    assert "secret" not in message


def test_a_change_refused_in_a_callback_is_one_sentence_and_no_failure():
    app = AppTest.from_string(REFUSED)
    app.context["locale"] = "en-GB"
    before = failure_count()

    app.run()

    messages = [error.value.replace("\\", "") for error in app.error]
    assert messages == ["You may read these data, not change them."]
    assert failure_count() == before


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "Tandem n’a pas pu répondre"), ("en", "could not answer")]
)
def test_a_request_that_fails_is_answered_by_a_sentence_and_a_reference(language, sentence):
    request = Request(scope_of(f"/any?lang={language}"))

    reply = show_request_error(request, ValueError("the secret detail"))

    text = reply.body.decode()
    assert reply.status_code == 500
    assert sentence in text
    assert re.search(r"[0-9A-F]{8}\.</p>", text)
    assert "secret" not in text


def test_a_request_that_the_database_cannot_serve_says_why():
    error = StoreDamagedError("The database is in use: {path}. Nothing was changed.", path="<b>")

    reply = show_request_error(Request(scope_of("/any?lang=en")), error)

    assert reply.status_code == 503
    assert "The database is in use: &lt;b&gt;. Nothing was changed." in reply.body.decode()
