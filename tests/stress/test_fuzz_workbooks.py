"""Fuzz tests of damaged workbooks: each is answered in time and without a memory blow-up."""

import io
import resource
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ingest.loading import check
from lib.ingest.reports import Options, Source
from lib.store.database import Database
from tests.ingest.files import workbook
from tests.stress.test_fuzz import MOST_MEMORY, cases

PLAIN = workbook(
    {
        "Values": [["metric_id", "period", "value"]]
        + [["conversion", f"2026-{month:02}", month / 7] for month in range(1, 10)],
        "Lisez-moi": [["notice"]],
    },
    percents={("Values", "C2")},
)
SPLICES = st.sampled_from(
    [b"", b"<", b">", b"&", b"&#0;", b'r="XFD1048576"', b'r="A0"', b'r="A99999999999"',
     b'r="ZZZZ9"', b"<v>1e999</v>", b"<v>nan</v>", b"<v>-1</v>", b"<v>99999999999</v>",
     b"<v>2958466</v>", b't="s"', b't="e"', b't="d"', b't="b"', b'count="4294967296"',
     b'ref="A1:XFD1048576"', b'numFmtId="99999"', b"\xff\xfe", b"\x00",
     b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>",
     b'Target="../../../etc/passwd"', b'Target=""', b'Id=""', b"9" * 30]
)  # fmt: skip


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@st.composite
def changed(draw):
    """Give a workbook with a few places of its parts changed, parts missing, or bytes damaged."""
    parts = parts_of(PLAIN)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(parts)))
        at, span = draw(st.integers(0, len(parts[name]))), draw(st.integers(0, 20))
        parts[name] = parts[name][:at] + draw(SPLICES) + parts[name][at + span :]
    if draw(st.integers(0, 4)) == 0:
        del parts[draw(st.sampled_from(sorted(parts)))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    raw = bytearray(buffer.getvalue())
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 4]))):
        raw[draw(st.integers(4, len(raw) - 1))] = draw(st.integers(0, 255))
    return bytes(raw)


@pytest.fixture(scope="module")
def empty_database():
    """Give an empty database; afterwards, check the memory use."""
    opened = Database()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield opened
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MEMORY
    opened.close()


@cases(40)
@given(content=changed(), is_named=st.booleans())
def test_a_workbook_changed_anywhere_is_answered(empty_database, content, is_named):
    report = check(empty_database, Source("a.xlsx" if is_named else "a.csv", content), Options())

    assert report.verdict in ("load", "choose", "refuse")
    assert all(issue.template for issue in report.issues)
