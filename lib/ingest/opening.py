"""Files opened for one check or load, and their working copies cleared away after it."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lib.ingest.files import OpenFile, content_of_source, open_file
from lib.ingest.large_files import is_large, open_large
from lib.ingest.reports import Options, Source
from lib.store.database import Database

MEDIUM_BYTES = 48 << 20
"""Size up to which a large file of another shape is still held in memory."""


@contextlib.contextmanager
def opening(
    database: Database, sources: Sequence[Source], options: Options
) -> Iterator[list[OpenFile]]:
    """Give each file opened, the large ones through the work folder of the database."""
    with contextlib.ExitStack() as stack:
        opened = []
        for source in sources:
            file = _open(source, options, database.work_folder)
            stack.callback(_clear, file)
            opened += [file]
        yield opened


def _open(source: Source, options: Options, work_folder: Path) -> OpenFile:
    if not is_large(source):
        return open_file(source, options)
    opened = open_large(source, options, work_folder)
    is_other_shape = any(fault.code == "too_large_shape" for fault in opened.faults)
    if is_other_shape and len(content_of_source(source)) <= MEDIUM_BYTES:
        _clear(opened)
        return open_file(source, options)
    return opened


def _clear(opened: OpenFile) -> None:
    if opened.work_path is not None:
        opened.work_path.unlink(missing_ok=True)
        opened.work_path.with_suffix(".utf8.csv").unlink(missing_ok=True)
