"""Rules of the code that import contracts cannot express."""

import ast
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from lib.domain.pages import PAGES
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.store import named_queries
from lib.store.named_queries import query_files
from tests.plain_language import uses

ROOT = Path(__file__).parent.parent
PAGE_FILES = sorted((ROOT / "pages").glob("*.py"))
LIB_FILES = sorted((ROOT / "lib").rglob("*.py"))
TEST_FILES = sorted((ROOT / "tests").rglob("*.py"))
SQL_FILES = sorted((ROOT / "lib/store/sql").rglob("*.sql"))
QUERIES = [path for path in SQL_FILES if "migrations" not in path.parent.name]
SQL_WORDS = re.compile(
    r"^\s*(select\s.+\sfrom|insert\s+into|delete\s+from|create\s+(or\s+replace\s+)?(table|view|temp)"
    r"|update\s+\w+\s+set|with\s+\w+\s+as\s*\()",
    re.IGNORECASE | re.DOTALL,
)
LONGEST_MODULE = 600
LARGEST_FOLDER = 15


def name(path):
    return str(path.relative_to(ROOT))


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@cache
def tree(path):
    return ast.parse(text_of(path))


@cache
def nodes(path):
    return tuple(ast.walk(tree(path)))


def imported_modules(path):
    return [
        node.module or "" if isinstance(node, ast.ImportFrom) else alias.name
        for node in nodes(path)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    ]


def test_a_page_is_a_short_script_without_definitions():
    definitions = (ast.FunctionDef, ast.ClassDef, ast.Lambda)
    long = [name(path) for path in PAGE_FILES if len(text_of(path).splitlines()) > 60]
    defining = [
        name(path)
        for path in PAGE_FILES
        if any(isinstance(node, definitions) for node in nodes(path))
    ]

    assert long == []
    assert defining == []


def test_a_page_imports_only_what_it_may_show():
    allowed = ("streamlit", "lib.ui", "lib.views", "lib.charts", "lib.exports")
    also = {"uploads.py": ("lib.ingest",)}

    assert [
        f"{name(path)}: {module}"
        for path in PAGE_FILES
        for module in imported_modules(path)
        if not module.startswith(allowed + also.get(path.name, ()))
    ] == []


def test_menu_scripts_and_views_have_the_same_names():
    subjects = [entry.name for entry in PAGES]

    assert sorted(subjects) == sorted(path.stem for path in PAGE_FILES)
    for subject in subjects:
        assert list((ROOT / "lib/views").rglob(f"{subject}.py")), subject


def test_every_module_has_a_docstring():
    assert [name(path) for path in LIB_FILES if not ast.get_docstring(tree(path))] == []


def test_no_module_is_longer_than_the_limit():
    assert {
        name(path): lines for path in LIB_FILES if (lines := _code_lines(path)) > LONGEST_MODULE
    } == {}


def test_no_folder_holds_more_modules_than_the_limit():
    counts = Counter(name(path.parent) for path in LIB_FILES if path.name != "__init__.py")

    assert [folder for folder, count in counts.items() if count > LARGEST_FOLDER] == []


def test_no_class_name_is_in_two_modules():
    counts = Counter(
        node.name
        for path in LIB_FILES
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert [class_name for class_name, count in counts.items() if count > 1] == []


def test_names_docstrings_and_comments_use_the_words_of_the_field():
    sources = [*LIB_FILES, *PAGE_FILES, *TEST_FILES, ROOT / "app.py"]
    avoidable = [f"{name(path)}:{line}: {word}" for path in sources for line, word in uses(path)]

    assert avoidable == []


def _code_lines(path):
    """Count the lines of code; tables of names and constants are data."""
    code = [node for node in tree(path).body if not isinstance(node, (ast.Assign, ast.AnnAssign))]
    return sum(node.end_lineno - node.lineno + 1 for node in code)


def test_sql_is_in_sql_files_only():
    assert [
        f"{name(path)}:{node.lineno}"
        for path in LIB_FILES
        for node in nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SQL_WORDS.search(node.value)
    ] == []


def test_the_name_of_a_query_is_unique():
    assert sorted(query_files().values()) == QUERIES


def test_a_query_states_its_grain_and_is_used():
    code = "\n".join(text_of(path) for path in LIB_FILES)

    assert [name(path) for path in QUERIES if not text_of(path).startswith("-- ")] == []
    assert [name(path) for path in QUERIES if len(text_of(path).splitlines()) > 60] == []
    assert [name(path) for path in QUERIES if f'"{path.stem}"' not in code] == []


def test_no_test_replaces_our_own_code():
    banned = [
        name(path)
        for path in TEST_FILES
        for node in nodes(path)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and any("mock" in part for part in [getattr(node, "module", None) or ""])
    ]

    assert banned == []


def test_every_table_has_the_columns_of_its_contract(database):
    with database.reading() as connection:
        for table, record in TABLES.items():
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]

            assert columns == ["seq", "line_no", *(column.name for column in columns_of(record))]


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
    optional = {"playwright"}  # for development
    standard = set(sys.stdlib_module_names)
    imported = {
        module.split(".")[0]
        for path in (*LIB_FILES, *PAGE_FILES, ROOT / "app.py")
        for module in imported_modules(path)
    }
    allowed = packages | standard | brought_by_streamlit | optional
    unknown = imported - allowed - {"lib", "python_calamine"}

    assert unknown == set()


def test_no_sentence_is_inside_an_f_string_where_extraction_cannot_see_it():
    assert [
        f"{name(path)}:{node.lineno}"
        for path in (*LIB_FILES, *PAGE_FILES)
        for text in nodes(path)
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("_", "gettext", "N_")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ] == []
