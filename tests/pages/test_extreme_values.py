"""Values that statistics cannot bear end no page, brief or file, however they came to be stored."""

import dataclasses
import itertools
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.metrics import Metric, MetricValue
from lib.domain.pages import PAGES
from lib.domain.periods import add_months
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from lib.exports.brief import State, brief_html
from lib.exports.update_file import update_file, update_report
from lib.i18n.translate import locale
from lib.store import reads
from lib.store.database import Database
from lib.store.uploads.uploads import data_version
from lib.views.committee.brief import brief_view
from lib.views.committee.quarterly_update import update_quarters
from lib.views.series import all_series
from lib.views.snapshot import snapshot
from tests.builders import arrow, submit

SIZES = (1e300, -1e300, 1e155, 5e-324)


def extreme_records(database, record, version):
    with database.reading() as connection:
        rows = reads.records(connection, record, version)
    numbers = [column.name for column in columns_of(record) if column.type == "number"]
    sizes = itertools.cycle(SIZES)
    return [
        dataclasses.replace(
            row, **{name: next(sizes) for name in numbers if getattr(row, name) is not None}
        )
        for row in rows
    ]


def extreme_values(database, version):
    with database.reading() as connection:
        metrics = reads.records(connection, Metric, version)
    sizes = itertools.cycle(SIZES)
    return [
        MetricValue(
            metric_id=metric.metric_id, period=add_months(date(2024, 1, 1), k), segment="",
            value=next(sizes),
        )
        for metric in metrics
        for k in range(0, 34, 2)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def extreme_file(demo_file, tmp_path_factory):
    """Give the demo company with extreme numbers in every table, recorded past the importer."""
    path = tmp_path_factory.mktemp("extreme") / "company.duckdb"
    path.write_bytes(demo_file.read_bytes())
    database = Database(path)
    with database.reading() as connection:
        version = data_version(connection)
    submit(database, ("metric_value", arrow(extreme_values(database, version))))
    for table, record in TABLES.items():
        if table not in {"metric_value", "metric", "metric_pair"}:
            records = extreme_records(database, record, version)
            if records and any(column.type == "number" for column in columns_of(record)):
                submit(database, (table, arrow(records)))
    database.close()
    return path


@pytest.fixture(scope="module")
def extreme(extreme_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("views") / "company.duckdb"
    path.write_bytes(extreme_file.read_bytes())
    database = Database(path)
    yield snapshot(database)
    database.close()


def test_every_page_opens(open_app, extreme_file):
    app = open_app(extreme_file)

    for entry in PAGES:
        app.switch_page(f"pages/{entry.name}.py").run()
        assert not app.exception, entry.name
        assert not app.error, entry.name
        assert app.title or app.markdown, entry.name


def test_a_value_beyond_the_bounds_is_missing(extreme):
    values = {value for series in all_series(extreme).values() for value in series.values}

    assert None in values
    assert max(abs(value) for value in values if value is not None) < 1e15


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_brief_is_written(extreme, language):
    view = brief_view(extreme, tuple(entry.name for entry in PAGES))

    page = brief_html(view, State(extreme.version, is_frozen=False), locale(language))

    assert b"</main>" in page
    assert b"e+300" not in page


def test_the_quarterly_update_is_written(extreme):
    quarter = update_quarters(extreme).default

    assert update_file(update_report(extreme, quarter, locale("en")), "pptx")


def test_an_overflow_ends_its_part_and_no_other():
    def page():
        import streamlit as st

        from lib.i18n.translate import locale
        from lib.ui.widgets.components import computing

        with computing(locale("en")):
            st.write(10.0**400)
        st.write("the next part")

    app = AppTest.from_function(page).run()

    assert not app.exception
    assert app.error[0].value.startswith("This part could not be computed")
    assert app.markdown[0].value == "the next part"
