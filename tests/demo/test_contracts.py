"""Every export keeps the contract of its table: typed, complete, resolved, bilingual."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from lib.demo.registers import ROLES
from lib.domain.periods import parse_month, quarter_start
from lib.domain.records import Column, columns_of, key_of
from lib.domain.tables import TABLES
from lib.i18n.translate import locale
from tests.demo.exports import EXPORTED, all_values, rows_of

CANONICAL = [table for table in EXPORTED if table != "metric_value"]
LEFT_EMPTY = {
    ("decision", "data_version"),  # no decision was taken on a version of the data yet
    ("key_result", "reason"),  # no key result changed its target
}
PARSERS: dict[str, Callable[[str], object]] = {
    "text": str,
    "choice": str,
    "integer": int,
    "number": float,
    "boolean": ("false", "true").index,
    "month": parse_month,
    "day": date.fromisoformat,
    "quarter": quarter_start,
}
BAD_SPACING = re.compile(r"[^\s\u00a0\u202f][;!?]|[^\u202f]%|[ ][:;!?%»]|« |[^\u00a0]:(?!//)|'")


def check_cell(column: Column, text: str) -> None:
    assert text or not column.required, column.name
    if not text:
        return
    PARSERS[column.type](text)
    assert not column.choices or text in column.choices, (column.name, text)


@pytest.mark.parametrize("table", CANONICAL)
def test_each_cell_reads_as_its_column_says(files, table):
    columns = columns_of(TABLES[table])

    for row in rows_of(files, table):
        assert list(row) == [column.name for column in columns]
        for column in columns:
            check_cell(column, row[column.name])


@pytest.mark.parametrize("table", CANONICAL)
def test_keys_are_unique(files, table):
    keys = [tuple(row[k] for k in key_of(TABLES[table])) for row in rows_of(files, table)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", CANONICAL)
def test_each_column_is_filled_somewhere(files, table):
    rows = rows_of(files, table)

    empty = {name for name in rows[0] if not any(row[name] for row in rows)}

    assert {(table, name) for name in empty} <= LEFT_EMPTY


@pytest.mark.parametrize("table", CANONICAL)
def test_references_resolve(files, table):
    for column in columns_of(TABLES[table]):
        if column.references is None:
            continue
        parent_key = key_of(TABLES[column.references])[0]
        keys = {row[parent_key] for row in rows_of(files, column.references)}
        references = {row[column.name] for row in rows_of(files, table)} - {""}
        assert references <= keys, column.name


def test_values_belong_to_metrics_of_the_catalogue(files):
    metric_ids = {row["metric_id"] for row in rows_of(files, "metric")}

    assert {metric_id for metric_id, _, _ in all_values(files)} == metric_ids


@pytest.mark.parametrize("table", CANONICAL)
def test_no_text_lacks_its_french_or_its_english(files, table):
    for row in rows_of(files, table):
        for name in row:
            if name.endswith("_fr"):
                assert bool(row[name]) is bool(row[f"{name[:-3]}_en"]), (row, name)


@pytest.mark.parametrize("table", CANONICAL)
def test_french_is_spaced_as_french(files, table):
    for row in rows_of(files, table):
        for name, text in row.items():
            if name.endswith("_fr"):
                assert not BAD_SPACING.search(text), text


def test_owners_are_roles_with_a_french_name(files):
    french = locale("fr")
    owners = {
        row[name]
        for table in CANONICAL
        for row in rows_of(files, table)
        for name in row
        if name in {"owner", "owner_product", "owner_business"}
    }

    assert owners == set(ROLES)
    assert all(french.gettext(role) != role for role in ROLES)


def test_each_decision_can_do_nothing_once(files):
    options = rows_of(files, "decision_option")

    for row in rows_of(files, "decision"):
        own_options = [option for option in options if option["decision_id"] == row["decision_id"]]
        assert [option["does_nothing"] for option in own_options].count("true") == 1
        assert not row["chosen_option"] or row["chosen_option"] in {
            option["option"] for option in own_options
        }


def test_decisions_expect_what_their_initiative_announced(files):
    announced = {row["initiative_id"]: row for row in rows_of(files, "prediction")}

    for row in rows_of(files, "decision"):
        announcement = announced.get(row["initiative_id"])
        for end in ("low", "mid", "high") if announcement else ():
            assert row[f"expected_{end}"] == announcement[end], row["decision_id"]


def test_predictions_were_frozen_before_the_launch(files):
    launched = {row["initiative_id"]: row["launched_on"] for row in rows_of(files, "initiative")}

    for row in rows_of(files, "prediction"):
        assert row["frozen_on"] < launched[row["initiative_id"]]
        assert float(row["low"]) < float(row["mid"]) < float(row["high"])


def test_operations_last_listened_fifteen_months_ago(files):
    last: dict[str, str] = {}
    for row in rows_of(files, "listening_session"):
        last[row["role"]] = max(row["held_on"], last.get(row["role"], ""))

    assert last["operations"] == "2025-08-07"
    assert set(last) == {"ceo", "cfo", "cto", "marketing", "sales", "hr", "operations"}
