"""A page sends a second session the same messages as the first, byte for byte."""

import shutil

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from lib.domain.pages import PAGES
from tests.serving import free_port, health, run_of, start_dashboard

SESSION_ELEMENTS = {"file_uploader", "download_button"}  # named after the session, by Streamlit


@pytest.fixture(scope="module")
def port(demo_file, tmp_path_factory):
    """Give the port of a dashboard on the demo company."""
    database = tmp_path_factory.mktemp("second") / "company.duckdb"
    shutil.copy(demo_file, database)
    chosen = free_port()
    process = start_dashboard(database, chosen)
    yield chosen
    process.terminate()
    process.wait(120)


def opened(port, page, query):
    """Open a page, then run it again as a browser that keeps charts does; return both answers."""
    request, answers = BackMsg(), []
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None
    ) as stream:
        for _ in range(2):
            stream.send(request.SerializeToString())
            answers.append([ForwardMsg.FromString(data) for data in run_of(stream)])
            menu = next(
                message.navigation for message in answers[0] if message.HasField("navigation")
            )
            request.rerun_script.page_script_hash = menu.page_script_hash
            request.rerun_script.page_name = ""
            cached = [message.hash for message in answers[0] if message.metadata.cacheable]
            request.rerun_script.cached_message_hashes.extend(cached)
    return answers


def elements(messages):
    """Return path and content of every element, without the elements named after the session."""
    return [
        (tuple(message.metadata.delta_path), message.SerializeToString(deterministic=True))
        for message in messages
        if message.HasField("delta")
        and message.delta.new_element.WhichOneof("type") not in SESSION_ELEMENTS
    ]


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_a_second_reader_is_sent_what_the_first_was(port, name):
    version = health(port)["data_version"]
    page = "" if name == PAGES[0].name else name
    query = f"lang=fr&as_of={version}"  # an address not opened before

    (first, _), (second, again) = opened(port, page, query), opened(port, page, query)

    assert elements(first)
    assert elements(second) == elements(first)
    assert [message.metadata.delta_path for message in again if message.HasField("ref_hash")] == [
        message.metadata.delta_path for message in second if message.metadata.cacheable
    ]
