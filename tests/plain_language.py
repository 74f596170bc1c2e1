"""Words that the project does not use; ``python -m tests.plain_language PATH…`` lists each use.

Names, docstrings, comments, test names and documents use the standard words of the field.
"""

import ast
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

NAMES = {
    *("one", "found", "told", "held", "known", "given", "shown", "kept", "said", "asked"),
    *("made", "own", "drawn", "heard", "laid", "named"),
}
"""A variable, function, parameter, attribute or class is called what it is."""

PHRASES = re.compile(
    r"\b(many hands|of nobody|nobody|strangers?|chores?|told|heed|anew|in vain|by halves"
    r"|of note|for good|let go|lets go|doors?|the house|house rules?|rooms?|mend(s|ed|ing)?"
    r"|ways? in|comings and goings|at the first wish|poetic|campaigns?|trials?|handed over"
    r"|handover|soundness|rehears\w*|troubles?|guesses|whoever|whomever|bears? the"
    r"|what stands|stands for)\b",
    re.IGNORECASE,
)
"""Phrases of docstrings, comments, test names and documents that have a standard word."""


def uses(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of every word of the lists in a Python file or a document."""
    if path.suffix != ".py":
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in PHRASES.finditer(line):
                yield number, match.group(0)
        return
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        yield from _names(node)
        yield from _docstrings(node)
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                for match in PHRASES.finditer(token.string):
                    yield token.start[0], match.group(0)


def _names(node: ast.AST) -> Iterator[tuple[int, str]]:
    line = getattr(node, "lineno", 0)
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        for match in PHRASES.finditer(node.name.replace("_", " ")):
            yield line, match.group(0)
    name = _defined_name(node)
    if name.strip("_").lower() in NAMES:
        yield line, name


def _defined_name(node: ast.AST) -> str:
    """Return the name that a node defines; empty where it defines none."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return name
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.MatchAs():
            return node.name or ""
        case ast.arg():
            return node.arg
        case ast.alias():
            return node.asname or ""
    return ""


def _docstrings(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        for match in PHRASES.finditer(ast.get_docstring(node) or ""):
            yield getattr(node, "lineno", 1), match.group(0)


def files(root: Path) -> list[Path]:
    """Return the Python files and documents under a path."""
    if root.is_file():
        return [root]
    return [path for path in sorted(root.rglob("*")) if path.suffix in {".py", ".md"}]


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        for file in files(Path(argument)):
            for line, text in sorted(uses(file)):
                sys.stdout.write(f"{file}:{line}: {text}\n")
