import pytest

from lib.errors import StoreConflictError
from lib.store.database import Database, retry_on_conflict
from tests.builders import FINGERPRINT, months_of, submit


def conflicting(times, log):
    """Return a change that fails with a conflict so many times."""
    left = iter([StoreConflictError("met")] * times)

    @retry_on_conflict
    def change():
        log.append("tried")
        for met in left:
            raise met
        return "kept"

    return change


def test_a_change_that_met_another_is_made_again():
    tries = []

    assert conflicting(2, tries)() == "kept"
    assert len(tries) == 3


def test_a_change_that_always_meets_another_is_refused_in_the_end():
    with pytest.raises(StoreConflictError):
        conflicting(1_000, [])()


def test_an_upload_that_met_a_change_of_the_same_table_is_kept_once(lakes):
    address = lakes.new()
    ours, theirs = Database(address), Database(address)
    submit(ours, ("metric_value", months_of([1.0])), fingerprint=FINGERPRINT)
    conflicts = ["delete from audit where seq = 0", "delete from metric_value where seq = 1"]

    @retry_on_conflict
    def upload():
        with ours.writing() as connection:
            connection.execute("insert into metric_value values (2, 1, 'n', '2026-01-01', '', 1)")
            while conflicts:  # past the turn, as a tool that knows nothing of it
                with theirs.reading() as other:
                    other.execute(conflicts.pop())
            return "kept"

    assert upload() == "kept"
    with theirs.reading() as connection:
        rows = connection.execute("select seq, metric_id from metric_value").fetchall()
    assert rows == [(2, "n")]
    assert conflicts == []
    ours.close()
    theirs.close()
