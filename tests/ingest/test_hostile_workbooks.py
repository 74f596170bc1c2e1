"""Workbooks that attack their reader: each is refused with a sentence, and the server goes on."""

import io
import random
import resource
import struct
import zipfile

import pytest

from tests.ingest.files import checked, codes, workbook

ROWS = [["metric_id", "period", "value"], ["conversion", "2026-01", 2.5]]
PLAIN = workbook({"Values": ROWS})
SHEET = "xl/worksheets/sheet0.xml"


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(name, content):
    return packed({**parts_of(PLAIN), name: content})


def with_far_cell(cell, row):
    sheet = parts_of(PLAIN)[SHEET].replace(b'r="A2"', f'r="{cell}"'.encode())
    return with_part(SHEET, sheet.replace(b'<row r="2"', f'<row r="{row}"'.encode()))


def headers_of(content):
    """Give where the headers of the parts of an archive begin, with where their fields stand."""
    for mark, flags, method, size in ((b"PK\x03\x04", 6, 8, 22), (b"PK\x01\x02", 8, 10, 24)):
        at = content.find(mark)
        while at >= 0:
            yield at + flags, at + method, at + size
            at = content.find(mark, at + 4)


def with_headers(content, *, flag=0, method=None, size=None):
    """Return an archive whose headers say what is not so."""
    raw = bytearray(content)
    for flag_at, method_at, size_at in headers_of(content):
        raw[flag_at] |= flag
        if method is not None:
            struct.pack_into("<H", raw, method_at, method)
        if size is not None:
            struct.pack_into("<I", raw, size_at, size)
    return bytes(raw)


@pytest.mark.parametrize(
    ("cell", "row"),
    [("XFD1048576", 1_048_576), ("ALL1048576", 1_048_576), ("A4294967295", 4_294_967_295),
     ("ZZZZZZZ2", 2)],
)  # fmt: skip
def test_a_single_cell_far_away_does_not_take_the_memory_of_the_machine(database, cell, row):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    report = checked(database, with_far_cell(cell, row), name="far.xlsx")

    assert report.verdict == "refuse"
    assert codes(report) == {"too_large_unpacked"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_headers(PLAIN, flag=1), id="encrypted"),
        pytest.param(with_headers(PLAIN, method=99), id="a compression nobody knows"),
        pytest.param(with_headers(PLAIN, size=12), id="sizes that are not so"),
        pytest.param(PLAIN[: len(PLAIN) // 2], id="cut short"),
        pytest.param(with_part(SHEET, b"<a>" * 100_000), id="deep"),
        pytest.param(with_part("xl/styles.xml", b"<styleSheet>"), id="never closed"),
        pytest.param(with_part("xl/workbook.xml", b""), id="an empty part"),
        pytest.param(packed({"xl/any.xml": b""}), id="no workbook"),
    ],
)
def test_a_workbook_whose_parts_are_not_what_they_say_is_damaged(database, content):
    report = checked(database, content, name="damaged.xlsx")

    assert report.verdict == "refuse"
    assert codes(report) == {"damaged_workbook"}


def test_entities_that_multiply_are_refused(database):
    entities = "".join(
        f'<!ENTITY e{k} "{f"&e{k - 1};" * 100 if k else "a" * 1_000}">' for k in range(4)
    )
    styles = f"<!DOCTYPE x [{entities}]><styleSheet><x>&e3;</x></styleSheet>".encode()

    report = checked(database, with_part("xl/styles.xml", styles), name="laughs.xlsx")

    assert report.verdict == "refuse"


def test_a_workbook_too_wide_is_refused_with_its_width(database):
    report = checked(database, with_far_cell("BZZ2", 2), name="wide.xlsx")

    assert [(issue.code, issue.parameters["columns"]) for issue in report.issues] == [
        ("too_many_columns", 2_054)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_bytes_changed_anywhere_in_a_workbook_end_in_an_answer(database, seed):
    chance = random.Random(seed)
    changed = bytearray(PLAIN)
    for _ in range(chance.randint(1, 6)):
        changed[chance.randrange(4, len(changed))] = chance.randrange(256)

    report = checked(database, bytes(changed), name="changed.xlsx")

    assert report.verdict in ("load", "choose", "refuse")


class TestTwoReadings:
    """A workbook whose cells can be read in two ways is refused with the cell."""

    @pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
    def test_declared_entities_are_refused(self, database, part):
        declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "99">]>'
        content = parts_of(PLAIN)[part].replace(b'<?xml version="1.0"?>', declared)

        report = checked(database, with_part(part, content), name="entities.xlsx")

        assert codes(report) == {"declared_entities"}

    def test_an_entity_for_a_number_is_refused(self, database):
        declared = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "99">]>'
        sheet = parts_of(PLAIN)[SHEET].replace(b'<?xml version="1.0"?>', declared)
        sheet = sheet.replace(b"<v>2.5</v>", b"<v>&x;</v>")

        assert checked(database, with_part(SHEET, sheet), name="a.xlsx").verdict == "refuse"

    @pytest.mark.parametrize("cell", [b'<c r="C2"><v>9</v></c>', b"<c r='C2'><v>9</v></c>"])
    @pytest.mark.parametrize("place", [b"</row>", b"</sheetData>"])
    def test_a_doubled_cell_is_refused_with_its_place(self, database, cell, place):
        added = cell if place == b"</row>" else b'<row r="2">' + cell + b"</row>"
        sheet = parts_of(PLAIN)[SHEET]
        at = sheet.rindex(place)
        sheet = sheet[:at] + added + sheet[at:]

        report = checked(database, with_part(SHEET, sheet), name="doubled.xlsx")

        assert codes(report) == {"doubled_cells"}
        assert report.issues[0].parameters["cell"] == "Values!C2"

    def test_rows_and_cells_without_places_stand_in_order(self, database):
        sheet = parts_of(PLAIN)[SHEET]
        for place in (b' r="A1"', b' r="B1"', b' r="C1"', b' r="A2"', b' r="B2"', b' r="C2"'):
            sheet = sheet.replace(place, b"")

        report = checked(database, with_part(SHEET, sheet), name="plain.xlsx")

        assert [record["value"] for record in report.records] == [2.5]
