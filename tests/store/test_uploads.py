from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.metrics import Metric
from lib.errors import NotFoundError, RefusedError
from lib.store import named_queries, reads
from lib.store.database import Database
from lib.store.uploads import originals, uploads
from tests.builders import a_metric, months_of, submit, submit_records


def current(database, metric_id="m"):
    with database.reading() as connection:
        return [(row.period, row.value) for row in reads.metric_values(connection, [metric_id])]


def as_of(database, version, metric_id="m"):
    with database.reading() as connection:
        rows = reads.metric_values(connection, [metric_id], version=version)
    return [(row.period, row.value) for row in rows]


def test_an_upload_counts_what_is_new_restated_and_identical(database):
    submit(database, ("metric_value", months_of([1.0, 2.0, 3.0])))

    second = submit(database, ("metric_value", months_of([1.0, 2.5, None, 4.0])))

    assert (second.row_count, second.new_count, second.restated_count, second.identical_count) == (
        4,
        1,
        2,
        1,
    )


def test_a_restatement_to_nothing_does_not_bring_the_old_value_back(database):
    submit(database, ("metric_value", months_of([1.0])))
    submit(database, ("metric_value", months_of([None])))

    assert current(database) == [(date(2026, 1, 1), None)]


def test_undo_restores_the_values_before_the_upload(database):
    submit(database, ("metric_value", months_of([1.0, 2.0])))
    before = current(database)
    second = submit(database, ("metric_value", months_of([9.0, 9.0, 9.0])))

    uploads.undo(database, second.seq, author="product director")

    assert current(database) == before


def test_redo_takes_an_undone_upload_back(database):
    submit(database, ("metric_value", months_of([1.0])))
    second = submit(database, ("metric_value", months_of([9.0, 8.0])))
    after = current(database)
    uploads.undo(database, second.seq, author="product director")

    redone = uploads.redo(database, second.seq, author="product director")

    assert current(database) == after
    assert not redone.is_undone


def test_any_past_state_can_be_shown(database):
    submit(database, ("metric_value", months_of([1.0])))
    second = submit(database, ("metric_value", months_of([2.0])))
    uploads.undo(database, second.seq, author="product director")

    assert [as_of(database, version) for version in range(4)] == [
        [],
        [(date(2026, 1, 1), 1.0)],
        [(date(2026, 1, 1), 2.0)],
        [(date(2026, 1, 1), 1.0)],
    ]


def test_the_same_submission_twice_is_recorded_once(database):
    first = submit(database, ("metric_value", months_of([1.0])), key="form-1")

    again = submit(database, ("metric_value", months_of([7.0])), key="form-1")

    assert again == first
    assert current(database) == [(date(2026, 1, 1), 1.0)]


def test_loading_a_then_b_then_a_again_leaves_a_current(database):
    for value in (1.0, 2.0, 1.0):
        submit(database, ("metric_value", months_of([value])))

    assert current(database) == [(date(2026, 1, 1), 1.0)]


def test_undoing_twice_is_refused(database):
    upload = submit(database, ("metric_value", months_of([1.0])))
    uploads.undo(database, upload.seq, author="product director")

    with pytest.raises(RefusedError):
        uploads.undo(database, upload.seq, author="product director")


def test_redoing_an_upload_in_use_is_refused(database):
    upload = submit(database, ("metric_value", months_of([1.0])))

    with pytest.raises(RefusedError):
        uploads.redo(database, upload.seq, author="product director")


def test_undoing_what_never_was_is_said(database):
    with pytest.raises(NotFoundError):
        uploads.undo(database, 12, author="product director")


def test_records_are_replaced_by_key_and_come_back_on_undo(database):
    submit_records(database, a_metric("a", unit="%"), a_metric("b"))
    second = submit_records(database, a_metric("a", unit="EUR"))
    with database.reading() as connection:
        changed = reads.records(connection, Metric, second.seq)
    uploads.undo(database, second.seq, author="product director")
    with database.reading() as connection:
        restored = reads.records(connection, Metric, second.seq + 1)

    assert (second.new_count, second.restated_count, second.identical_count) == (0, 1, 0)
    assert [metric.unit for metric in changed] == ["EUR", "count"]
    assert [metric.unit for metric in restored] == ["%", "count"]


