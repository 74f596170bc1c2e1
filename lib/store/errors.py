"""Translates errors of the database engine into errors that a person can act on."""

from pathlib import Path

import duckdb

from lib.errors import (
    StoreBusyError,
    StoreConflictError,
    StoreDamagedError,
    StoreError,
    StoreUnreachableError,
)
from lib.i18n.translate import N_
from lib.store.addresses import LakeAddress

_FULL = ("No space left", "File too large", "Disk quota", "Could not write")
_DAMAGED = ("Corrupt", "checksum", "Could not read enough bytes", "not a valid DuckDB")
_LOCKED = "Could not set lock"

UNREACHABLE = N_(
    "The shared database does not answer for now. Nothing was changed; pages come back by "
    "themselves once it does."
)

_MISSING = "creating a new DuckLake is explicitly disabled"
_CONFLICT = ("Transaction conflict", "Failed to commit DuckLake transaction")
_WAITED = "lock timeout"
_CATALOG = (
    "connection to server",
    "Unable to connect",
    "could not connect",
    "server closed the connection",
    "no connection to the server",
    "terminating connection",
    "could not receive data",
    "could not send data",
    "SSL SYSCALL",
    "Postgres",
    "FATAL:",
    "the database system is",
)
_STORAGE = (duckdb.IOException, duckdb.HTTPException)


def file_error(error: BaseException, path: Path | None) -> StoreError | None:
    """Return what went wrong with the file of a database; None for any other error.

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


def file_opening_error(error: duckdb.Error, path: Path | None) -> StoreError:
    """Return why a database could not be opened."""
    if _LOCKED in str(error):
        return StoreBusyError(N_("Another program is using this database: {path}."), path=path)
    if "Permission denied" in str(error) or "Read-only" in str(error):
        return StoreError(
            N_("The database cannot be written: {path}. Nothing was changed."), path=path
        )
    if any(sign in str(error) for sign in _FULL):
        translated = file_error(error, path)
        if translated:
            return translated
    return StoreDamagedError(
        N_("The database cannot be read: {path}. Nothing was changed. Restore a backup."), path=path
    )


def is_fatal(error: BaseException) -> bool:
    """Return whether the database must be opened again before it can be used."""
    return isinstance(error, duckdb.FatalException)


def lake_error(error: BaseException) -> StoreError | None:
    """Return what went wrong with a lake; None for any other error.

    Parameters
    ----------
    error
        Whatever was raised.
    """
    if not isinstance(error, duckdb.Error):
        return None
    text = str(error)
    if _WAITED in text:
        return StoreBusyError(
            N_("Others have been uploading for a minute. Nothing was changed; try again.")
        )
    if any(sign in text for sign in _CATALOG):
        return StoreUnreachableError(UNREACHABLE)
    if any(sign in text for sign in _CONFLICT):
        return StoreConflictError(
            N_("Another change was kept at the same moment. Nothing was changed; try again.")
        )
    if isinstance(error, _STORAGE):
        return StoreUnreachableError(
            N_(
                "The files of the shared database cannot be reached for now. Nothing was changed; "
                "pages come back by themselves once they can."
            )
        )
    return None


def lake_opening_error(error: duckdb.Error, address: LakeAddress) -> StoreError:
    """Return why a lake could not be opened."""
    if _MISSING in str(error):
        return StoreError(
            N_(
                "There is no shared database at {address} yet. Run “python -m lib migrate” once; "
                "replicas never create it."
            ),
            address=address,
        )
    return lake_error(error) or StoreDamagedError(
        N_("The shared database cannot be opened: {address}. The log tells why."), address=address
    )
