import re

import pytest
from streamlit.testing.v1 import AppTest

PAGE = """
from lib.server.failures import show_script_error
show_script_error(ValueError("the secret detail"))
"""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Cette page n’a pas pu s’afficher"),
        ("en", "This page could not be shown"),
        ("xx", "This page could not be shown"),
    ],
)
def test_a_reader_is_told_a_sentence_and_a_reference(language, sentence):
    app = AppTest.from_string(PAGE)
    app.query_params["lang"] = language
    app.context["locale"] = "en-GB"

    app.run()

    told = app.error[0].value.replace("\\", "")
    assert told.startswith(sentence)
    assert re.search(r"[0-9A-F]{8}\.$", told)
    assert "secret" not in told
