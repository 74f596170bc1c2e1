"""Shared ownership: owners on both sides, objections counted until they are answered."""

from datetime import date

from lib.domain.decisions import Decision
from lib.views.snapshot import snapshot
from lib.views.steering.ownership import ownership_view
from tests.builders import a_metric, a_pair
from tests.okr_builders import a_squad, an_initiative, an_objection, load_snapshot, two_metrics

OWNERS = {"owner_product": "Product lead", "owner_business": "Finance director"}


def test_pairs_common_kpis_and_open_decisions_are_owned_together(database):
    view = ownership_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_metric("kpi", common_kpi=True),
            a_pair(**OWNERS),
            Decision(decision_id="D1", status="open", owner_product="Product lead"),
            Decision(decision_id="D2", status="decided"),
        )
    )

    assert [(item.kind, item.subject_id) for item in view.items] == [
        ("pair", "P01"),
        ("metric", "kpi"),
        ("decision", "D1"),
    ]
    assert [item.is_shared for item in view.items] == [True, False, False]


def test_an_objection_without_answer_is_open_and_counted(database):
    view = ownership_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_pair(),
            an_objection("B1"),
            an_objection("B2", answered_on=date(2026, 10, 9), answer_en="Seen"),
        )
    )

    assert len(view.items[0].objections) == 2
    assert view.open_count == 1


def test_objection_to_an_unknown_subject_is_listed(database):
    view = ownership_view(
        load_snapshot(database, an_objection(subject_kind="decision", subject_id="nowhere"))
    )

    assert [objection.subject_id for objection in view.unplaced] == ["nowhere"]
    assert view.open_count == 1


def test_an_objection_brings_a_closed_decision_back_into_the_list(database):
    view = ownership_view(
        load_snapshot(
            database,
            Decision(decision_id="D2", status="decided"),
            an_objection(subject_kind="decision", subject_id="D2"),
        )
    )

    assert [item.subject_id for item in view.items] == ["D2"]


def test_a_squad_sees_its_pairs_their_metrics_and_its_decisions(database):
    view = ownership_view(
        load_snapshot(
            database,
            a_metric("product", common_kpi=True),
            a_metric("business", kind="business"),
            a_metric("other", common_kpi=True),
            a_squad("S1"),
            a_pair("P01", squad_id="S1"),
            a_pair("P02", squad_id="S2", product_metric_id="other"),
            an_initiative("I1", squad_id="S1"),
            Decision(decision_id="D1", status="open", initiative_id="I1"),
        )
    )

    assert [item.subject_id for item in view.of_squad("S1")] == ["P01", "product", "D1"]
    assert len(view.of_squad("")) == len(view.items)


def test_every_pair_of_the_demo_has_a_business_co_owner(demo):
    items = ownership_view(snapshot(demo)).items

    assert all(item.is_shared for item in items if item.kind == "pair")
