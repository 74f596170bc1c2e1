from datetime import date

from lib.domain.feedback import Objection, is_open
from lib.domain.initiatives import Effort
from lib.domain.metrics import CohortValue
from lib.domain.records import key_of
from lib.domain.tables import TABLES


def an_objection(**changes):
    return Objection(
        **{
            "objection_id": "B1",
            "subject_kind": "pair",
            "subject_id": "P01",
            "raised_on": date(2026, 10, 2),
            "role": "Finance director",
            **changes,
        }
    )


def test_an_objection_is_open_until_the_day_of_its_answer():
    assert is_open(an_objection())
    assert not is_open(an_objection(answered_on=date(2026, 10, 9)))


def test_the_keys_tell_one_row_from_another():
    assert key_of(Effort) == ("squad_id", "period", "work_kind", "objective_id")
    assert key_of(CohortValue) == ("metric_id", "cohort", "age")


def test_ownership_and_cohorts_are_tables_a_person_can_load():
    assert TABLES["objection"] is Objection
    assert TABLES["effort"] is Effort
    assert TABLES["cohort_value"] is CohortValue
