import pytest

from lib.store import integrity
from tests.builders import FINGERPRINT, months_of, submit


def filled(database):
    submit(database, ("metric_value", months_of([1.0, 2.0])), fingerprint=FINGERPRINT)


def test_every_upload_is_compared_with_its_record(database):
    filled(database)

    assert integrity.verify(database) == integrity.IntegrityReport(1, ())


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("delete from metric_value where value = 2", "rows"),
        ("insert into metric_value select * from metric_value", "rows"),
        ("update metric_value_current set value = value + 1", "current"),
        ("update metric_value set value = value + 1", "current"),
        ("delete from metric_value_current", "current"),
        ("update upload set fingerprint = repeat('0', 64)", "original"),
        ("delete from upload_file", "original"),
    ],
)
def test_what_is_not_as_recorded_is_named(database, change, what):
    filled(database)
    with database.writing() as connection:
        connection.execute(change)

    report = integrity.verify(database)

    assert not report.is_sound
    assert report.damages == (integrity.Damage(1, what),)
