from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from lib.streamlit_patches import frontend
from lib.streamlit_patches.frontend import frontend_page

FOLDER = Path(get_static_dir())


@pytest.fixture
def folder(tmp_path):
    """Give a frontend whose chart imports its engine, and the engine what the page names."""
    scripts = tmp_path / "static/js"
    scripts.mkdir(parents=True)
    (scripts / "embed.a1.js").write_text('import{a}from"./scale.b2.js";import"./main.c3.js";')
    (scripts / "scale.b2.js").write_text('import{b}from"./embed.a1.js";export{b};')
    (scripts / "main.c3.js").write_text("let c = 1;")
    (scripts / "map.d4.js").write_text("let d = 1;")
    (tmp_path / "index.html").write_text(
        '<script src="./static/js/main.c3.js"></script><link rel="stylesheet" href="./a.css">'
    )
    return tmp_path


def test_scripts_asked_for_late_are_named_with_all_they_import_and_nothing_twice(folder):
    page = frontend_page(folder)

    assert page.count('fetchpriority="low" href="/static/js/embed.a1.js"') == 1
    assert page.count("scale.b2.js") == 1
    assert page.count("main.c3.js") == 1
    assert "map.d4.js" not in page


@pytest.mark.parametrize("name", frontend._LATE_SCRIPTS)
def test_each_of_them_is_a_script_of_the_frontend(name):
    (script,) = (FOLDER / "static/js").glob(f"{name}.*.js")

    assert script.name in frontend_page(FOLDER)
