"""Fixtures shared by every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.store.database import Database

ROOT = Path(__file__).parent.parent


@pytest.fixture
def database() -> Iterator[Database]:
    """Give an empty, migrated database in memory."""
    opened = Database()
    yield opened
    opened.close()
