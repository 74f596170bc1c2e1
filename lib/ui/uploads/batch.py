"""The files of a session that are dropped and not loaded yet, with the answers for each."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.ingest import loading
from lib.ingest.loading import IncomingFile, LoadResult, Progress
from lib.ingest.reports import Options, Source
from lib.ui.app.rights import require_edit
from lib.ui.app.session import Page
from lib.ui.widgets.text import md

_STATE = "uploads_batch"
_NAME_LENGTH = 40


@dataclass(slots=True)
class Batch:
    """The dropped files of one session.

    Attributes
    ----------
    token
        Names this submission: the same files committed twice are loaded once.
    answers
        Answers by file.
    kinds
        Table chosen by file, where the reader corrected it.
    left_out
        Files that are not to be loaded.
    preview_key, preview
        What the preview was made for, and the preview.
    loaded
        What the last commit loaded.
    """

    token: str
    answers: dict[str, tuple[tuple[str, str], ...]]
    kinds: dict[str, str]
    left_out: set[str]
    preview_key: object = None
    preview: LoadResult | None = None
    loaded: LoadResult | None = None


def batch() -> Batch:
    """Return the batch of this session."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = _new()
    current: Batch = st.session_state[_STATE]
    return current


def uploader_key() -> str:
    """Return the key of the drop zone: a new one, empty, after each commit."""
    return f"uploads_files_{batch().token}"


def options_of(file: UploadedFile) -> Options:
    """Return how a dropped file is to be read."""
    current = batch()
    return Options(
        kind=current.kinds.get(file.file_id, "auto"), choices=current.answers.get(file.file_id, ())
    )


def answer(file_id: str, answers: dict[str, str]) -> None:
    """Set answers for a file; its preview is computed again."""
    current = batch()
    current.answers[file_id] = tuple((dict(current.answers.get(file_id, ())) | answers).items())


def included_files(files: list[UploadedFile]) -> list[UploadedFile]:
    """Return the files that are to be loaded."""
    return [file for file in files if file.file_id not in batch().left_out]


def preview_files(page: Page, files: list[UploadedFile]) -> LoadResult:
    """Return what files would change; computed again when files, answers or data change.

    Raises
    ------
    RefusedError
        When the reader may not change data.
    """
    require_edit()
    current = batch()
    key = (page.snapshot.version, tuple((file.file_id, options_of(file)) for file in files))
    if current.preview is None or current.preview_key != key:
        with _progress(page.locale.gettext("Reading {file} ({number} of {count})")) as progress:
            current.preview = loading.preview(
                page.snapshot.database, _batch_files(files), progress=progress
            )
        current.preview_key = key
    return current.preview


def commit(page: Page, files: list[UploadedFile], author: str) -> LoadResult:
    """Load files, all or nothing; the batch that follows holds what was loaded.

    Raises
    ------
    RefusedError
        When the reader may not change data.
    """
    require_edit()
    with _progress(page.locale.gettext("Loading {file} ({number} of {count})")) as progress:
        change = loading.load(
            page.snapshot.database, _batch_files(files), author=author, progress=progress
        )
        if change.is_loaded:
            st.session_state[_STATE] = replace(_new(), loaded=change)
    return change


def _new() -> Batch:
    return Batch(uuid.uuid4().hex, {}, {}, set())


def _batch_files(files: list[UploadedFile]) -> list[IncomingFile]:
    token = batch().token
    return [
        IncomingFile(
            Source(file.name, file.getvalue()), options_of(file), f"{token}:{file.file_id}"
        )
        for file in files
    ]


@contextmanager
def _progress(template: str) -> Iterator[Progress]:
    """Give a function that shows, in a progress bar, which file is being read or loaded."""
    place = st.empty()

    def show(done: int, count: int, name: str) -> None:
        text = template.format(file=name[:_NAME_LENGTH], number=done + 1, count=count)
        place.progress(done / count, text=md(text))

    try:
        yield show
    finally:
        place.empty()
