"""Loads extensions of DuckDB from their Python packages, never from the network."""

import importlib.util
from pathlib import Path

import duckdb

from lib.errors import StoreError
from lib.i18n.translate import N_
from lib.store import named_queries
from lib.store.connection import Connection


def load_extension(connection: Connection, name: str) -> None:
    """Load an extension from its package, else from where the engine keeps installed ones.

    Raises
    ------
    StoreError
        When it is not installed, or was built for another version.
    """
    packaged = _packaged(name)
    target = named_queries.quoted(str(packaged), "'") if packaged else name
    try:
        named_queries.run_quoted(connection, "load_extension", extension=target)
    except duckdb.Error as error:
        raise StoreError(
            N_(
                "The extension “{name}” of the database cannot be loaded. Install the packages of "
                "requirements-scaleout.txt."
            ),
            name=name,
        ) from error


def _packaged(name: str) -> Path | None:
    """Return the file of an extension that came as a package."""
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    folders = spec.submodule_search_locations if spec else None
    return next(
        (file for folder in folders or () for file in Path(folder).rglob("*.duckdb_extension")),
        None,
    )
