"""Every table leaves as CSV and Excel in either language, and comes back as it was."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.metrics import CompanyProfile, MetricValue
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.exports.records import records_file
from lib.exports.tables import csv_bytes, data_frame, neutral
from lib.i18n.translate import locale
from lib.ingest.loading import IncomingFile, check, load, preview
from lib.ingest.reports import Options, Source
from lib.store import reads
from lib.store.database import Database
from tests.builders import a_metric, submit_records

TODAY = date(2026, 11, 20)
FORMS = [(kind, language) for kind in ("csv", "xlsx") for language in ("fr", "en")]
WORDS = st.text("abcdéèçàœ’ -=+@&\"';,€%()/Δ", min_size=1, max_size=24).map(
    lambda text: "a" + " ".join(text.split())
)
NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9).map(float),
    st.decimals(-99_999, 99_999, places=3).map(float),
)


def file_of(table, records, kind, language):
    content = records_file(table, TABLES[table], records, file_format=kind, locale=locale(language))
    return Source(f"{table}.{kind}", content)


def standing(database, table):
    with database.reading() as connection:
        return reads.records(connection, TABLES[table], 10**9)


@pytest.mark.parametrize(("kind", "language"), FORMS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_demo_company_loads_back_identically(demo, table, kind, language):
    if table == "company":  # the demo company has no row of it
        submit_records(
            demo, CompanyProfile(company_id="company", name="Tramontille", fiscal_start=4)
        )
    records = standing(demo, table)
    source = file_of(table, records, kind, language)

    change = preview(demo, [IncomingFile(source, Options(today=TODAY))]).files[0]

    assert change.report.kind in {table, "okr"}
    assert change.report.verdict == "load"
    assert change.counts.rows == len(records)
    assert change.counts.new == 0
    assert change.counts.restated == len(change.restatements)
    for restatement in change.restatements:  # the last binary digit of a value that was scaled
        assert restatement.value == pytest.approx(restatement.former_value, rel=1e-14)


@pytest.mark.parametrize(("kind", "language"), FORMS)
@settings(max_examples=8)
@given(data=st.data())
def test_any_metric_comes_back_as_it_was(kind, language, data):
    names = data.draw(st.lists(WORDS, min_size=1, max_size=4))
    metrics = [
        a_metric(f"metric_{at}", name_fr=name, name_en=None, definition_fr=name, decimals=at)
        for at, name in enumerate(names)
    ]
    opened = Database()
    try:
        file = IncomingFile(file_of("metric", metrics, kind, language), Options(today=TODAY))
        load(opened, [file], author="test")

        assert standing(opened, "metric") == metrics
    finally:
        opened.close()


@pytest.mark.parametrize(("kind", "language"), FORMS)
@settings(max_examples=8)
@given(values=st.lists(NUMBERS, min_size=1, max_size=6).filter(any))
def test_any_value_comes_back_as_it_was(kind, language, values):
    records = [
        MetricValue(metric_id="sold", period=date(2026, at + 1, 1), segment="", value=value)
        for at, value in enumerate(values)
    ]
    opened = Database()
    try:
        submit_records(opened, a_metric("sold"))
        choices = (("scale", "keep"), *((("decimal", "."),) if kind == "xlsx" else ()))
        source = file_of("metric_value", records, kind, language)
        done = load(opened, [IncomingFile(source, Options(today=TODAY, choices=choices))],
                          author="test")  # fmt: skip

        loaded = standing(opened, "metric_value")
        assert done.is_loaded
        assert [row.period for row in loaded] == [value.period for value in records]
        assert [value.value is None for value in loaded] == [value is None for value in values]
        for row, value in zip(loaded, values, strict=True):
            assert row.value == (None if value is None else pytest.approx(value, rel=1e-14))
    finally:
        opened.close()


def test_three_decimals_are_never_taken_for_thousands(database):
    content = csv_bytes(
        data_frame(["metric", "month", "value"], [["sold", "2026-01", 1.234]]), locale("fr")
    )

    report = check(database, Source("one.csv", content), Options(today=TODAY))

    assert b"1,2340" in content
    assert report.verdict == "load"
    assert report.records[0]["value"] == 1.234


def test_french_uses_semicolons_and_decimal_commas():
    content = records_file(
        "metric_value",
        MetricValue,
        [MetricValue(metric_id="a", period=date(2026, 1, 1), segment="", value=2.5)],
        file_format="csv",
        locale=locale("fr"),
    ).decode("utf-8-sig")

    assert content.splitlines() == ["metric_id;period;segment;value", "a;2026-01;;2,5"]


def test_a_text_that_begins_like_a_formula_is_neutral_in_csv():
    metric = a_metric("m", name_fr="=HYPERLINK(1)")
    content = records_file(
        "metric", type(metric), [metric], file_format="csv", locale=locale("en")
    ).decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in content
    assert ",=HYPERLINK" not in content


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1+1",
        " =1+1",
        "\u00a0=1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20A1",
    ],
)
def test_whatever_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"
    assert neutral(f"a{text}") == f"a{text}"


def test_headers_are_the_names_of_the_contract_in_both_languages():
    for language in ("fr", "en"):
        delimiter = ";" if language == "fr" else ","
        content = records_file(
            "squad", TABLES["squad"], [], file_format="csv", locale=locale(language)
        ).decode("utf-8-sig")

        assert content.strip().split(delimiter) == [
            column.name for column in columns_of(TABLES["squad"])
        ]
