"""The default exports, generated once."""

import pytest

from lib.demo.company import generate


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """Give the default exports by file name."""
    return generate()
