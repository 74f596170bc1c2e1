"""The type of a database cursor for the layers above, and the options of every instance."""

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
    """Return the options of every database instance.

    Parameters
    ----------
    work_folder
        Folder for spilling to disk.
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
    """Open a backup file without migration and without our lock."""
    connection = duckdb.connect(str(path), config=engine_options(path.parent))
    try:
        yield connection
    finally:
        connection.close()