def test_identical_records_are_counted_as_such(database):
    submit_records(database, a_metric("a"))

    again = submit_records(database, a_metric("a"), a_metric("b"))

    assert (again.new_count, again.restated_count, again.identical_count) == (1, 0, 1)


def test_a_restatement_is_remembered_with_both_values(database):
    submit(database, ("metric_value", months_of([1.0, 2.0])))
    submit(database, ("metric_value", months_of([1.0, 2.5])))

    with database.reading() as connection:
        rows = reads.restatements(connection, ["m"], 2)

    assert [(row.former_value, row.value, row.former_seq, row.seq) for row in rows] == [
        (2.0, 2.5, 1, 2)
    ]


def test_every_value_ever_received_can_be_traced(database):
    submit(database, ("metric_value", months_of([1.0])), file_name="january.csv")
    second = submit(database, ("metric_value", months_of([2.0])), file_name="again.csv")
    uploads.undo(database, second.seq, author="product director")

    with database.reading() as connection:
        rows = reads.value_history(connection, "m", 3)

    assert [(row.file_name, row.line_no, row.value, row.stands) for row in rows] == [
        ("again.csv", 2, 2.0, False),
        ("january.csv", 2, 1.0, True),
    ]


def test_segments_stand_beside_the_total(database):
    submit(database, ("metric_value", months_of([1.0])))
    submit(database, ("metric_value", months_of([0.4], segment="FR")))

    with database.reading() as connection:
        names = reads.segments(connection, "m")
        part = reads.metric_values(connection, ["m"], segment="FR")

    assert names == ["", "FR"]
    assert [row.value for row in part] == [0.4]
    assert current(database) == [(date(2026, 1, 1), 1.0)]


def test_the_original_comes_back_as_it_was_received(database):
    content = bytes(range(256)) * 40_000

    upload = submit(database, ("metric_value", months_of([1.0])), original=content)

    with database.reading() as connection:
        assert originals.original_bytes(connection, upload.seq) == content


def fail_halfway(database):
    with database.writing() as connection:
        staged = uploads.stage(connection, "metric_value", months_of([1.0]))
        named_queries.run(
            connection, "append_staged", {"seq": 1}, table="metric_value", staged=staged.name
        )
        raise RuntimeError


def test_a_failed_upload_leaves_nothing_behind(database):
    with pytest.raises(RuntimeError):
        fail_halfway(database)

    assert current(database) == []
    with database.reading() as connection:
        assert uploads.data_version(connection) == 0
        assert connection.execute("select count(*) from metric_value").fetchone() == (0,)


def test_rows_that_are_missing_are_noticed(database):
    upload = submit(database, ("metric_value", months_of([1.0, 2.0])))
    with database.reading() as connection:
        sound = uploads.damaged_uploads(connection)
        connection.execute("delete from metric_value where period = date '2026-02-01'")
        damaged = uploads.damaged_uploads(connection)

    assert sound == []
    assert damaged == [upload.seq]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.lists(st.none() | st.floats(-9, 9), min_size=1, max_size=4)),
        st.tuples(st.just("undo"), st.integers(1, 6)),
        st.tuples(st.just("redo"), st.integers(1, 6)),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(steps=STEPS)
def test_the_maintained_current_values_are_those_of_the_latest_version(steps):
    database = Database()
    try:
        for step, argument in steps:
            try:
                if step == "load":
                    submit(database, ("metric_value", months_of(argument)))
                elif step == "undo":
                    uploads.undo(database, argument, author="a")
                else:
                    uploads.redo(database, argument, author="a")
            except (NotFoundError, RefusedError):
                continue
        with database.reading() as connection:
            version = uploads.data_version(connection)

        assert current(database) == as_of(database, version)
    finally:
        database.close()


def test_several_uploads_are_set_aside_together_or_not_at_all(database):
    for value in (1.0, 2.0):
        submit(database, ("metric_value", months_of([value])))

    with pytest.raises(NotFoundError):
        uploads.undo_all(database, [1, 99], author="product director")
    before = current(database)
    uploads.undo_all(database, [1, 2], author="product director")

    assert before == [(date(2026, 1, 1), 2.0)]
    assert current(database) == []
