"""The twelve faults planted in files of the demo company: none is loaded in silence."""

import pytest

from lib.demo.company import generate, load_order
from lib.ingest.loading import IncomingFile, check, load
from lib.ingest.reports import Options, Source
from lib.store.database import Database
from tests.demo_expectations.faults import faults
from tests.ingest.files import TODAY

FAULTS = {fault.code: fault for fault in faults()}


@pytest.fixture(scope="module")
def company():
    """Give the demo company as it stood before the exports of October 2026."""
    database = Database()
    contents = generate()
    files = [
        IncomingFile(Source(file.name, contents[file.name]), Options(today=TODAY))
        for file in load_order()
        if "2026-10" not in file.name
    ]
    assert load(database, files, author="Tramontille").is_loaded
    yield database
    database.close()


def outcomes(report, fault):
    """Return what became of a fault: a question, a refusal, a remark, a repair."""
    results = set()
    if report.questions:
        results.add("asked")
    if report.verdict == "refuse":
        results.add("refused")
    if report.issues:
        results.add("noted")
    values = [r["value"] for r in report.records if r.get("metric_id") == fault.metric_id]
    if fault.right_value is not None and fault.right_value in values and report.verdict == "load":
        results.add("fixed")
    return results


@pytest.mark.parametrize("code", FAULTS)
def test_each_planted_fault_is_repaired_asked_reported_or_refused(company, code):
    fault = FAULTS[code]

    report = check(company, Source(fault.file_name, fault.content), Options(today=TODAY))

    if code == "july_restated":
        assert report.verdict == "load"
    else:
        assert outcomes(report, fault) & fault.outcomes
    if "asked" in fault.outcomes and "noted" not in fault.outcomes:
        assert report.verdict != "load"
