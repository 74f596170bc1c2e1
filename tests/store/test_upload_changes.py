"""What uploads changed, asked of the store."""

from datetime import date

import pytest

from lib.domain.metrics import Metric
from lib.store.uploads import changes
from lib.store.uploads.uploads import redo, submission_upload, undo
from tests.builders import a_metric, months_of, submit, submit_records


@pytest.fixture
def company(database):
    submit_records(database, a_metric("gmv"))
    submit(database, ("metric_value", months_of([1.0, 2.0], metric_id="gmv")))
    submit(database, ("metric_value", months_of([1.0, 5.0, 6.0], metric_id="gmv")), key="again")
    return database


def test_undo_and_redo_are_listed_with_author_and_reason(company):
    undo(company, 3, author="cfo", reason="wrong file")
    redo(company, 3, author="cpo", reason="right after all")

    with company.reading() as connection:
        retractions = changes.retractions(connection, 5)
        earlier = changes.retractions(connection, 4)

    assert [
        (item.upload_seq, item.is_undone, item.author, item.reason) for item in retractions
    ] == [
        (3, True, "cfo", "wrong file"),
        (3, False, "cpo", "right after all"),
    ]
    assert earlier == retractions[:1]


def test_a_submission_is_found_by_its_key(company):
    with company.reading() as connection:
        assert submission_upload(connection, "again") == 3
        assert submission_upload(connection, "never") is None


def test_rows_are_counted_by_table(company):
    with company.reading() as connection:
        assert changes.table_counts(connection, 1) == {"metric": 1}
        assert changes.table_counts(connection, 3) == {"metric_value": 3}


def test_the_records_of_one_upload_are_given_as_it_wrote_them(company):
    submit_records(company, a_metric("gmv", name_en="Sales"))

    with company.reading() as connection:
        before = changes.records_of_upload(connection, Metric, 1)
        after = changes.records_of_upload(connection, Metric, 4)

    assert [item.name_en for item in (*before, *after)] == ["Metric gmv", "Sales"]


def test_differences_list_what_differs_and_what_is_in_one_upload_only(company):
    with company.reading() as connection:
        february, march = changes.value_differences(connection, 2, 3)

    assert (february.first_value, february.second_value) == (2.0, 5.0)
    assert (march.period, march.is_in_first, march.is_in_second) == (date(2026, 3, 1), False, True)


def test_replaced_values_go_when_the_upload_is_undone(company):
    with company.reading() as connection:
        (replaced,) = changes.replaced_values(connection, 3, 3)
        counts = changes.restatement_counts(connection, 3)
    undo(company, 3, author="cfo")
    with company.reading() as connection:
        undone = changes.replaced_values(connection, 3, 4)

    assert (replaced.former_value, replaced.value, replaced.former_seq) == (2.0, 5.0, 2)
    assert counts == {"gmv": 1}
    assert undone == []
