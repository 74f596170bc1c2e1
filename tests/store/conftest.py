"""A database file, shared as a server shares it."""

import pytest
from builders import FINGERPRINT, months_of, submit

from lib.store.database import close_shared, shared_database


@pytest.fixture
def company(tmp_path):
    """Give the shared instance of a file with one upload, its name hard to quote."""
    path = tmp_path / 'my "company\'s" é.duckdb'
    database = shared_database(path)
    submit(database, ("metric_value", months_of([1.0, 2.0])), fingerprint=FINGERPRINT)
    yield database
    close_shared(path)
