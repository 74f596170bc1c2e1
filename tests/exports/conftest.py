"""Reports made once for all formats."""

import shutil

import pytest

from lib.store.database import Database
from tests.exports.update_reports import demo_report


@pytest.fixture(scope="session")
def reports(demo_file, tmp_path_factory):
    """Give the report of the frozen quarter of the demo company by language."""
    path = tmp_path_factory.mktemp("reports") / "company.duckdb"
    shutil.copy(demo_file, path)
    database = Database(path)
    reports_by_language = {language: demo_report(database, language) for language in ("fr", "en")}
    database.close()
    return reports_by_language
