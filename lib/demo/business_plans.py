"""Plans of the series made first: business metrics, and those that lead no pair."""

from lib.demo.plans import Plan, Step

LEADS = (
    Plan(
        metric_id="conversion",
        levels=(1.74, 2.35, 2.62),
        noise=0.035,
        steps=(Step("2025-02", 1.9), Step("2025-05", 2.25), Step("2026-07", 0.26)),
    ),
    Plan(
        metric_id="paid_orders",
        levels=(79.0, 88.0, 91.4),
        noise=0.85,
        steps=(Step("2024-09", 3.8), Step("2025-08", 1.3)),
    ),
    Plan(
        metric_id="average_basket",
        levels=(53.6, 57.0, 58.4),
        noise=0.45,
        steps=(Step("2025-12", 0.7), Step("2026-03", 0.9)),
    ),
    Plan(
        metric_id="repeat_90d",
        levels=(20.4, 23.5, 24.3),
        noise=0.85,
        steps=(Step("2025-09", 2.2), Step("2026-01", -1.6), Step("2026-09", 1.2)),
    ),
    Plan(
        metric_id="atelier_pro_churn",
        levels=(5.0, 3.2, 2.5),
        noise=0.13,
        steps=(Step("2025-03", -2.0), Step("2026-05", -1.3, ramp=3)),
    ),
    Plan(
        metric_id="cost_to_serve",
        levels=(4.75, 3.9, 3.28),
        noise=0.032,
        on_course=True,
        steps=(Step("2024-10", -2.5), Step("2026-01", -1.4, ramp=3)),
    ),
    Plan(
        metric_id="net_active_sellers",
        levels=(34.0, 54.0, 58.0),
        noise=5.5,
        steps=(Step("2025-06", 1.75),),
        places=0,
    ),
    Plan(metric_id="buyer_nps", levels=(36.0, 41.0, 42.0), noise=1.8, season=0.3, places=0),
    Plan(
        metric_id="mrr", levels=(49.0, 84.0, 98.9), noise=0.6, season=0.2, places=1, on_course=True
    ),
    Plan(
        metric_id="incident_minutes",
        levels=(330.0, 210.0, 88.0),
        noise=0.10,
        relative=True,
        steps=(Step("2025-08", -3.5),),
        places=0,
        on_course=True,
    ),
    Plan(
        metric_id="gmv",
        levels=(4.50, 6.15, 6.70),
        noise=0.0229,
        season=0.0,
        relative=True,
        places=3,
    ),
    Plan(
        metric_id="retention_90d",
        levels=(40.2, 42.3, 41.6),
        noise=0.67,
        steps=(Step("2026-01", -2.1), Step("2026-09", 1.2)),
    ),
    Plan(
        metric_id="seller_gmv",
        levels=(980.0, 1390.0, 1530.0),
        noise=0.028,
        season=2.5,
        relative=True,
        places=1,
    ),
    Plan(
        metric_id="new_seller_revenue",
        levels=(36.0, 58.0, 64.0),
        noise=2.5,
        season=0.3,
        steps=(Step("2024-07", 2.4),),
        places=1,
    ),
    Plan(
        metric_id="wholesale_revenue",
        levels=(18.0, 18.0, 42.0),
        noise=0.06,
        relative=True,
        since="2025-12",
        places=1,
    ),
)
"""Series made first; a product metric then takes its part of their surprises."""
