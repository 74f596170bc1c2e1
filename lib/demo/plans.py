"""The plan of each monthly series: its level, its noise, its season, the steps of its launches.

Levels are those of the last day of January 2023, December 2025 and October 2026, season apart.
Noise is the standard deviation of a month's surprise in the metric's own unit (a share of the
level when ``relative``); seasons and steps are counted in that same noise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A lasting change of level from one month on, in noise of the metric."""

    month: str
    size: float
    ramp: int = 1
    """Months over which it builds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one series is made."""

    metric_id: str
    levels: tuple[float, float, float]
    noise: float
    season: float = 0.6
    relative: bool = False
    steps: tuple[Step, ...] = ()
    places: int = 2
    since: str = "2023-01"
    on_course: bool = False
    """Whether the level runs through the known values instead of straight to the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How strongly the surprises of a metric go with another's, ``lag`` months later."""

    metric_id: str
    with_metric: str
    strength: float
    lag: int = 0
    until: str | None = None


LINKS = (
    Link(metric_id="conversion_mobile", with_metric="conversion", strength=0.55),
    Link(metric_id="lcp_mobile", with_metric="conversion_mobile", strength=-0.85),
    Link(metric_id="search_success", with_metric="conversion", strength=0.85),
    Link(metric_id="checkout_error_rate", with_metric="paid_orders", strength=-0.85),
    Link(metric_id="delivery_promise", with_metric="repeat_90d", strength=0.85, lag=3),
    Link(metric_id="seller_dashboard_use", with_metric="atelier_pro_churn", strength=-0.82, lag=2),
    Link(metric_id="contacts_per_100", with_metric="cost_to_serve", strength=0.85),
    Link(
        metric_id="days_to_first_listing", with_metric="net_active_sellers", strength=-0.80, lag=2
    ),
    Link(metric_id="listing_quality", with_metric="average_basket", strength=0.40, lag=1),
    Link(metric_id="api_availability", with_metric="wholesale_revenue", strength=0.70),
    Link(metric_id="instant_payout_use", with_metric="seller_gmv", strength=0.85, lag=-2),
    Link(metric_id="push_per_user", with_metric="retention_90d", strength=-0.80, lag=4),
    Link(
        metric_id="onboarding_completion",
        with_metric="new_seller_revenue",
        strength=0.95,
        lag=1,
        until="2025-04",
    ),
    Link(metric_id="app_sessions", with_metric="push_per_user", strength=0.60),
)
