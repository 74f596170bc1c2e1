"""An edit is one upload with a reason, under the rules of files; it never overwrites unseen."""

from dataclasses import replace
from datetime import date

import pytest

from lib.domain.clock import today
from lib.domain.metrics import Metric, MetricValue
from lib.errors import InvalidInputError, RefusedError
from lib.ingest.edits import EditConflictError, record_edit, record_edits
from lib.ingest.records.edit_texts import EditRefusedError, text_of, typed_record
from lib.store import reads
from lib.store.uploads import uploads
from tests.builders import a_metric, a_pair, months_of, submit, submit_records


@pytest.fixture
def company(database):
    submit_records(database, a_metric("gmv", unit="EUR"), a_metric("paid"))
    submit(database, ("metric_value", months_of([1.5, 2.0], metric_id="gmv")))
    return database


def a_value(month=2, value=9.0, metric_id="gmv"):
    return MetricValue(metric_id=metric_id, period=date(2026, month, 1), segment="", value=value)


def values(database):
    with database.reading() as connection:
        return [row.value for row in reads.metric_values(connection, ["gmv"])]


def metric(database, metric_id="gmv"):
    with database.reading() as connection:
        metrics = reads.records(connection, Metric, 10**9)
    return next(item for item in metrics if item.metric_id == metric_id)


def edit(database, record, **changes):
    return record_edit(database, record, **{"author": "cfo", "reason": "typo", **changes})


def test_an_edit_of_a_value_is_one_upload_that_undo_takes_back(company):
    upload = edit(company, a_value(value=1.234))

    assert (upload.kind, upload.author, upload.reason) == ("edit", "cfo", "typo")
    assert (upload.new_count, upload.restated_count) == (0, 1)
    assert values(company) == [1.5, 1.234]

    uploads.undo(company, upload.seq, author="cfo")

    assert values(company) == [1.5, 2.0]


def test_a_value_can_be_emptied_and_a_new_month_added(company):
    edit(company, a_value(value=None))
    edit(company, a_value(month=3, value=4.0))

    assert values(company) == [1.5, None, 4.0]


def test_an_edit_of_a_name_keeps_every_other_field(company):
    before = metric(company)

    edit(company, replace(before, name_fr="Volume d’affaires"))

    assert metric(company) == replace(before, name_fr="Volume d’affaires")


def test_several_records_are_one_upload(company):
    upload = record_edits(
        company, [a_value(1, 7.0), a_value(2, 8.0)], author="cfo", reason="recount"
    )

    assert upload.row_count == 2
    assert upload.file_name.endswith("…")
    assert values(company) == [7.0, 8.0]


def test_a_record_that_breaks_a_rule_is_refused_and_nothing_is_kept(company):
    with pytest.raises(EditRefusedError) as refusal:
        edit(company, a_pair("P1", product_metric_id="nowhere", business_metric_id="gmv"))

    assert [issue.code for issue in refusal.value.issues] == ["unknown_reference"]
    with company.reading() as connection:
        assert uploads.data_version(connection) == 2


def test_a_value_of_an_unknown_metric_or_of_the_future_is_refused(company):
    for record, code in (
        (a_value(metric_id="nowhere"), "unknown_reference"),
        (replace(a_value(), period=date(today().year + 2, 1, 1)), "future_period"),
    ):
        with pytest.raises(EditRefusedError) as refusal:
            edit(company, record)
        assert [issue.code for issue in refusal.value.issues] == [code]


def test_what_does_not_change_is_refused(company):
    with pytest.raises(RefusedError, match="Nothing changes"):
        edit(company, a_value(value=2.0))


@pytest.mark.parametrize("missing", ["author", "reason"])
def test_author_and_reason_are_required(company, missing):
    with pytest.raises(InvalidInputError):
        edit(company, a_value(), **{missing: "  "})


def test_the_same_submission_twice_is_kept_once(company):
    first = edit(company, a_value(), idempotency_key="k")
    second = edit(company, a_value(), idempotency_key="k")

    assert first == second
    assert values(company) == [1.5, 9.0]


def test_a_record_changed_since_it_was_read_is_a_conflict_with_both_versions(company):
    was = metric(company)
    edit(company, replace(was, name_fr="Le leur", decimals=2), read_at=2)

    with pytest.raises(EditConflictError) as refusal:
        edit(company, replace(was, name_fr="Le mien"), read_at=2)

    conflict = refusal.value
    assert conflict.was == was
    assert conflict.changed_here == ("name_fr",)
    assert conflict.changed_there == ("name_fr", "decimals")
    assert conflict.merged() == replace(was, name_fr="Le mien", decimals=2)
    assert metric(company).name_fr == "Le leur"


def test_a_conflict_is_settled_by_editing_the_newest_version(company):
    edit(company, a_value(value=5.0), read_at=2)
    with pytest.raises(EditConflictError):
        edit(company, a_value(value=6.0), read_at=2)

    edit(company, a_value(value=6.0), read_at=3)

    assert values(company) == [1.5, 6.0]


def test_the_same_change_by_two_people_is_no_conflict(company):
    edit(company, a_value(value=5.0), read_at=2)

    with pytest.raises(RefusedError, match="Nothing changes"):
        edit(company, a_value(value=5.0), read_at=2)


def test_another_month_changed_meanwhile_is_no_conflict(company):
    edit(company, a_value(1, 7.0), read_at=2)
    edit(company, a_value(2, 8.0), read_at=2)

    assert values(company) == [7.0, 8.0]


def test_a_form_is_read_as_the_cells_of_a_file(database):
    record = typed_record(
        database,
        "metric_value",
        {"metric_id": "gmv", "period": "octobre 2026", "value": "1 234,5"},
        decimal=",",
    )

    assert record == MetricValue(
        metric_id="gmv", period=date(2026, 10, 1), segment="", value=1234.5
    )


def test_each_faulty_or_missing_field_is_named(database):
    with pytest.raises(EditRefusedError) as refusal:
        typed_record(
            database,
            "metric",
            {"metric_id": "a", "unit": "%", "kind": "product", "decimals": "1,5"},
            decimal=",",
        )

    assert {issue.column for issue in refusal.value.issues} == {"decimals", "direction"}


def test_texts_of_values_are_those_of_a_file():
    columns = {name: Metric.__dataclass_fields__[name].metadata["column"] for name in
               ("decimals", "common_kpi", "name_fr")}  # fmt: skip

    assert text_of(None, columns["name_fr"]) == ""
    assert text_of(True, columns["common_kpi"]) == "true"
    assert text_of(6400.0, columns["decimals"]) == "6400"
    assert text_of(0.1, columns["decimals"]) == "0.1"
