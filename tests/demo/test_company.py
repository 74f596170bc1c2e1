"""The files of the demo company: reproducible, tracked, numbered in the order of loading."""

from datetime import date
from pathlib import Path

from lib.demo.company import generate, load_order
from lib.domain.records import columns_of
from lib.domain.tables import TABLES
from tests.demo.exports import EXPORTED, rows_of, values_of

ROOT = Path(__file__).parents[2]
JULY = date(2026, 7, 1)
OCTOBER = date(2026, 10, 1)


def test_the_same_seed_gives_the_same_bytes():
    assert generate(3) == generate(3)


def test_another_seed_gives_other_figures_and_the_same_texts():
    first, other = generate(3), generate(4)

    assert first["03_2023-01_2026-09_finance.csv"] != other["03_2023-01_2026-09_finance.csv"]
    assert first["01_metric.csv"] == other["01_metric.csv"]
    assert list(first) == list(other)


def test_the_tracked_exports_are_those_of_the_default_seed(files):
    tracked = {path.name: path.read_bytes() for path in (ROOT / "data/exports").iterdir()}

    assert tracked == files


def test_files_are_named_in_the_order_in_which_they_are_loaded(files):
    order = [file.name for file in load_order()]

    assert order == sorted(order) == list(files)


def test_no_file_is_loaded_before_it_was_received():
    received = [file.received_on for file in load_order()]

    assert received == sorted(received)
    assert received[-1] == date(2026, 11, 5)


def test_every_table_has_an_export_and_parents_come_first():
    first = {file.table: k for k, file in reversed(list(enumerate(load_order())))}

    assert set(first) == set(EXPORTED)
    for table in EXPORTED:
        for column in columns_of(TABLES[table]):
            parent = column.references
            assert parent is None or first[parent] <= first[table], (table, parent)


def test_october_arrives_in_files_of_its_own(files):
    history = [f.name for f in load_order() if f.received_on < date(2026, 11, 5)]

    for file in load_order():
        if file.table == "metric_value":
            months = {month for _, month, _ in values_of(files, file.name)}
            assert (OCTOBER in months) is (file.name not in history)
    assert {row["period"] for row in rows_of(files, "check_in")} >= {"2026-01", "2026-10"}


def test_october_restates_july_gmv_and_nothing_else(files):
    earlier, latest = {}, {}
    for file in load_order():
        if file.table == "metric_value":
            into = latest if file.received_on == date(2026, 11, 5) else earlier
            into |= values_of(files, file.name)

    restated = {key for key in latest if key in earlier and earlier[key] != latest[key]}
    identical = {key for key in latest if key in earlier and earlier[key] == latest[key]}

    assert restated == {("gmv", JULY, "")}
    assert abs(latest["gmv", JULY, ""] / earlier["gmv", JULY, ""] - 0.982) < 0.0002
    assert len(identical) == 24
    assert sum(1 for _, month, _ in latest if month == OCTOBER) == 46


def test_sizes_are_those_announced(files):
    counts = {table: len(rows_of(files, table)) for table in TABLES if table != "metric_value"}

    assert counts["metric"] == 39
    assert (counts["metric_pair"], counts["squad"], counts["objective"]) == (16, 5, 4)
    assert (counts["key_result"], counts["check_in"]) == (48, 120)
    assert (counts["initiative"], counts["prediction"]) == (28, 24)
    assert (counts["decision"], counts["review"], counts["story"]) == (8, 7, 6)
    assert (counts["listening_session"], counts["one_on_one"]) == (9, 10)
    assert (counts["objection"], counts["effort"]) == (5, 22 * 3 * 14)
