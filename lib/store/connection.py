"""The one name under which the layers above know a database cursor."""

from typing import TypeAlias

import duckdb

Connection: TypeAlias = duckdb.DuckDBPyConnection
"""A cursor of the one database instance; used by one thread at a time."""
