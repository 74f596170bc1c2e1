from datetime import date

from lib.domain.initiatives import Squad
from lib.domain.metrics import MetricValue
from lib.domain.records import columns_of, key_of, localized, values_of
from lib.domain.tables import TABLES, table_of


def test_every_table_has_a_key_and_describes_each_column():
    for record in TABLES.values():
        assert key_of(record)
        assert all(column.description for column in columns_of(record))
        assert all(column.choices for column in columns_of(record) if column.type == "choice")


def test_a_table_is_found_by_its_record():
    assert all(table_of(record) == name for name, record in TABLES.items())


def test_values_come_in_the_order_of_the_columns():
    value = MetricValue(metric_id="m", period=date(2026, 1, 1), value=3.0)

    assert list(values_of(value)) == ["m", date(2026, 1, 1), "", 3.0]


def test_a_missing_translation_falls_back_visibly():
    squad = Squad(squad_id="S1", name_en="Checkout")

    assert localized(squad, "name", "en") == "Checkout"
    assert localized(squad, "name", "fr") == "Checkout [EN]"
    assert localized(squad, "mission", "fr") == ""
