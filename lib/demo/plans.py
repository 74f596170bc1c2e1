"""The calendar of the demo company and the plan of each monthly series.

A plan has the level, the noise, the season and the steps of a series. Levels are those of the last
day of January 2023, December 2025 and October 2026, season apart. Noise is the standard deviation
of a month's surprise in the metric's own unit (a share of the level when ``relative``); seasons and
steps are counted in that same noise.
"""

from dataclasses import dataclass
from datetime import date

from lib.domain.periods import month_range, months_between, parse_month

FIRST = date(2023, 1, 1)
LAST = date(2026, 10, 1)
MONTHS = month_range(FIRST, LAST)
"""The 46 months of the demo company."""

HISTORY_RECEIVED = date(2026, 10, 5)
REGISTERS_RECEIVED = date(2026, 11, 2)
LAST_MONTH_RECEIVED = date(2026, 11, 5)

BASELINE = date(2025, 12, 1)
"""The month in which the start values of the key results of 2026 were measured."""


def index_of(month: str) -> int:
    """Return the position in ``MONTHS`` of a month written ``2026-03``."""
    return months_between(FIRST, parse_month(month))


@dataclass(frozen=True, slots=True)
class Step:
    """A lasting change of level from one month on, in noise of the metric."""

    month: str
    size: float
    ramp: int = 1
    """Months over which it builds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
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
class SeriesLink:
    """How strongly the surprises of a metric go with another's, ``lag`` months later."""

    metric_id: str
    with_metric: str
    strength: float
    lag: int = 0
    until: str | None = None


LINKS = (
    SeriesLink(metric_id="conversion_mobile", with_metric="conversion", strength=0.55),
    SeriesLink(metric_id="lcp_mobile", with_metric="conversion_mobile", strength=-0.85),
    SeriesLink(metric_id="search_success", with_metric="conversion", strength=0.85),
    SeriesLink(metric_id="checkout_error_rate", with_metric="paid_orders", strength=-0.85),
    SeriesLink(metric_id="delivery_promise", with_metric="repeat_90d", strength=0.85, lag=3),
    SeriesLink(
        metric_id="seller_dashboard_use", with_metric="atelier_pro_churn", strength=-0.82, lag=2
    ),
    SeriesLink(metric_id="contacts_per_100", with_metric="cost_to_serve", strength=0.85),
    SeriesLink(
        metric_id="days_to_first_listing", with_metric="net_active_sellers", strength=-0.80, lag=2
    ),
    SeriesLink(metric_id="listing_quality", with_metric="average_basket", strength=0.40, lag=1),
    SeriesLink(metric_id="api_availability", with_metric="wholesale_revenue", strength=0.70),
    SeriesLink(metric_id="instant_payout_use", with_metric="seller_gmv", strength=0.85, lag=-2),
    SeriesLink(metric_id="push_per_user", with_metric="retention_90d", strength=-0.80, lag=4),
    SeriesLink(
        metric_id="onboarding_completion",
        with_metric="new_seller_revenue",
        strength=0.95,
        lag=1,
        until="2025-04",
    ),
    SeriesLink(metric_id="app_sessions", with_metric="push_per_user", strength=0.60),
)


LEADS = (
    SeriesPlan(
        metric_id="conversion",
        levels=(1.74, 2.35, 2.62),
        noise=0.035,
        steps=(Step("2025-02", 1.9), Step("2025-05", 2.25), Step("2026-07", 0.26)),
    ),
    SeriesPlan(
        metric_id="paid_orders",
        levels=(79.0, 88.0, 91.4),
        noise=0.85,
        steps=(Step("2024-09", 3.8), Step("2025-08", 1.3)),
    ),
    SeriesPlan(
        metric_id="average_basket",
        levels=(53.6, 57.0, 58.4),
        noise=0.45,
        steps=(Step("2025-12", 0.7), Step("2026-03", 0.9)),
    ),
    SeriesPlan(
        metric_id="repeat_90d",
        levels=(20.4, 23.5, 24.3),
        noise=0.85,
        steps=(Step("2025-09", 2.2), Step("2026-01", -1.6), Step("2026-09", 1.2)),
    ),
    SeriesPlan(
        metric_id="atelier_pro_churn",
        levels=(5.0, 3.2, 2.5),
        noise=0.13,
        steps=(Step("2025-03", -2.0), Step("2026-05", -1.3, ramp=3)),
    ),
    SeriesPlan(
        metric_id="cost_to_serve",
        levels=(4.75, 3.9, 3.28),
        noise=0.032,
        on_course=True,
        steps=(Step("2024-10", -2.5), Step("2026-01", -1.4, ramp=3)),
    ),
    SeriesPlan(
        metric_id="net_active_sellers",
        levels=(34.0, 54.0, 58.0),
        noise=5.5,
        steps=(Step("2025-06", 1.75),),
        places=0,
    ),
    SeriesPlan(metric_id="buyer_nps", levels=(36.0, 41.0, 42.0), noise=1.8, season=0.3, places=0),
    SeriesPlan(
        metric_id="mrr", levels=(49.0, 84.0, 98.9), noise=0.6, season=0.2, places=1, on_course=True
    ),
    SeriesPlan(
        metric_id="incident_minutes",
        levels=(330.0, 210.0, 88.0),
        noise=0.10,
        relative=True,
        steps=(Step("2025-08", -3.5),),
        places=0,
        on_course=True,
    ),
    SeriesPlan(
        metric_id="gmv",
        levels=(4.50, 6.15, 6.70),
        noise=0.0229,
        season=0.0,
        relative=True,
        places=3,
    ),
    SeriesPlan(
        metric_id="retention_90d",
        levels=(40.2, 42.3, 41.6),
        noise=0.67,
        steps=(Step("2026-01", -2.1), Step("2026-09", 1.2)),
    ),
    SeriesPlan(
        metric_id="seller_gmv",
        levels=(980.0, 1390.0, 1530.0),
        noise=0.028,
        season=2.5,
        relative=True,
        places=1,
    ),
    SeriesPlan(
        metric_id="new_seller_revenue",
        levels=(36.0, 58.0, 64.0),
        noise=2.5,
        season=0.3,
        steps=(Step("2024-07", 2.4),),
        places=1,
    ),
    SeriesPlan(
        metric_id="wholesale_revenue",
        levels=(18.0, 18.0, 42.0),
        noise=0.06,
        relative=True,
        since="2025-12",
        places=1,
    ),
)
"""Business metrics and metrics that lead no pair; their series are generated first."""


