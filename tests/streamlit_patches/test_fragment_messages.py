"""The parts of a script run that recording and replaying rely on; what they do is tested in
``tests/ui/test_fragment_cache.py``."""

import inspect

import streamlit as st
from streamlit.cursor import RunningCursor
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from lib.streamlit_patches.fragment_messages import current_position


def test_the_private_parts_exist():
    fields = inspect.signature(ScriptRunContext).parameters
    assert "_enqueue" in fields
    assert "cached_message_hashes" in fields
    assert callable(ScriptRunContext.enqueue)
    assert not hasattr(ScriptRunContext, "__slots__")  # a run's own ``enqueue`` can be set
    assert callable(RunningCursor.lock_element)
    assert st._main._active_dg is not None


def test_outside_a_session_there_is_no_position():
    assert current_position() is None
