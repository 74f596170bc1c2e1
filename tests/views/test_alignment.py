"""From objective to initiative, and what hangs nowhere: shown, never hidden."""

from lib.views.committee.alignment import alignment_view
from lib.views.snapshot import snapshot
from tests.builders import a_pair
from tests.okr_builders import (
    a_check_in,
    a_contribution,
    a_key_result,
    a_squad,
    an_initiative,
    an_objective,
    load_snapshot,
    two_metrics,
)


def identifiers(initiatives):
    return [item.initiative_id for item in initiatives]


def test_initiative_is_placed_under_its_key_result_and_squad(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_squad("S1"),
            a_squad("S2"),
            an_objective(),
            a_key_result(squad_id="S1"),
            an_initiative("I1", key_result_id="K1", squad_id="S2"),
            an_initiative("I2", key_result_id="K1", squad_id="S1"),
        )
    )

    squads = view.objectives[0].key_results[0].squads

    assert [(aligned.squad.squad_id, identifiers(aligned.initiatives)) for aligned in squads] == [
        ("S1", ["I2"]),
        ("S2", ["I1"]),
    ]
    assert view.orphans == ()


def test_a_contribution_places_an_initiative_that_names_no_key_result(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_squad(),
            an_objective(),
            a_key_result(),
            an_initiative("I1"),
            an_initiative("I2"),
            a_contribution("I1", key_result_id="K1"),
            a_contribution("I2", contribution=0.5),
        )
    )

    aligned = view.objectives[0]

    assert aligned.key_results[0].count == 1
    assert identifiers(aligned.loose) == ["I2"]
    assert aligned.count == 2


def test_an_initiative_without_any_objective_is_an_orphan(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_squad(),
            an_objective(),
            a_key_result(),
            an_initiative("I1"),
            an_initiative("I2"),
            a_contribution("I1", contribution=0.0),
            a_contribution("I2"),
        )
    )

    assert identifiers(view.orphans) == ["I1"]


def test_a_draft_is_counted_and_not_shown(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            an_objective(),
            a_key_result(),
            an_initiative(product_metric_id=None, key_result_id="K1"),
        )
    )

    assert view.drafts == 1
    assert view.objectives[0].count == 0
    assert view.orphans == ()


def test_objective_without_initiative_is_listed(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            an_objective("O1"),
            an_objective("O2"),
            a_key_result(),
            an_initiative(key_result_id="K1"),
        )
    )

    assert [aligned.objective_id for aligned in view.unserved] == ["O2"]


def test_missing_mission_pair_and_key_result_of_a_squad_are_listed(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_squad("S1"),
            a_squad("S2", mission_fr=None, mission_en=None),
            a_pair(squad_id="S1"),
            an_objective(),
            a_key_result(squad_id="S1"),
        )
    )

    assert [gap.squad.squad_id for gap in view.gaps] == ["S2"]
    assert view.gaps[0].lacks_mission
    assert view.gaps[0].lacks_pair
    assert view.gaps[0].lacks_key_result


def test_a_key_result_of_another_quarter_leaves_its_initiative_under_the_objective(database):
    taken = load_snapshot(
        database,
        *two_metrics(),
        an_objective(),
        a_key_result("K1", quarter="2026-Q3"),
        a_key_result("K2", quarter="2026-Q4"),
        a_check_in(),
        an_initiative(key_result_id="K1"),
    )

    now, before = alignment_view(taken), alignment_view(taken, "2026-Q3")

    assert identifiers(now.objectives[0].loose) == ["I1"]
    assert before.objectives[0].key_results[0].count == 1


def test_map_filtered_by_squad_contains_only_its_branches(database):
    view = alignment_view(
        load_snapshot(
            database,
            *two_metrics(),
            a_squad("S1"),
            a_squad("S2"),
            an_objective("O1"),
            an_objective("O2"),
            a_key_result("K1", squad_id="S1"),
            a_key_result("K2", objective_id="O2", squad_id="S2"),
            an_initiative("I1", key_result_id="K1"),
        )
    )

    branches = view.chosen(squad_id="S1")

    assert [aligned.objective.objective_id for aligned in branches] == ["O1"]
    assert view.chosen(objective_id="O2", squad_id="S1") == ()


def test_every_initiative_of_the_demo_is_placed_once_and_one_serves_no_objective(demo):
    view = alignment_view(snapshot(demo))

    placed = [
        item.initiative_id
        for objective in view.objectives
        for item in (
            *objective.loose,
            *(
                item
                for result in objective.key_results
                for squad in result.squads
                for item in squad.initiatives
            ),
        )
    ]

    assert len(placed) == len(set(placed)) == 27
    assert identifiers(view.orphans) == ["C04"]  # the gate of the score: no objective, no rank
    assert view.unserved == ()
    assert view.gaps == ()


def test_five_hundred_initiatives_are_all_placed(database):
    many = [an_initiative(f"I{k:03d}", key_result_id="K1") for k in range(500)]

    view = alignment_view(
        load_snapshot(database, *two_metrics(), a_squad(), an_objective(), a_key_result(), *many)
    )

    assert view.objectives[0].count == 500