FOLLOWERS = (
    SeriesPlan(
        metric_id="conversion_mobile",
        levels=(1.40, 1.93, 2.17),
        noise=0.035,
        steps=(Step("2025-02", 3.06), Step("2025-05", 1.7)),
    ),
    SeriesPlan(
        metric_id="lcp_mobile",
        levels=(3.42, 2.72, 2.58),
        noise=0.10,
        steps=(Step("2025-02", -4.0),),
    ),
    SeriesPlan(
        metric_id="search_success",
        levels=(61.0, 72.0, 74.0),
        noise=1.3,
        steps=(Step("2025-05", 3.5), Step("2026-07", 0.6)),
        places=1,
    ),
    SeriesPlan(
        metric_id="checkout_error_rate",
        levels=(4.6, 2.35, 2.1),
        noise=0.20,
        steps=(Step("2024-09", -4.5), Step("2025-08", -1.5)),
    ),
    SeriesPlan(
        metric_id="delivery_promise",
        levels=(82.6, 86.0, 92.0),
        noise=1.5,
        steps=(Step("2025-06", 2.6), Step("2026-06", 1.0, ramp=3)),
        places=1,
    ),
    SeriesPlan(
        metric_id="seller_dashboard_use",
        levels=(38.0, 47.5, 52.0),
        noise=1.4,
        steps=(Step("2025-01", 2.8), Step("2026-03", 1.9, ramp=3)),
        places=1,
    ),
    SeriesPlan(
        metric_id="contacts_per_100",
        levels=(12.4, 9.8, 7.7),
        noise=0.60,
        steps=(Step("2024-10", -3.0), Step("2026-01", -1.7, ramp=3)),
    ),
    SeriesPlan(
        metric_id="days_to_first_listing",
        levels=(11.2, 6.7, 6.0),
        noise=0.5,
        steps=(Step("2025-04", -3.2),),
        places=1,
    ),
    SeriesPlan(
        metric_id="listing_quality",
        levels=(58.0, 68.5, 71.0),
        noise=1.5,
        steps=(Step("2025-11", 1.2), Step("2026-02", 0.8)),
        places=1,
    ),
    SeriesPlan(
        metric_id="app_installs",
        levels=(17.5, 38.0, 45.0),
        noise=0.06,
        season=1.0,
        relative=True,
        steps=(Step("2025-10", 3.0),),
        places=1,
    ),
    SeriesPlan(
        metric_id="recommendation_ctr",
        levels=(3.1, 5.4, 5.9),
        noise=0.16,
        steps=(Step("2025-03", 4.0),),
    ),
    SeriesPlan(
        metric_id="wishlist_adds",
        levels=(58.0, 84.0, 92.0),
        noise=0.045,
        season=0.0,
        relative=True,
        places=1,
    ),
    SeriesPlan(metric_id="product_nps", levels=(30.0, 31.0, 31.0), noise=4.5, season=0.3, places=0),
    SeriesPlan(
        metric_id="api_availability",
        levels=(99.30, 99.30, 99.72),
        noise=0.07,
        since="2025-12",
        season=0.0,
    ),
    SeriesPlan(
        metric_id="instant_payout_use",
        levels=(9.0, 26.0, 32.0),
        noise=1.5,
        steps=(Step("2025-07", 4.0),),
        places=1,
    ),
    SeriesPlan(
        metric_id="push_per_user",
        levels=(5.6, 10.2, 7.8),
        noise=1.3,
        season=0.4,
        steps=(Step("2025-09", 3.0), Step("2026-05", -2.0)),
    ),
    SeriesPlan(
        metric_id="onboarding_completion",
        levels=(60.0, 72.0, 75.0),
        noise=1.6,
        season=0.3,
        steps=(Step("2024-06", 2.5), Step("2025-05", 3.0)),
        places=1,
    ),
    SeriesPlan(
        metric_id="app_sessions",
        levels=(980.0, 1660.0, 1790.0),
        noise=0.025,
        season=1.5,
        relative=True,
        steps=(Step("2025-09", 3.08),),
        places=0,
    ),
)
"""Product metrics; their series are correlated with those of ``LEADS`` or of earlier ones."""
