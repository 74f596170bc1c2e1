"""What the catalogue or the storage of a lake says when it fails, told so that a person can act."""

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


def lake_trouble(error: BaseException) -> StoreError | None:
    """Return what went wrong with a lake; None where it is not the lake.

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


def opening_trouble(error: duckdb.Error, address: LakeAddress) -> StoreError:
    """Return why a lake could not be opened."""
    if _MISSING in str(error):
        return StoreError(
            N_(
                "There is no shared database at {address} yet. Run “python -m lib migrate” once; "
                "replicas never create it."
            ),
            address=address,
        )
    return lake_trouble(error) or StoreDamagedError(
        N_("The shared database cannot be opened: {address}. The log tells why."), address=address
    )
