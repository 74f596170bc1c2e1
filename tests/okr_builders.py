"""Builders of objectives, key results, squads and initiatives with ordinary defaults."""

from datetime import date

from lib.domain.feedback import Objection
from lib.domain.initiatives import Contribution, Effort, Initiative, Squad
from lib.domain.okrs import CheckIn, KeyResult, Objective
from lib.views.snapshot import snapshot
from tests.builders import a_metric, submit_records

DECEMBER = date(2025, 12, 31)
OCTOBER = date(2026, 10, 1)


def an_objective(objective_id="O1", **changes):
    return Objective(
        **{
            "objective_id": objective_id,
            "name_fr": f"Objectif {objective_id}",
            "name_en": f"Objective {objective_id}",
            **changes,
        }
    )


def a_key_result(key_result_id="K1", **changes):
    return KeyResult(
        **{
            "key_result_id": key_result_id,
            "quarter": "2026-Q4",
            "objective_id": "O1",
            "name_fr": f"Résultat {key_result_id}",
            "name_en": f"Result {key_result_id}",
            "kind": "committed",
            "start_value": 0.0,
            "target_value": 10.0,
            "starts_on": DECEMBER,
            "decimals": 1,
            **changes,
        }
    )


def a_check_in(key_result_id="K1", period=OCTOBER, **changes):
    return CheckIn(**{"key_result_id": key_result_id, "period": period, "value": 5.0, **changes})


def a_squad(squad_id="S1", **changes):
    return Squad(
        **{
            "squad_id": squad_id,
            "name_fr": f"Équipe {squad_id}",
            "name_en": f"Squad {squad_id}",
            "mission_fr": "Servir le client",
            "mission_en": "Serve the customer",
            **changes,
        }
    )


def an_initiative(initiative_id="I1", **changes):
    return Initiative(
        **{
            "initiative_id": initiative_id,
            "name_fr": f"Initiative {initiative_id}",
            "name_en": f"Initiative {initiative_id}",
            "squad_id": "S1",
            "product_metric_id": "product",
            "business_metric_id": "business",
            "status": "planned",
            **changes,
        }
    )


def a_contribution(initiative_id="I1", objective_id="O1", **changes):
    return Contribution(
        **{
            "initiative_id": initiative_id,
            "objective_id": objective_id,
            "contribution": 1.0,
            **changes,
        }
    )


def an_effort(work_kind="build", person_months=1.0, **changes):
    return Effort(
        **{
            "squad_id": "S1",
            "period": OCTOBER,
            "work_kind": work_kind,
            "person_months": person_months,
            **changes,
        }
    )


def an_objection(objection_id="B1", **changes):
    return Objection(
        **{
            "objection_id": objection_id,
            "subject_kind": "pair",
            "subject_id": "P01",
            "raised_on": date(2026, 10, 2),
            "role": "Finance director",
            "text_en": "Too few months",
            **changes,
        }
    )


def two_metrics():
    """Return the two metrics of an ordinary initiative."""
    return a_metric("product"), a_metric("business", kind="business")


def load_snapshot(database, *records, **changes):
    """Load records and return the newest snapshot."""
    if records:
        submit_records(database, *records, **changes)
    return snapshot(database)
