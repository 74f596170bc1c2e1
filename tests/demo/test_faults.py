"""The twelve spoiled files carry the fault they name, on the line they name."""

from tests.demo_expectations.faults import faults


def test_there_are_twelve_faults_and_each_is_owed_something():
    planted = list(faults())

    assert len({fault.code for fault in planted}) == len(planted) == 12
    assert all(fault.outcomes <= {"fixed", "asked", "noted", "refused"} for fault in planted)
    assert all(fault.outcomes for fault in planted)


def test_each_fault_stands_on_the_line_it_names():
    for fault in faults():
        encoding = "cp1252" if fault.code == "cp1252" else "utf-8"
        lines = fault.content.decode(encoding).splitlines()
        if fault.line is not None:
            assert fault.line <= len(lines)
            assert "TOTAL" in lines[fault.line - 1] or fault.metric_id in lines[fault.line - 1]


def test_a_metric_missing_is_in_no_line():
    missing = next(fault for fault in faults() if fault.code == "metric_missing")

    assert missing.metric_id.encode() not in missing.content
    assert missing.content.count(b"\n") == 15


def test_the_french_file_is_no_longer_cp1252_where_only_its_commas_matter():
    shapes = {fault.code: fault.content for fault in faults()}

    assert b"58,4" in shapes["semicolons_and_commas"]
    assert b"\xe9vrier" in shapes["cp1252"]
    assert b"\x80" in shapes["cp1252"]
    assert "117\u202f997".encode() in shapes["narrow_no_break_spaces"]
