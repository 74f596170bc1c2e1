"""Each page, in each language, on an empty and on a full company, through app.py."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit

from lib.domain.pages import PAGES
from lib.i18n.translate import LANGUAGES
from lib.store import named_queries
from tests.app_sessions import owner_session

ROOT = Path(__file__).parents[2]
NAMES = [entry.name for entry in PAGES]
OPEN_ALL = """
import sys
from tests.app_sessions import owner_session
app = owner_session().run()
for page in sys.argv[1:]:
    app.switch_page(page).run()
    assert not app.exception
print(*sys.modules)
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_the_demo_company(open_app, demo_file, name, language):
    app = open_app(demo_file, page=name, lang=language)

    assert not app.exception
    assert not app.error
    assert app.title[0].value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_an_empty_company_and_says_so(open_app, name, language):
    app = open_app(page=name, lang=language)

    assert not app.exception
    assert not app.error
    assert app.info


@pytest.mark.parametrize("name", NAMES)
def test_a_second_reader_needs_no_query_and_no_chart(open_app, demo_file, monkeypatch, name):
    open_app(demo_file, page=name)
    calls = []
    for place, work in ((named_queries, "run"), (streamlit, "vega_lite_chart")):
        monkeypatch.setattr(place, work, lambda *args, **_kwargs: calls.append(args))

    app = owner_session().run()
    app.switch_page(f"pages/{name}.py").run()

    assert not app.exception
    assert calls == []


def test_what_no_page_needs_is_never_loaded(demo_file, tmp_path):
    database = tmp_path / "company.duckdb"
    shutil.copy(demo_file, database)

    ran = subprocess.run(
        [sys.executable, "-c", OPEN_ALL, *(f"pages/{name}.py" for name in NAMES)],
        env={**os.environ, "TANDEM_DATABASE": str(database), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(ran.stdout.split())
    assert "lib.charts.drawing.theme" in loaded
    assert not loaded & {"altair", "xlsxwriter", "pptx", "typst", "vl_convert"}
