"""What holds for any file: no trace, no loss, no half load; undo takes back, twice is once."""

import csv
import io

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.domain.tables import TABLES
from lib.ingest import opening
from lib.ingest.columns.contracts import contract_of
from lib.ingest.loading import IncomingFile, check, load
from lib.ingest.opening import open_large
from lib.ingest.reading import read_file
from lib.ingest.reports import Options, Source
from lib.ingest.values.metric_labels import NEW
from lib.store import named_queries
from lib.store.database import Database
from lib.store.uploads import uploads
from tests.ingest.files import TODAY, checked

WORDS = st.sampled_from(
    ["metric", "Indicateur", "period", "Mois", "value", "Valeur", "segment", "Title", "Status",
     "2026-01", "2026-02", "janv. 2026", "01/02/2026", "31/01/2026", "12,5 %", "1,234", "1.234",
     "1 234,5", "(3)",
     "n/a", "", "-", "Total", "#DIV/0!", "conversion", "Done", "Objective", "Key result", "Start",
     "Target", "100", "0.5", "=1+1", "é", '"', "\n", "\u200b", "Parent", "Q4 2026", "metric_id",
     "46082", "$overall", "1e400", "a|b", "Grand Totals (3 records)", "%", "unit", "k€", "# note"]
)  # fmt: skip
CELLS = st.one_of(WORDS, st.text(max_size=12))
ROWS = st.lists(st.lists(CELLS, min_size=0, max_size=6), max_size=8)
QUIET = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def house():
    opened = Database()
    yield opened
    opened.close()


