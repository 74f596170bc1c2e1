"""What a page sends a second reader is what it sent the first, byte for byte."""

import shutil

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from lib.domain.pages import PAGES
from tests.serving import free_port, health, run_of, start_dashboard

OWN = {"file_uploader", "download_button"}  # named after the session, by Streamlit


@pytest.fixture(scope="module")
def port(demo_file, tmp_path_factory):
    """Give the port of a dashboard on the demo company."""
    database = tmp_path_factory.mktemp("second") / "company.duckdb"
    shutil.copy(demo_file, database)
    chosen = free_port()
    process = start_dashboard(database, chosen)
    yield chosen
    process.terminate()
    process.wait(30)


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
            menu = next(one.navigation for one in answers[0] if one.HasField("navigation"))
            request.rerun_script.page_script_hash = menu.page_script_hash
            request.rerun_script.page_name = ""
            kept = [one.hash for one in answers[0] if one.metadata.cacheable]
            request.rerun_script.cached_message_hashes.extend(kept)
    return answers


def drawn(messages):
    """Return what stands where: (place, content) of every element but those of a session's own."""
    return [
        (tuple(one.metadata.delta_path), one.SerializeToString(deterministic=True))
        for one in messages
        if one.HasField("delta") and one.delta.new_element.WhichOneof("type") not in OWN
    ]


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_a_second_reader_is_sent_what_the_first_was(port, name):
    version = health(port)["data_version"]
    page = "" if name == PAGES[0].name else name
    query = f"lang=fr&as_of={version}"  # an address that nobody has opened before

    (first, _), (second, again) = opened(port, page, query), opened(port, page, query)

    assert drawn(first)
    assert drawn(second) == drawn(first)
    assert [one.metadata.delta_path for one in again if one.HasField("ref_hash")] == [
        one.metadata.delta_path for one in second if one.metadata.cacheable
    ]
