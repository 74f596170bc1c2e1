import io
import json
import logging
import re

import pytest

from lib.server.log import LOGGER, fact, failure, failure_count, hide_tokens, prepare_log


@pytest.fixture
def written(caplog):
    """Give what is written to the log."""
    caplog.set_level(logging.INFO, logger="tandem")
    LOGGER.addHandler(caplog.handler)
    yield caplog
    LOGGER.removeHandler(caplog.handler)


def test_a_fact_is_one_line_of_names_and_values(written):
    fact("database_open", path="/a b/c.duckdb", version=3)

    assert written.messages[-1] == 'event=database_open path="/a b/c.duckdb" version=3'


def test_a_value_cannot_forge_a_line(written):
    fact("opened", label='x"\nevent=forged y')

    assert written.messages[-1] == 'event=opened label="x\\"\\nevent=forged y"'


def test_a_failure_has_a_reference_and_its_trace(written):
    try:
        int("boom")
    except ValueError as error:
        reference = failure("page_failed", error)

    assert re.fullmatch(r"[0-9A-F]{8}", reference)
    assert f"event=page_failed reference={reference}" in written.messages[-1]
    assert "invalid literal for int()" in written.text


def test_the_log_has_one_output_however_often_it_is_prepared():
    handlers = list(LOGGER.handlers)
    LOGGER.handlers.clear()
    try:
        prepare_log()
        prepare_log()

        assert len(LOGGER.handlers) == 1
    finally:
        LOGGER.handlers[:] = handlers


@pytest.fixture
def objects():
    """Give a function that returns what a JSON log received, as objects."""
    handlers, stream = list(LOGGER.handlers), io.StringIO()
    LOGGER.handlers.clear()
    prepare_log(as_json=True)
    LOGGER.handlers[0].setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    LOGGER.handlers[:] = handlers


def test_a_json_log_has_an_object_a_line(objects):
    fact("opened", label='x"\nevent=forged y', version=3)

    (entry,) = objects()
    assert (entry["event"], entry["label"]) == ("opened", 'x"\nevent=forged y')
    assert (entry["version"], entry["level"]) == (3, "INFO")


def test_a_failure_in_json_has_its_reference_and_trace(objects):
    before = failure_count()

    reference = failure("page_failed", ValueError("boom"))

    (entry,) = objects()
    assert (entry["event"], entry["reference"]) == ("page_failed", reference)
    assert "boom" in entry["trace"]
    assert failure_count() == before + 1


def test_no_secret_of_an_address_reaches_the_log_of_requests(caplog):
    hide_tokens()
    requests = logging.getLogger("uvicorn.access")
    with caplog.at_level(logging.INFO, logger="uvicorn.access"):
        for path in ("/s/SECRET", "/s/SECRET/brief?lang=fr", "/oauth2callback?code=SECRET&state=1"):
            requests.info('%s - "%s %s HTTP/%s" %d', "10.0.0.1:1", "GET", path, "1.1", 200)

    assert len(caplog.messages) == 3
    assert "SECRET" not in caplog.text
    assert "/brief?lang=fr" in caplog.text
