"""Small files with the traits of public bug reports: each loads, asks or is refused rightly.

``cases/expected.json`` says for each file what must come of it: ``load``, ``refuse``, or
``load_with_choice`` (right at once, or right after a question). ``facts`` are values that must be
loaded, ``never`` patterns of values that must not be (``*`` is anything), ``choice`` the
answer after which the facts are there.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from lib.ingest.loading import IncomingFile, check, load, preview
from lib.ingest.reports import Options, Source

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 30)


def source_of(name):
    return Source(name, (FOLDER / name).read_bytes())


def report_of(database, case, choices=()):
    return check(database, source_of(case["file"]), Options(today=TODAY, choices=tuple(choices)))


def values_of(report):
    return {
        (row.get("metric"), row.get("period"), row.get("segment")): row.get("value")
        for row in report.records
    }


def missing_facts(case, report):
    values = values_of(report)
    return [
        fact
        for fact in case.get("facts", ())
        if values.get(tuple(fact[:3])) != pytest.approx(fact[3], rel=1e-6)
    ]


def forbidden(case, report):
    rows = [(*key, value) for key, value in values_of(report).items()]
    return [
        row
        for row in rows
        for pattern in case.get("never", ())
        if all(wanted in ("*", cell) for wanted, cell in zip(pattern, row, strict=True))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_file_gives_what_is_expected(database, case):
    if "after" in case:
        file = IncomingFile(source_of(case["after"]), Options(today=TODAY))
        load(database, [file], author="product lead")

    report = report_of(database, case)

    assert (
        report.verdict
        in {
            "load": {"load"},
            "refuse": {"refuse"},
            "load_with_choice": {"load", "choose"},
            "load_or_refuse": {"load", "refuse"},
        }[case["verdict"]]
    )
    assert {question.code for question in report.questions}.isdisjoint(case.get("asks_not", ()))
    if report.verdict == "choose" and "choice" in case:
        report = report_of(database, case, [tuple(case["choice"].split("=", 1))])
        assert missing_facts(case, report) == []
    if report.verdict == "load":
        assert missing_facts(case, report) == []
        assert forbidden(case, report) == []
    if "reported" in case:
        incoming = IncomingFile(source_of(case["file"]), Options(today=TODAY))
        changes = preview(database, [incoming]).files[0].restatements
        places = {f"{change.period:%Y-%m}" for change in changes if change.value is None}
        assert places >= set(case["reported"])


def test_every_file_has_an_expectation():
    files = {path.name for path in FOLDER.iterdir()} - {"expected.json"}

    assert files == {case["file"] for case in CASES}
