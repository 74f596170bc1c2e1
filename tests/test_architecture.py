"""Rules of the house that import contracts cannot say."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from lib.domain.pages import PAGES
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.store import named_queries

ROOT = Path(__file__).parent.parent
PAGE_FILES = sorted((ROOT / "pages").glob("*.py"))
LIB_FILES = sorted((ROOT / "lib").rglob("*.py"))
TEST_FILES = sorted((ROOT / "tests").rglob("*.py"))
QUERIES = sorted((ROOT / "lib/store/sql/queries").glob("*.sql"))
SQL_WORDS = re.compile(
    r"^\s*(select\s.+\sfrom|insert\s+into|delete\s+from|create\s+(or\s+replace\s+)?(table|view|temp)"
    r"|update\s+\w+\s+set|with\s+\w+\s+as\s*\()",
    re.IGNORECASE | re.DOTALL,
)


def name(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGE_FILES, ids=name)
def test_a_page_is_a_short_script_without_definitions(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    definitions = [
        node
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))
    ]

    assert len(lines) <= 60
    assert definitions == []


@pytest.mark.parametrize("path", PAGE_FILES, ids=name)
def test_a_page_imports_only_what_it_may_show(path):
    allowed = ("streamlit", "lib.ui", "lib.views", "lib.charts", "lib.exports")
    if path.name == "uploads.py":
        allowed += ("lib.ingest",)
    imported = [
        node.module if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    ]

    assert [module for module in imported if not module.startswith(allowed)] == []


def test_menu_pages_scripts_and_views_bear_the_same_names():
    subjects = [entry.name for entry in PAGES]

    assert sorted(subjects) == sorted(path.stem for path in PAGE_FILES)
    for subject in subjects:
        assert list((ROOT / "lib/views").rglob(f"{subject}.py")), subject


@pytest.mark.parametrize("path", LIB_FILES, ids=name)
def test_a_module_says_what_it_is_and_stays_small(path):
    code = [node for node in tree(path).body if not isinstance(node, (ast.Assign, ast.AnnAssign))]
    lines = sum(node.end_lineno - node.lineno + 1 for node in code)

    assert ast.get_docstring(tree(path))
    assert lines <= 600  # tables of names and constants are data, not code


@pytest.mark.parametrize("path", LIB_FILES, ids=name)
def test_sql_stands_in_sql_files_only(path):
    texts = [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert [text for text in texts if SQL_WORDS.search(text)] == []


@pytest.mark.parametrize("path", QUERIES, ids=name)
def test_a_query_states_its_grain_and_is_used(path):
    text = path.read_text(encoding="utf-8")
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "lib").rglob("*.py"))

    assert text.startswith("-- ")
    assert len(text.splitlines()) <= 60
    assert f'"{path.stem}"' in code


def test_no_test_replaces_our_own_code():
    banned = [
        name(path)
        for path in TEST_FILES
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and any("mock" in part for part in [getattr(node, "module", None) or ""])
    ]

    assert banned == []


def test_every_table_has_the_columns_of_its_contract(database):
    with database.reading() as connection:
        for table, record in TABLES.items():
            held = [row[0] for row in connection.execute(f"describe {table}").fetchall()]

            assert held == ["seq", "line_no", *(column.name for column in columns_of(record))]


def test_every_reference_points_to_a_table_loaded_before():
    order = list(TABLES)
    for table, record in TABLES.items():
        for column in columns_of(record):
            if column.references:
                assert order.index(column.references) <= order.index(table)


def test_migrations_are_numbered_without_gaps():
    numbers = [number for number, _ in named_queries.migrations()]

    assert numbers == list(range(1, len(numbers) + 1))


def test_git_keeps_the_library_and_the_exports():
    ignored = subprocess.run(
        ["git", "check-ignore", "lib/errors.py", "data/exports", "data/README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ignored.stdout == ""


def test_what_the_code_imports_is_what_the_requirements_name():
    required = set(
        re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    )
    modules = {"python-pptx": "pptx", "vl-convert-python": "vl_convert"}
    modules["python-json-logger"] = "pythonjsonlogger"
    packages = {modules.get(package, package.replace("-", "_")) for package in required}
    brought_by_streamlit = {"starlette", "uvicorn", "packaging", "itsdangerous"}
    asked_for_when_used = {"playwright"}  # developers': the benchmark says what it left out
    standard = set(__import__("sys").stdlib_module_names)
    imported = {
        (node.module or "").split(".")[0]
        if isinstance(node, ast.ImportFrom)
        else alias.name.split(".")[0]
        for path in (*LIB_FILES, *PAGE_FILES, ROOT / "app.py")
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }

    known = packages | standard | brought_by_streamlit | asked_for_when_used
    unknown = imported - known - {"lib", "python_calamine"}

    assert unknown == set()


@pytest.mark.parametrize("path", [*LIB_FILES, *PAGE_FILES], ids=name)
def test_no_sentence_hides_in_an_f_string_where_extraction_cannot_see_it(path):
    hidden = [
        node.lineno
        for text in ast.walk(tree(path))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("_", "gettext", "N_")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]

    assert hidden == []
