"""Templates: as Altair declares them today, and the only Vega-Lite of the program."""

import ast
from pathlib import Path

import pytest

from lib.charts.templates.compile import compiled
from lib.charts.templates.fill import FOLDER
from lib.charts.templates.forms import FORMS

LIB = Path(__file__).parents[2] / "lib"
VEGA_KEYS = {"mark", "encoding", "layer"}
DRAWING = ("charts", "exports", "ui", "server")  # elsewhere, an encoding is that of a file
FILLER = {"charts/templates/fill.py", "charts/templates/compile.py"}
DECLARATIONS = {
    f"charts/templates/{name}.py"
    for name in ("layers", "metrics", "objectives", "comparisons", "forms", "compile")
}


@pytest.mark.parametrize("form", FORMS)
def test_a_template_is_what_its_declaration_compiles_to(form):
    written = (FOLDER / f"{form}.json").read_text(encoding="utf-8")

    assert written == compiled(form), "run python -m lib.charts.templates.compile"


def test_every_template_has_a_declaration():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(FORMS)


def modules():
    for path in sorted(path for layer in DRAWING for path in (LIB / layer).rglob("*.py")):
        yield path.relative_to(LIB).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def writes_vega_lite(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            keys = {node.slice.value} if isinstance(node.slice, ast.Constant) else set()
        else:
            continue
        if keys & VEGA_KEYS:
            return True
    return False


def test_vega_lite_is_written_by_the_filler_alone():
    writing = {name for name, tree in modules() if writes_vega_lite(tree)}

    assert writing <= FILLER


def test_altair_is_imported_by_the_declarations_alone():
    importing = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(alias.name == "altair" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("altair"))
    }

    assert importing == DECLARATIONS


def test_served_code_imports_no_declaration():
    importing = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and f"{(node.module or '').removeprefix('lib.').replace('.', '/')}.py" in DECLARATIONS
    }

    assert importing <= DECLARATIONS
