"""The update of a quarter: which state it shows, what a freeze keeps, what is noted later."""

from datetime import date

import pytest

from lib.domain.decisions import BLOCKS, FrozenUpdate, UpdateCommentary
from lib.errors import NotFoundError
from lib.store.uploads import uploads
from lib.views.committee.quarterly_update import quarterly_update_view, update_quarters
from lib.views.snapshot import snapshot
from tests.builders import a_metric, a_pair, months_of, submit, submit_records

Q1, Q2 = "2026-Q1", "2026-Q2"


def freeze(database, quarter=Q1, version=2, blocks="pairs,moved"):
    record = FrozenUpdate(
        quarter=quarter, frozen_on=date(2026, 4, 9), data_version=version, blocks=blocks
    )
    return submit_records(database, record)


def say(database, text, *, quarter=Q1, block="moved"):
    return submit_records(
        database, UpdateCommentary(quarter=quarter, block=block, text_fr=text, text_en=text)
    )


def update_of(database, quarter=Q1):
    return quarterly_update_view(snapshot(database), quarter)


@pytest.fixture
def company(database):
    """Give a company whose first quarter came in one upload, and the second in another."""
    submit_records(
        database,
        a_metric("product"),
        a_metric("business", kind="business", common_kpi=True),
        a_pair("P01"),
    )
    submit(database, ("metric_value", months_of([1.0, 2.0, 3.0], metric_id="business")))
    later = months_of([4.0, 5.0, 6.0], metric_id="business", first=date(2026, 4, 1))
    submit(database, ("metric_value", later))
    return database


def test_the_default_quarter_is_the_last_one_that_has_ended(company):
    quarters = update_quarters(snapshot(company))

    assert quarters.options == (Q2, Q1)
    assert quarters.default == Q2


def test_empty_company_has_no_quarter(database):
    assert update_quarters(snapshot(database)).options == ()


def test_past_quarter_uses_the_snapshot_at_its_end(company):
    view = update_of(company)

    assert view.source.snapshot.version == 2
    assert not view.source.is_late
    assert [kpi.value for kpi in view.kpis] == [3.0]


def test_quarter_without_snapshot_at_its_end_is_late_and_has_no_signals(database):
    submit_records(database, a_metric("business", common_kpi=True))
    values = months_of([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], metric_id="business")
    submit(database, ("metric_value", values))

    view = update_of(database)

    assert view.source.is_late
    assert view.signals is None
    assert view.month == date(2026, 3, 1)
    assert [kpi.value for kpi in view.kpis] == [3.0]


def test_a_freeze_keeps_blocks_in_their_order_and_its_data_version(company):
    freeze(company)

    view = update_of(company)

    assert view.source.blocks == ("pairs", "moved")
    assert view.source.snapshot.version == 2
    assert view.source.freeze.seq == 4


def test_commentary_written_after_the_freeze_changes_nothing(company):
    say(company, "before")
    freeze(company)
    say(company, "after")

    assert update_of(company).source.commentary["moved"].text_fr == "before"


def test_a_later_restatement_is_a_note_and_not_another_figure(company):
    freeze(company)
    restated = months_of([9.0], metric_id="business", first=date(2026, 3, 1))
    submit(company, ("metric_value", restated), key="restated")

    view = update_of(company)

    assert [kpi.value for kpi in view.kpis] == [3.0]
    assert [(item.month, item.before, item.now) for item in view.restated] == [
        (date(2026, 3, 1), 3.0, 9.0)
    ]


def test_a_month_whose_upload_is_undone_keeps_its_figure_and_is_noted(company):
    freeze(company)
    uploads.undo(company, 2, author="product director", reason="wrong file")

    view = update_of(company)

    assert [kpi.value for kpi in view.kpis] == [3.0]
    assert [(item.month.month, item.now, item.seq) for item in view.restated] == [
        (1, None, None),
        (2, None, None),
        (3, None, None),
    ]


def test_without_restatement_there_is_no_note(company):
    freeze(company)

    assert update_of(company).restated == ()


def test_first_freeze_of_a_quarter_is_permanent(company):
    freeze(company)
    freeze(company, version=3, blocks="next")

    assert update_of(company).source.blocks == ("pairs", "moved")


def test_a_freeze_undone_opens_the_quarter_again(company):
    frozen = freeze(company)
    uploads.undo(company, frozen.seq, author="product director", reason="too soon")

    assert update_of(company).source.freeze is None
    assert update_of(company).source.blocks == BLOCKS


def test_freeze_of_an_unknown_version_is_ignored(company):
    freeze(company, version=900)

    assert update_of(company).source.freeze is None


def test_negative_version_is_refused_with_a_message(company):
    freeze(company, version=-3)

    with pytest.raises(NotFoundError):
        update_of(company)


def test_an_update_is_compared_with_the_previous_frozen_one(company):
    freeze(company)

    view = update_of(company, Q2)

    assert view.comparison.previous.update.quarter == Q1
    assert [(item.before, item.now) for item in view.comparison.kpis] == [(3.0, 6.0)]
    assert view.comparison.labels == ()
    assert update_of(company).comparison is None


def test_the_demo_company_has_a_frozen_quarter_with_july_restated_since(demo):
    view = update_of(demo, "2026-Q3")

    assert view.source.freeze is not None
    assert view.month == date(2026, 9, 1)
    assert [(item.metric.metric_id, item.month) for item in view.restated] == [
        ("gmv", date(2026, 7, 1))
    ]
    assert set(view.source.commentary) == {"moved", "initiatives", "decisions"}


def test_nothing_after_the_quarter_is_shown(demo):
    view = update_of(demo, "2026-Q3")

    assert all(card.launched_on <= date(2026, 9, 30) for card in view.launched)
    assert all(kpi.series.data_until <= date(2026, 9, 1) for kpi in view.kpis)
    assert min(view.listened.roles.values()) >= 0
