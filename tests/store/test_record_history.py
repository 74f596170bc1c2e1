"""Every version that uploads wrote of a record, as targets need it."""

from datetime import date

from lib.domain.initiatives import Effort
from lib.domain.okrs import KeyResult
from lib.store import reads
from lib.store.uploads import uploads
from tests.builders import submit_records


def a_result(target, **changes):
    return KeyResult(
        **{
            "key_result_id": "KR1",
            "quarter": "2026-Q4",
            "objective_id": "O1",
            "kind": "committed",
            "start_value": 0.0,
            "target_value": target,
            **changes,
        }
    )


def history(database, version):
    with database.reading() as connection:
        return reads.record_history(connection, KeyResult, version)


def test_each_upload_that_wrote_a_record_is_a_version_of_it(database):
    submit_records(database, a_result(10.0), received_on=date(2026, 9, 20))
    submit_records(database, a_result(8.0, reason="launch postponed"), author="squad lead")

    written = history(database, 2)

    assert [(entry.record.target_value, entry.seq) for entry in written] == [(10.0, 1), (8.0, 2)]
    assert written[0].received_on == date(2026, 9, 20)
    assert written[1].author == "squad lead"
    assert written[1].record.reason == "launch postponed"


def test_an_earlier_data_version_knows_only_what_was_written_by_then(database):
    submit_records(database, a_result(10.0))
    submit_records(database, a_result(8.0))

    assert [entry.record.target_value for entry in history(database, 1)] == [10.0]


def test_an_upload_that_was_undone_is_no_version(database):
    submit_records(database, a_result(10.0))
    wrong = submit_records(database, a_result(8.0))
    uploads.undo(database, wrong.seq, author="product director")

    assert [entry.record.target_value for entry in history(database, 3)] == [10.0]


def test_the_last_line_of_a_file_is_the_record_of_its_upload(database):
    submit_records(database, a_result(10.0), a_result(9.0))

    assert [entry.record.target_value for entry in history(database, 1)] == [9.0]


def test_effort_outside_any_objective_is_kept_beside_effort_for_one(database):
    for_one = Effort(
        squad_id="S1",
        period=date(2026, 10, 1),
        work_kind="build",
        objective_id="O1",
        person_months=4.0,
    )
    outside = Effort(squad_id="S1", period=date(2026, 10, 1), work_kind="build", person_months=1.5)
    submit_records(database, for_one, outside)

    with database.reading() as connection:
        efforts = reads.records(connection, Effort, 1)

    assert sorted(entry.person_months for entry in efforts) == [1.5, 4.0]
