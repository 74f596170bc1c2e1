"""A database file, shared as a server shares it, and the databases that the main tests pass on."""

from pathlib import Path

import pytest

from lib.store.database import Database, close_shared, shared_database
from tests.builders import FINGERPRINT, months_of, submit

ON_BOTH = {
    "test_doubts",
    "test_record_history",
    "test_share_links",
    "test_upkeep",
    "test_upload_changes",
    "test_uploads",
}
"""Modules whose tests pass on a file and on a lake."""


def pytest_generate_tests(metafunc):
    if "database" in metafunc.fixturenames and Path(metafunc.module.__file__).stem in ON_BOTH:
        metafunc.parametrize("database", ["file", "lake"], indirect=True)


@pytest.fixture
def database(request):
    """Give an empty database: in memory, or a lake."""
    if getattr(request, "param", "file") == "lake":
        yield request.getfixturevalue("lake")
        return
    opened = Database()
    yield opened
    opened.close()


@pytest.fixture
def company(tmp_path):
    """Give the shared instance of a file with one upload, its name hard to quote."""
    path = tmp_path / 'my "company\'s" é.duckdb'
    database = shared_database(path)
    submit(database, ("metric_value", months_of([1.0, 2.0])), fingerprint=FINGERPRINT)
    yield database
    close_shared(path)
