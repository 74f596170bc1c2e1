"""The files a reader has dropped and not loaded yet, with the answers given for each."""

import uuid
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from lib.ingest import loading
from lib.ingest.loading import IncomingFile, LoadResult
from lib.ingest.reports import Options, Source
from lib.ui.app.rights import require_edit
from lib.ui.app.session import Page
from lib.ui.widgets.text import md

_STATE = "uploads_batch"
_MOST_SHOWN = 40


@dataclass(slots=True)
class Batch:
    """What one session has before it.

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
    found: Batch = st.session_state[_STATE]
    return found


def uploader_key() -> str:
    """Return the key of the drop zone: a new one, empty, after each commit."""
    return f"uploads_files_{batch().token}"


def options_of(file: UploadedFile) -> Options:
    """Return how a dropped file is to be read."""
    held = batch()
    return Options(
        kind=held.kinds.get(file.file_id, "auto"), choices=held.answers.get(file.file_id, ())
    )


def answer(file_id: str, answers: dict[str, str]) -> None:
    """Keep answers for a file; its preview is made again."""
    held = batch()
    held.answers[file_id] = tuple((dict(held.answers.get(file_id, ())) | answers).items())


def kept_files(files: list[UploadedFile]) -> list[UploadedFile]:
    """Return the files that are to be loaded."""
    return [file for file in files if file.file_id not in batch().left_out]


def preview(page: Page, files: list[UploadedFile]) -> LoadResult:
    """Return what files would change; made again only when files, answers or data change.

    Raises
    ------
    RefusedError
        When the reader may not change data.
    """
    require_edit()
    held = batch()
    key = (page.snapshot.version, tuple((file.file_id, options_of(file)) for file in files))
    if held.preview is None or held.preview_key != key:
        with _Told(page, page.locale.gettext("Reading {file} ({number} of {count})")) as told:
            held.preview = loading.preview(
                page.snapshot.database, _batch_files(files), progress=told.step
            )
        held.preview_key = key
    return held.preview


def commit(page: Page, files: list[UploadedFile], author: str) -> LoadResult:
    """Load files, all or nothing; what is loaded stands in the batch that follows.

    Raises
    ------
    RefusedError
        When the reader may not change data.
    """
    require_edit()
    with _Told(page, page.locale.gettext("Loading {file} ({number} of {count})")) as told:
        done = loading.load(
            page.snapshot.database, _batch_files(files), author=author, progress=told.step
        )
        if done.is_loaded:
            st.session_state[_STATE] = replace(_new(), loaded=done)
    return done


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


class _Told:
    """A progress bar that says which file is being worked on, and leaves no trace."""

    def __init__(self, page: Page, template: str) -> None:
        self._page = page
        self._template = template
        self._place = st.empty()

    def __enter__(self) -> "_Told":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._place.empty()

    def step(self, done: int, count: int, name: str) -> None:
        """Show the file being worked on."""
        text = self._template.format(file=name[:_MOST_SHOWN], number=done + 1, count=count)
        self._place.progress(done / count, text=md(text))
