"""Refuse what a browser may ask of the server beside running a page, but for reading data.

Gain: a client of the frontend can ask to install files beside the application and to write a marker
in the home folder; Streamlit refuses this only where ``server.headless`` is set, and it is a
setting that a command line changes. New operations of later versions are refused too.

Private part: ``BackendOperationDispatcher.register`` in ``backend_operation_handler``. Written for
Streamlit 1.67.
"""

from streamlit.runtime.backend_operation_handler import (
    BackendOperationDispatcher,
    BackendOperationHandler,
)

READS = frozenset({"deferred_file", "dataframe_chunk"})
"""Operations that only read what a page offers."""

_register = BackendOperationDispatcher.register


def _register_reads(
    dispatcher: BackendOperationDispatcher, payload_type: str, handler: BackendOperationHandler
) -> None:
    if payload_type in READS:
        _register(dispatcher, payload_type, handler)


def refuse_client_operations() -> None:
    """Have every session answer the operations that only read, and refuse all others."""
    BackendOperationDispatcher.register = _register_reads  # type: ignore[method-assign, assignment]
