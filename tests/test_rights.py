"""Every function that changes data checks rights; the functions are found in the code."""

import ast
from functools import cache
from pathlib import Path

import pytest

from lib.access.policy import may_reach
from lib.domain.access import Access
from lib.domain.pages import PAGE_NAMES, PAGES, PRIVATE_PAGES, SHAREABLE_PAGES

ROOT = Path(__file__).parent.parent
BELOW = ("store", "ingest", "demo", "views", "exports", "cli")
GUARDS = {"require_edit", "require_share", "_may_doubt"}
DOUBTS = {"lib.ui.app.doubts._voice"}
"""The one change that a reader may make; it reaches no figure."""

ROLES = {role: Access(role, name="x") for role in ("nobody", "viewer", "editor", "administrator")}
MEASURING = ("/metrics", "/_stcore/metrics", "/_stcore/upload_file/s/f", "/component/any")


def functions(package):
    """Yield every function of a package by its dotted name, with the dotted names that it uses."""
    for path in sorted((ROOT / "lib" / package).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        names = {node.name: f"{module}.{node.name}" for node in tree.body if hasattr(node, "name")}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                names |= {
                    alias.asname or alias.name: f"{node.module}.{alias.name}"
                    for alias in node.names
                }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}.{node.name}", {_name(child, names) for child in ast.walk(node)}


def _name(node, names):
    """Return the dotted name of a function that is called or passed as an argument."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        module = names.get(node.value.id) if isinstance(node.value, ast.Name) else None
        return f"{module}.{node.attr}" if module else node.attr
    return ""


@cache
def writers():
    """Return the dotted names of the functions below the interface that change data."""
    used = [pair for package in BELOW for pair in functions(package)]
    writers = {name for name, names in used if "writing" in names}
    while callers := {name for name, names in used if names & writers} - writers:
        writers |= callers
    return writers


@cache
def changes():
    """Return every function of the interface that changes data, with what it calls."""
    below = writers()
    return {
        where: {call.rpartition(".")[2] for call in calls}
        for where, calls in functions("ui")
        if calls & below
    }


def test_what_changes_data_is_found_in_the_code():
    names = writers()

    assert {
        "lib.ingest.edits.record_edit",
        "lib.ingest.loading.load",
        "lib.ingest.recipes.change_recipe",
        "lib.store.uploads.uploads.undo",
        "lib.store.share_links.revoke_link",
        "lib.store.doubts.answer_doubt",
    } <= names
    assert len(changes()) >= 8


@pytest.mark.parametrize("where", sorted(changes()))
def test_each_change_checks_the_rights_of_its_reader(where):
    assert changes()[where] & GUARDS, where
    assert ("_may_doubt" in changes()[where]) == (where in DOUBTS)


@pytest.mark.parametrize("page", PAGE_NAMES)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_same_pages_in_the_middleware_as_in_the_frame(role, page):
    access = ROLES[role]

    opens = may_reach(access, f"/{page}")

    assert opens == access.may_open(page)
    assert (
        opens
        == {
            "nobody": False,
            "viewer": page in SHAREABLE_PAGES,
            "editor": page != "sharing",
            "administrator": True,
        }[role]
    )


@pytest.mark.parametrize("path", MEASURING)
def test_only_those_who_edit_upload_and_measure(path):
    assert [role for role, access in ROLES.items() if may_reach(access, path)] == [
        "editor",
        "administrator",
    ]


def test_every_page_of_the_menu_is_one_that_rights_know():
    assert [entry.name for entry in PAGES] == list(PAGE_NAMES)
    assert not PRIVATE_PAGES & set(SHAREABLE_PAGES)
    assert set(PAGE_NAMES) - set(SHAREABLE_PAGES) == {*PRIVATE_PAGES, "uploads", "sharing"}
