"""What the engine says when the disk fails it, told as an error that a person can act on."""

from pathlib import Path

import duckdb

from lib.errors import StoreBusyError, StoreDamagedError, StoreError
from lib.i18n.translate import N_

_FULL = ("No space left", "File too large", "Disk quota", "Could not write")
_DAMAGED = ("Corrupt", "checksum", "Could not read enough bytes", "not a valid DuckDB")
_LOCKED = "Could not set lock"


def trouble(error: BaseException, path: Path | None) -> StoreError | None:
    """Return what went wrong with the file of a database; None where it is not the file.

    Parameters
    ----------
    error
        Whatever was raised.
    path
        The embedded file.
    """
    if not isinstance(error, duckdb.Error):
        return None
    text = str(error)
    if any(sign in text for sign in _FULL):
        return StoreError(
            N_(
                "The disk of the database is full or cannot be written. Free some space, then look "
                "at the uploads before trying again."
            )
        )
    if isinstance(error, duckdb.FatalException) or any(sign in text for sign in _DAMAGED):
        return StoreDamagedError(
            N_(
                "A part of the database cannot be read: {path}. Nothing was changed. "
                "Restore a backup."
            ),
            path=path,
        )
    return None


def opening_trouble(error: duckdb.Error, path: Path | None) -> StoreError:
    """Return why a database could not be opened."""
    if _LOCKED in str(error):
        return StoreBusyError(N_("Another program is using this database: {path}."), path=path)
    if "Permission denied" in str(error) or "Read-only" in str(error):
        return StoreError(
            N_("The database cannot be written: {path}. Nothing was changed."), path=path
        )
    if any(sign in str(error) for sign in _FULL):
        found = trouble(error, path)
        if found:
            return found
    return StoreDamagedError(
        N_("The database cannot be read: {path}. Nothing was changed. Restore a backup."), path=path
    )


def is_fatal(error: BaseException) -> bool:
    """Return whether the engine serves no more until the file is opened anew."""
    return isinstance(error, duckdb.FatalException)
