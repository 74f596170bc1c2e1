"""The one name under which the layers above know a database cursor, and how a file is opened."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import duckdb

Connection: TypeAlias = duckdb.DuckDBPyConnection
"""A cursor of the one database instance; used by one thread at a time."""

Options: TypeAlias = dict[str, str | bool | int | float | list[str]]

STORAGE_VERSION = "v1.5.0"  # readable by DuckDB 1.5 and 2.0 alike
_MEMORY_LIMIT = os.environ.get("TANDEM_MEMORY_LIMIT", "1GB")


def engine_options(work_folder: Path) -> Options:
    """Return the options with which every file is opened.

    Parameters
    ----------
    work_folder
        Where the engine puts what does not fit into memory.
    """
    return {
        "storage_compatibility_version": STORAGE_VERSION,
        "memory_limit": _MEMORY_LIMIT,
        "temp_directory": str(work_folder),
        "allow_community_extensions": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


@contextlib.contextmanager
def open_plain(path: Path) -> Iterator[Connection]:
    """Open a file that nobody serves, a backup, as it is: no migration, no lock of ours."""
    connection = duckdb.connect(str(path), config=engine_options(path.parent))
    try:
        yield connection
    finally:
        connection.close()
