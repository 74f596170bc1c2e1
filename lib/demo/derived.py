"""Figures that follow from others, so that the published numbers agree with each other."""

import numpy as np

from lib.demo.business_plans import LEADS
from lib.demo.noise import Array
from lib.demo.product_plans import FOLLOWERS
from lib.demo.series import monthly_series
from lib.demo.timeline import index_of

COMMISSION_SHARE = 0.132
MEDIA_SHARE = 0.006
SUBSCRIPTION_PRICE = 46.0
_SELLERS_END_2025 = 5829
_PLACES = {plan.metric_id: plan.places for plan in (*LEADS, *FOLLOWERS)}


def published(seed: int) -> dict[str, Array]:
    """Return each metric's total as published: rounded, and coherent with the others."""
    drawn = monthly_series(seed)
    series = {name: np.round(values, _PLACES[name]) for name, values in drawn.items()}
    series |= _sellers(drawn["net_active_sellers"])
    series |= _sales(series)
    return series


def _sellers(flow: Array) -> dict[str, Array]:
    """Return the net gains of each month, their total of the year, and the sellers at its end."""
    base = index_of("2025-12")
    running = np.cumsum(flow)
    stock = np.round(_SELLERS_END_2025 + running - running[base])
    gains = np.diff(stock, prepend=stock[0] - np.round(flow[0]))
    year_starts = [index_of(f"{year}-01") for year in (2023, 2024, 2025, 2026)]
    gained = stock.copy()
    for start in year_starts:
        gained[start : start + 12] = np.cumsum(gains[start : start + 12])
    return {
        "net_active_sellers": gains,
        "active_sellers": stock,
        "active_sellers_gained": gained,
    }


def _sales(series: dict[str, Array]) -> dict[str, Array]:
    orders = np.round(series["gmv"] * 1e6 / series["average_basket"])
    sessions = np.round(orders / series["conversion"] * 100 / 1e3, 1)
    commissions = np.round(series["gmv"] * 1e3 * COMMISSION_SHARE, 1)
    media = np.round(series["gmv"] * 1e3 * MEDIA_SHARE, 1)
    return {
        "orders": orders,
        "sessions": sessions,
        "revenue": np.round(commissions + media + series["mrr"], 1),
        "subscribers": np.round(series["mrr"] * 1e3 / SUBSCRIPTION_PRICE),
    }
