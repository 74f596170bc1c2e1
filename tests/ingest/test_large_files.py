"""Files read by the database: any size, the same answers, lines as an editor counts them."""

import pytest

from lib.ingest import opening
from lib.ingest.loading import IncomingFile, check, load
from lib.ingest.reports import Options, Source
from lib.store import reads
from lib.store.uploads import uploads
from tests.ingest.files import TODAY, checked, question_codes


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch):
    for limit in ("QUICK_BYTES", "LARGE_BYTES", "MEDIUM_BYTES"):
        monkeypatch.setattr(opening, limit, -1)


def faults(report):
    return [(i.code, i.line) for i in report.issues if i.code not in {"new_metric"}]


def months(rows):
    return "metric,period,segment,value\n" + "".join(f"{row}\n" for row in rows)


def test_plain_values_are_loaded_with_their_lines(database, tmp_path):
    path = tmp_path / "x[1].csv"
    path.write_text(
        months(["orders,2026-01,,10.5", "orders,2026-02,,11.5", "orders,2026-01,web,4"])
    )

    file = IncomingFile(Source(path.name, path), Options(today=TODAY))
    (done,) = load(database, [file], author="lead").files

    with database.reading() as connection:
        values = reads.metric_values(connection, ["orders"])
        original = uploads.original_bytes(connection, done.upload.seq)
    assert [(v.value, v.line_no) for v in values] == [(10.5, 2), (11.5, 3)]
    assert original == path.read_bytes()
    assert path.exists()


def test_nothing_of_a_file_stays_in_the_work_folder(database):
    checked(database, months(["orders,2026-01,,10.5"]).encode("cp1252"))

    assert [p.name for p in database.work_folder.iterdir() if p.suffix == ".csv"] == []


def test_totals_notes_and_repeated_headers_are_set_aside(database):
    content = months(
        ["orders,2026-01,,10.5", "TOTAL,,,10.5", "metric,period,segment,value", "Confidential,,,"]
    )

    report = checked(database, content)

    assert [(row.line, row.code) for row in report.set_aside] == [
        (3, "total_row"),
        (4, "repeated_header"),
        (5, "footer"),
    ]
    assert (report.verdict, report.rows) == ("load", 1)


def test_lines_are_right_after_blank_lines_and_cells_of_several_lines(database):
    content = 'metric,period,value,note\norders,2026-01,1,"two\nlines"\n\norders,2026-02,x,\n'

    report = checked(database, content, kind="metric_value")

    assert ("bad_number", 5) in faults(report)


def test_every_fault_is_reported_as_in_a_small_file(database):
    content = months(
        ["orders,2026-13,,1.5", "orders,2026-02,,abc", ",2026-03,,2.5", "orders,2027-04,,3.5"]
    )

    report = checked(database, content)

    assert faults(report) == [
        ("bad_period", 2), ("bad_number", 3), ("missing_metric", 4), ("future_period", 5),
    ]  # fmt: skip


def test_what_is_doubtful_is_asked_about(database):
    doubled = checked(database, months(["orders,2026-01,,1.5", "orders,2026-01,,2.5"]))
    marked = checked(database, months(['orders,2026-01,,"1,234"']))
    ordered = checked(database, months(["orders,01/02/2026,,1.5", "orders,02/03/2026,,1.5"]))

    assert question_codes(doubled) == {"duplicates"}
    assert question_codes(marked) == {"decimal"}
    assert question_codes(ordered) == {"date_order"}


def test_a_unit_that_jumps_is_asked_about(database):
    history = months([f"orders,2026-0{m},,{50 + m}.5" for m in range(1, 7)]).encode()
    load(database, [IncomingFile(Source("a.csv", history), Options(today=TODAY))], author="lead")

    report = checked(database, months(["orders,2026-07,,5650.5"]))

    assert [(q.key, q.options) for q in report.questions] == [("scale:orders", ("keep", "0.01"))]


def test_commas_are_decimal_where_the_file_shows_it(database):
    content = "Indicateur;Mois;Valeur\nCommandes;janvier 2026;10,5\nCommandes;février 2026;11,25\n"

    report = checked(database, content.encode("cp1252"))

    assert (report.encoding, [r["value"] for r in report.records]) == ("cp1252", [10.5, 11.25])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"metric,period,value\na,2026-01,1\na,2026-02,\x00\n", "nul_byte"),
        (b'metric,period,value\na,2026-01,"1\n', "unclosed_quote"),
        (b"%PDF-1.7", "binary_file"),
        (b"Key,Summary,Status\nA-1,One,Done\n", "too_large_shape"),
        ("metric,mois,valeur\né,2026-01,1\n".encode() + "é,2026-02,2\n".encode("cp1252"),
         "mixed_encodings"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(database, content, code):
    report = check(database, Source("x.csv", content), Options(today=TODAY))

    assert [issue.code for issue in report.issues] == [code]
    assert report.verdict == "refuse"


def far(*rows):
    """Return a file whose last rows stand beyond its head, 64 kB from the top."""
    filler = [f"visits,{2010 + at // 12}-{at % 12 + 1:02},s{at},10" for at in range(150)]
    many = [f"{row.rsplit(',', 1)[0]}{copy},10" for copy in range(25) for row in filler]
    return months([*many, *rows]), len(many) + 2


def test_cells_beyond_the_header_are_refused_far_down_too(database):
    content, line = far("orders,2026-01,,31,5", "orders,2026-02,,32", "orders,2026-03,,33,5")

    report = checked(database, content)

    assert report.verdict == "refuse"
    assert faults(report) == [("surplus_cells", line), ("surplus_cells", line + 2)]


def test_cells_beyond_the_header_are_refused_once_near_the_top(database):
    report = checked(database, months(["orders,2026-01,,31,5", "orders,2026-02,,32"]))

    assert faults(report) == [("surplus_cells", 2)]


def test_longer_periods_of_metrics_that_have_months_are_set_aside(database):
    content = months(
        ["orders,2026-07,,1", "orders,2026-08,,2", "orders,2026-09,,3", "orders,Q3 2026,,6",
         "orders,2026,,6", "orders,YTD,,6", "nps,Q2 2026,,40", "nps,Q3 2026,,42"]
    )  # fmt: skip

    report = checked(database, content)

    assert [(row.line, row.code) for row in report.set_aside] == [
        (line, "longer_period") for line in (5, 6, 7)
    ]
    assert {(r["metric"], r["period"], r["value"]) for r in report.records} == {
        ("orders", "2026-07", 1),
        ("orders", "2026-08", 2),
        ("orders", "2026-09", 3),
        ("nps", "2026-06", 40),
        ("nps", "2026-09", 42),
    }
