"""Which way a file is read: by the database where its rows are plain, else row by row."""

import pytest

from lib.ingest import opening
from lib.ingest.loading import IncomingFile, load
from lib.ingest.reports import Options, Source
from lib.store.backup.digests import table_digests
from lib.store.database import Database
from tests.ingest.files import TODAY

ROWS = [
    f"metric {number},{year}-{month:02},{segment},{number}.{month}"
    for number in range(40)
    for year in (2024, 2025)
    for month in range(1, 13)
    for segment in ("", "web", "app", "shop", "été")
]
HEADER = "metric,period,segment,value"


def text_of(rows, header=HEADER):
    return "".join(f"{row}\n" for row in [header, *rows])


def opened(content, **options):
    database = Database()
    try:
        source = Source("values.csv", content)
        with opening.open_files(database, [(source, Options(today=TODAY, **options))]) as (file,):
            return file
    finally:
        database.close()


def stored_after_loading(content):
    """Return what is stored once a file is loaded, whatever the instant."""
    database = Database()
    try:
        file = IncomingFile(Source("v.csv", content), Options(today=TODAY))
        (result,) = load(database, [file], author="lead").files
        with database.reading() as connection:
            tables = {digest.table: digest for digest in table_digests(connection)}
        names = ("metric_value", "metric_value_current", "metric")
        return result.report, *(tables[name] for name in names)
    finally:
        database.close()


def test_plain_values_are_read_by_the_database():
    assert opened(text_of(ROWS).encode()).is_attempt
    assert opened(text_of(ROWS).encode("cp1252")).is_attempt


@pytest.mark.parametrize(
    "content",
    [
        text_of(ROWS[:10]),
        "Export of October\n\n" + text_of(ROWS),
        text_of([f"{row},7" for row in ROWS], f"{HEADER},target"),
        text_of([row.replace(",", ";") for row in ROWS], "id;nom;statut;cout"),
    ],
)
def test_any_other_file_is_read_row_by_row(content):
    assert opened(content.encode()).large is None


def test_an_answer_given_is_heard_row_by_row():
    assert opened(text_of(ROWS).encode(), choices=(("decimal", "."),)).large is None


@pytest.mark.parametrize(
    "last", ["metric 3,2025-13,,4", "TOTAL,,,99", "metric 3,2025-12,,n/a", "metric 3,2025-12,,4"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_either_way_keeps_the_same_rows_and_says_the_same(monkeypatch, last, encoding):
    content = text_of([*ROWS, last]).encode(encoding)

    quick = stored_after_loading(content)
    monkeypatch.setattr(opening, "QUICK_BYTES", len(content))
    usual = stored_after_loading(content)

    assert quick == usual


def test_either_way_keeps_the_same_plain_rows(monkeypatch):
    content = text_of(ROWS).encode()

    quick = stored_after_loading(content)
    monkeypatch.setattr(opening, "QUICK_BYTES", len(content))

    assert quick == stored_after_loading(content)
    assert quick[1].rows == len(ROWS)
