"""Files opened for one check or load, and their working copies cleared away after it."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lib.ingest.files.workbooks import is_workbook
from lib.ingest.large_files import open_large
from lib.ingest.open_files import OpenFile, open_file
from lib.ingest.reports import Options, Source
from lib.store.database import Database

QUICK_BYTES = 64 << 10
"""Size from which a file of plain values is read by the database, twenty times as fast."""
LARGE_BYTES = 12 << 20
"""Size from which a file is not held in memory if it can be helped."""
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
    size = _size(source)
    if size <= QUICK_BYTES or _is_workbook(source):
        return open_file(source, options)
    opened = open_large(source, options, work_folder)
    opened.is_attempt = size <= LARGE_BYTES
    is_other_shape = any(fault.code == "too_large_shape" for fault in opened.faults)
    is_in_vain = opened.is_attempt and (not opened.is_plain or opened.faults or options.choices)
    if is_in_vain or (is_other_shape and size <= MEDIUM_BYTES):
        _clear(opened)
        return open_file(source, options)
    return opened


def _size(source: Source) -> int:
    held = source.content
    return len(held) if isinstance(held, bytes) else held.stat().st_size


def _is_workbook(source: Source) -> bool:
    if isinstance(source.content, bytes):
        return is_workbook(source.content)
    with source.content.open("rb") as file:
        return is_workbook(file.read(8))


def _clear(opened: OpenFile) -> None:
    if opened.work_path is not None:
        opened.work_path.unlink(missing_ok=True)
        opened.work_path.with_suffix(".utf8.csv").unlink(missing_ok=True)
