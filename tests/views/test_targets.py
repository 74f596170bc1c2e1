"""Targets cannot change unseen once their quarter has started."""

from datetime import date

from lib.domain.metrics import MetricTarget
from lib.store.uploads import uploads
from lib.views.committee.objectives import objectives_view
from lib.views.snapshot import snapshot
from lib.views.targets import target_changes
from tests.builders import a_metric
from tests.okr_builders import a_key_result, an_objective, load_snapshot

BEFORE, DURING = date(2026, 9, 20), date(2026, 10, 14)


def a_target(value, **changes):
    return MetricTarget(
        **{"metric_id": "m", "period": date(2026, 11, 1), "value": value, **changes}
    )


def test_a_target_changed_during_its_quarter_is_a_version_with_its_reason(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=BEFORE)

    changes = target_changes(
        load_snapshot(
            database,
            a_key_result(target_value=8.0, reason="launch postponed"),
            received_on=DURING,
            author="product director",
        )
    )

    assert len(changes) == 1
    assert (changes[0].former_target, changes[0].target) == (10.0, 8.0)
    assert (changes[0].changed_on, changes[0].seq) == (DURING, 2)
    assert (changes[0].author, changes[0].reason) == ("product director", "launch postponed")


def test_a_target_changed_before_its_quarter_is_preparation(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=date(2026, 9, 1))

    assert (
        target_changes(load_snapshot(database, a_key_result(target_value=8.0), received_on=BEFORE))
        == ()
    )


def test_the_same_target_loaded_again_is_no_change(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=BEFORE)

    again = a_key_result(name_en="Another name")

    assert target_changes(load_snapshot(database, again, received_on=DURING)) == ()


def test_a_change_taken_back_stays_visible_as_two(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=BEFORE)
    load_snapshot(database, a_key_result(target_value=8.0), received_on=DURING)

    changes = target_changes(load_snapshot(database, a_key_result(), received_on=DURING))

    assert [(change.former_target, change.target) for change in changes] == [
        (10.0, 8.0),
        (8.0, 10.0),
    ]


def test_a_committed_key_result_made_aspirational_is_a_change(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=BEFORE)

    changes = target_changes(
        load_snapshot(database, a_key_result(kind="aspirational"), received_on=DURING)
    )

    assert [(change.former_kind, change.kind) for change in changes] == [
        ("committed", "aspirational")
    ]


def test_an_upload_that_was_undone_changed_nothing(database):
    load_snapshot(database, an_objective(), a_key_result(), received_on=BEFORE)
    load_snapshot(database, a_key_result(target_value=8.0), received_on=DURING)
    uploads.undo(database, 2, author="product director")

    assert target_changes(snapshot(database)) == ()


def test_the_changed_target_of_a_metric_shows_at_the_key_result_it_measures(database):
    load_snapshot(
        database,
        a_metric(),
        an_objective(),
        a_key_result(metric_id="m"),
        a_key_result("K2"),
        a_target(5.0),
        received_on=BEFORE,
    )

    lines = objectives_view(load_snapshot(database, a_target(4.0), received_on=DURING)).lines

    assert [
        [(change.former_target, change.target) for change in line.changes] for line in lines
    ] == [
        [(5.0, 4.0)],
        [],
    ]
