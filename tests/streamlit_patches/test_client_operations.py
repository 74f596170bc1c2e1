"""What a browser may ask of the server beside running a page."""

from types import SimpleNamespace

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime import backend_operation_handler
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.backend_operation_handler import BackendOperationDispatcher
from streamlit.runtime.script_data import ScriptData
from streamlit.web import skills

from lib.streamlit_patches.client_operations import READS, refuse_client_operations
from tests.asgi import finished

OPERATIONS = {field.name for field in BackendOperationRequest.DESCRIPTOR.oneofs[0].fields}


@pytest.fixture
def dispatcher(monkeypatch, tmp_path):
    """Give the dispatcher of a session where Streamlit itself would write the files."""
    monkeypatch.setattr(BackendOperationDispatcher, "register", BackendOperationDispatcher.register)
    refuse_client_operations()
    headless = config.get_option("server.headless")
    config.set_option("server.headless", False)
    monkeypatch.setattr(backend_operation_handler, "connection_locality", lambda _id: "loopback")
    monkeypatch.setattr(skills, "agent_harness_present", lambda: True)
    monkeypatch.setattr(skills, "write_nudge_dismissed_marker", (tmp_path / "marker").touch)
    monkeypatch.setattr(
        skills, "install_skills", lambda **_options: (tmp_path / "installed").touch()
    )
    script = ScriptData(str(tmp_path / "app.py"), is_hello=False)
    session = SimpleNamespace(_script_data=script)
    yield AppSession._create_backend_operation_dispatcher(session)
    config.set_option("server.headless", headless)


@pytest.mark.parametrize("name", sorted(OPERATIONS - READS))
def test_an_operation_that_writes_files_is_refused(dispatcher, name, tmp_path):
    request = BackendOperationRequest(request_id="1")
    getattr(request, name).SetInParent()

    answer = finished(dispatcher.dispatch(request, "session"))

    assert answer.error_msg
    assert list(tmp_path.iterdir()) == []


def test_what_pages_need_is_answered(dispatcher):
    assert set(dispatcher._handlers) == READS
    assert READS < OPERATIONS