def written(rows, delimiter=","):
    """Return rows as the text of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def state(database):
    """Return every row that stands, by table."""
    with database.reading() as connection:
        version = uploads.data_version(connection)
        tables = {}
        for table, record in TABLES.items():
            names = list(record.__dataclass_fields__)
            keys = [
                name
                for name in names
                if record.__dataclass_fields__[name].metadata["column"].is_key
            ]
            tables[table] = named_queries.rows(
                connection, "records_as_of", {"version": version},
                table=table, columns=", ".join(names), keys=", ".join(keys),
            )  # fmt: skip
        tables["current"] = connection.execute(
            "select metric_id, segment, period, value from metric_value_current order by all"
        ).fetchall()
    return tables


@given(content=st.binary(max_size=400))
@example(content=b"\xff\xfe\x00")
@example(content=b"a,b\r\r\r1,2")
@QUIET
def test_the_importer_never_raises_on_any_bytes(house, content):
    report = checked(house, content)

    assert report.verdict in {"load", "choose", "refuse"}
    assert report.verdict == "load" or report.issues or report.questions


@given(
    rows=ROWS, delimiter=st.sampled_from([",", ";", "\t"]), kind=st.sampled_from(["auto", *TABLES])
)
@QUIET
def test_the_importer_never_raises_on_any_table(house, rows, delimiter, kind):
    report = checked(house, written(rows, delimiter).encode("utf-8", "replace"), kind=kind)

    assert report.verdict == "load" or report.issues or report.questions


@st.composite
def plausible_tables(draw):
    """Give a table of some kind: columns that its contract knows, cells of any sort."""
    kind = draw(st.sampled_from(["okr", *TABLES]))
    names = [alias for role in contract_of(kind).roles for alias in role.aliases]
    columns = [role.column or role.name for role in contract_of(kind).roles]
    header = draw(st.lists(st.sampled_from([*columns, *names, "2026-01", "2026-02"]), max_size=8))
    wide = st.lists(CELLS, min_size=len(header), max_size=len(header))
    return [header, *draw(st.lists(wide, max_size=8))]


@given(
    rows=plausible_tables(), kind=st.sampled_from(["auto", "initiative", "key_result", "metric"])
)
@QUIET
def test_loading_never_raises_on_plausible_tables(house, rows, kind):
    source = Source("x.csv", written(rows).encode("utf-8", "replace"))
    options = Options(today=TODAY, kind=kind, choices=(("duplicates", "last"),))

    (done,) = load(house, [IncomingFile(source, options)], author="product lead").files

    assert (done.upload is not None) == (done.report.verdict == "load")


VALUES = st.dictionaries(
    st.tuples(
        st.sampled_from(["orders", "visits", "basket"]),
        st.sampled_from(["2026-01", "2026-02", "2026-03", "2026-04"]),
        st.sampled_from(["", "web", "app"]),
    ),
    st.one_of(st.none(), st.integers(-9999, 9999), st.decimals(-999, 999, places=2)),
    min_size=1,
    max_size=12,
)


def values_file(values):
    rows = [(*key, "" if value is None else value) for key, value in values.items()]
    return written([("metric", "period", "segment", "value"), *rows])


ANSWERS = {"scale": "keep", "emptied": "empty", "metric": NEW}


def put(database, content):
    options = Options(today=TODAY, choices=(("decimal", "."),))
    source = Source("values.csv", content.encode())
    report = check(database, source, options)
    answers = tuple((q.key, ANSWERS[q.code]) for q in report.questions)
    answered = Options(today=TODAY, choices=(*options.choices, *answers))
    return load(database, [IncomingFile(source, answered)], author="product lead").files[0]


@given(before=VALUES, after=VALUES)
@settings(parent=QUIET, max_examples=8)
def test_undo_after_a_load_is_the_identity_on_every_view(before, after):
    database = Database()
    try:
        put(database, values_file(before))
        stood = state(database)
        second = put(database, values_file(after))

        uploads.undo(database, second.upload.seq, author="product lead")

        assert state(database) == stood
    finally:
        database.close()


@given(values=VALUES)
@settings(parent=QUIET, max_examples=8)
def test_loading_the_same_file_twice_changes_nothing(values):
    database = Database()
    try:
        put(database, values_file(values))
        stood = state(database)

        second = put(database, values_file(values))

        assert state(database) == stood
        assert (second.upload.new_count, second.upload.restated_count) == (0, 0)
        assert second.upload.identical_count == len(values)
    finally:
        database.close()


@given(
    values=VALUES,
    noise=st.lists(
        st.sampled_from(["TOTAL,,,99", "metric,period,segment,value", ",,,"]), max_size=4
    ),
)
@settings(parent=QUIET, max_examples=12)
def test_every_row_is_loaded_or_set_aside(house, values, noise):
    content = values_file(values).replace("\r\n", "\n") + "".join(line + "\n" for line in noise)

    report = checked(house, content, choices=[("decimal", ".")])

    blank = noise.count(",,,")
    assert report.rows == len(values)
    assert report.rows + len(report.set_aside) + blank == len(values) + len(noise)


def by_database(database, content):
    """Return the report of a file read as a large one."""
    options = Options(today=TODAY, kind="metric_value")
    opened = open_large(Source("values.csv", content), options, database.work_folder)
    with database.reading() as connection:
        return read_file(connection, opened, options).report


LARGE_CELLS = st.sampled_from(["1", "2.5", "12.25", "-3.75", "", "n/a", "1 234.5", "abc", "4.5 %"])


@given(
    cells=st.lists(LARGE_CELLS, min_size=1, max_size=10),
    months=st.sampled_from(["2026-{:02}", "{:02}/2026", "2026-{:02}-01"]),
    encoding=st.sampled_from(["utf-8", "cp1252", "utf-8-sig"]),
)
@settings(parent=QUIET, max_examples=15)
def test_a_file_read_by_the_database_gives_what_the_other_way_gives(house, cells, months, encoding):
    rows = [("Métrique", months.format(at % 10 + 1), "été", cell) for at, cell in enumerate(cells)]
    content = written([("metric", "period", "segment", "value"), *rows], ";").encode(encoding)

    small = checked(house, content, kind="metric_value")
    large = by_database(house, content)

    assert (large.verdict, large.rows) == (small.verdict, small.rows)
    assert large.records == small.records
    assert [(i.code, i.line, i.value) for i in large.issues] == [
        (i.code, i.line, i.value) for i in small.issues
    ]


NOISE = st.sampled_from(
    [
        "TOTAL,,,99",
        "metric,period,segment,value",
        ",,,",
        "",
        "# note",
        "Export,,,",
        'a,"2026-01",,1',
    ]
)


@given(values=VALUES, noise=st.lists(NOISE, max_size=2), at=st.integers(0, 12))
@settings(parent=QUIET, max_examples=12)
def test_a_file_first_tried_by_the_database_is_answered_like_any_other(house, values, noise, at):
    lines = values_file(values).splitlines()
    content = "".join(f"{line}\n" for line in [*lines[:at], *noise, *lines[at:]])

    usual = checked(house, content, kind="metric_value")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "QUICK_BYTES", -1)
        tried = checked(house, content, kind="metric_value")

    assert tried == usual
