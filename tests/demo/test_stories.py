"""The stories of the launches can be read from the default figures; nothing else can."""

import pytest

from lib.demo.company import DEFAULT_SEED
from lib.demo.figures import published
from lib.demo.plans import FIRST
from lib.demo.registers import initiatives, metric_pairs
from lib.domain.periods import months_between
from lib.statistics.impact import ImpactAssessment, assess_impact

SEEN = {"weak", "moderate", "strong"}


@pytest.fixture(scope="module")
def series():
    return published(DEFAULT_SEED)


def effect(series, initiative_id: str, side: str) -> ImpactAssessment:
    """Return the effect of a launch on one metric of its pair, the pair's lag allowed for."""
    launched = next(
        initiative for initiative in initiatives() if initiative.initiative_id == initiative_id
    )
    pair = next(candidate for candidate in metric_pairs() if candidate.pair_id == launched.pair_id)
    at = months_between(FIRST, launched.launched_on.replace(day=1))
    metric_id = launched.product_metric_id
    if side == "business":
        at, metric_id = at + pair.lag_months, launched.business_metric_id
    return assess_impact(
        series[metric_id], at, shape=launched.effect_shape, ramp_months=launched.ramp_months
    )


@pytest.mark.parametrize("initiative_id", ["I01", "I02", "I04", "I13"])
@pytest.mark.parametrize("side", ["product", "business"])
def test_a_success_shows_on_both_sides(series, initiative_id, side):
    assert effect(series, initiative_id, side).label in SEEN


def test_the_flagship_gains_about_three_points_of_paid_orders(series):
    result = effect(series, "I04", "business")

    assert result.low < 3.2 < result.high
    assert effect(series, "I04", "product").estimate < 0


def test_recommendations_are_clicked_and_the_basket_does_not_move(series):
    assert effect(series, "I03", "product").label in SEEN
    assert effect(series, "I03", "business").label == "none"


def test_notifications_cost_retention_four_months_later(series):
    assert effect(series, "I08", "product").estimate > 0
    lost = effect(series, "I08", "business")

    assert lost.label in SEEN
    assert lost.low < -1.4 < lost.high
    visits = series["app_sessions"]
    assert visits[32:35].mean() / visits[29:32].mean() == pytest.approx(1.08, abs=0.06)


@pytest.mark.parametrize("initiative_id", ["I05", "I10", "I12", "I15", "I24"])
def test_what_did_not_work_or_is_too_thin_is_not_seen(series, initiative_id):
    assert effect(series, initiative_id, "business").label == "none"


@pytest.mark.parametrize("initiative_id", ["I11", "I21", "I23"])
def test_the_latest_launches_are_not_claimed(series, initiative_id):
    assert effect(series, initiative_id, "product").label in {"too_early", "none"}
