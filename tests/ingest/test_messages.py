"""Every issue, question and skipped row can be worded, in both languages."""

import ast
import re
from pathlib import Path

import pytest

from lib.i18n.translate import locale
from lib.ingest.issues import SKIP_REASONS, IssueLog
from lib.ingest.reports import Issue, Options
from tests.ingest.files import checked, codes

ROOT = Path(__file__).parents[2] / "lib" / "ingest"
METHODS = {"error", "warn", "ask", "add"}
FIELD = re.compile(r"{(\w+)}")
PLACES = {"line", "column", "value"}


def calls():
    """Yield code, templates and argument names of every call that records something."""
    for path in sorted(set(ROOT.rglob("*.py")) - {ROOT / "issues.py"}):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {
            node.targets[0].id: _templates(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in {*METHODS, "tell"}:
                names = {keyword.arg for keyword in node.keywords}
                templates = [
                    text
                    for argument in node.args
                    for text in (
                        *_templates(argument),
                        *(
                            text
                            for name in ast.walk(argument)
                            if isinstance(name, ast.Name)
                            for text in texts.get(name.id, ())
                        ),
                    )
                ]
                for template in templates:
                    yield pytest.param(template, names, id=f"{path.stem}:{node.lineno}")


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _templates(node):
    return [
        call.args[0].value
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _name(call.func) == "N_"
    ]


def test_the_calls_are_found():
    assert len(list(calls())) > 50


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("template", "names"), list(calls()))
def test_each_template_finds_its_arguments_in_both_languages(template, names, language):
    reader = locale(language)
    if None in names:  # arguments passed on as a mapping: the place of a cell
        names = names | PLACES
    assert set(FIELD.findall(template)) <= names

    log = IssueLog(Options())
    log.error("code", template, **{name: f"<{name}>" for name in names if name and name != "line"})
    sentence = log.issues[0].message(reader)

    assert set(FIELD.findall(reader.gettext(template))) == set(FIELD.findall(template))
    for field in set(FIELD.findall(template)) - {"line"}:
        assert f"<{field}>" in sentence


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_template_that_does_not_fit_its_arguments_still_gives_a_sentence(language):
    issue = Issue("any", "error", "“{column}” and {something}.", {}, line=3, column="Points")

    assert "“Points” and …." in issue.message(locale(language))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", SKIP_REASONS)
def test_each_reason_to_skip_a_row_is_worded(code, language):
    assert locale(language).gettext(SKIP_REASONS[code])


def test_story_points_are_reported_as_points(database):
    content = "Key,Summary,Status,Story Points\nA-1,Faster basket,Done,5\n"

    report = checked(database, content)

    assert "points_not_effort" in codes(report)
    for issue in report.issues:
        for language in ("fr", "en"):
            assert issue.message(locale(language))
    assert "“Story Points”" in report.issues[-1].message(locale("en")) or any(
        "“Story Points”" in issue.message(locale("en")) for issue in report.issues
    )
