"""The published figures: totals that agree with each other, segments, targets and check-ins."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from lib.demo.noise import Array
from lib.demo.plans import BASELINE, FIRST, FOLLOWERS, LEADS, MONTHS, index_of
from lib.demo.registers import KeyResultPlan, key_result_plans, text_rows
from lib.demo.series import GMV_SEASON, monthly_series
from lib.domain.metrics import TOTAL, MetricTarget, MetricValue
from lib.domain.okrs import CheckIn
from lib.domain.periods import month_range, months_between

COMMISSION_SHARE = 0.132
MEDIA_SHARE = 0.006
SUBSCRIPTION_PRICE = 46.0
_SELLERS_END_2025 = 5829
_PLACES = {plan.metric_id: plan.places for plan in (*LEADS, *FOLLOWERS)}


def published(seed: int) -> dict[str, Array]:
    """Return each metric's total as published: rounded, and coherent with the others."""
    unrounded = monthly_series(seed)
    series = {name: np.round(values, _PLACES[name]) for name, values in unrounded.items()}
    series |= _sellers(unrounded["net_active_sellers"])
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


MOBILE_SHARE = 0.62
PORTUGAL_SHARE = 0.12
YEAR = month_range(date(2026, 1, 1), date(2026, 12, 1))
_SET_ON = date(2025, 12, 11)
_REVISED_ON = date(2026, 6, 29)
_REVISED_FROM = date(2026, 7, 1)
_REVISED = "Belgique décalée à 2027 / Belgium put off to 2027"
_PRODUCT_GOALS = {
    "lcp_mobile": 2.5,
    "search_success": 75.0,
    "checkout_error_rate": 2.0,
    "seller_dashboard_use": 54.0,
    "days_to_first_listing": 5.5,
    "listing_quality": 72.0,
}


def segments_of(published: dict[str, Array]) -> dict[str, dict[str, Array]]:
    """Return the parts published beside the total, by metric and segment."""
    mobile = published["conversion_mobile"]
    desktop = (published["conversion"] - MOBILE_SHARE * mobile) / (1 - MOBILE_SHARE)
    portugal = np.round(published["active_sellers"] * PORTUGAL_SHARE)
    return {
        "conversion": {"mobile": mobile, "desktop": np.round(desktop, 2)},
        "active_sellers": {
            "France": published["active_sellers"] - portugal,
            "Portugal": portugal,
        },
        "revenue": {
            "Commissions": np.round(published["gmv"] * 1e3 * COMMISSION_SHARE, 1),
            "Retail media": np.round(published["gmv"] * 1e3 * MEDIA_SHARE, 1),
            "Atelier Pro": published["mrr"],
        },
    }


def published_values(published: dict[str, Array]) -> Iterator[MetricValue]:
    """Give every value, metric by metric, total before segments, month by month."""
    segments = segments_of(published)
    for row in text_rows("metric"):
        metric_id = row["metric_id"]
        parts = {TOTAL: published[metric_id], **segments.get(metric_id, {})}
        for segment, values in parts.items():
            for period, value in zip(MONTHS, values.tolist(), strict=True):
                if np.isfinite(value):
                    yield MetricValue(
                        metric_id=metric_id, period=period, segment=segment, value=value
                    )


def metric_targets() -> Iterator[MetricTarget]:
    """Give the targets of 2026, month by month; a revised one is a second version."""
    for plan in key_result_plans():
        for period in YEAR:
            yield _target(plan.metric_id, period, round(_path(plan, period), plan.decimals + 1))
    gained = next(p for p in key_result_plans() if p.metric_id == "active_sellers_gained")
    recurring = next(p for p in key_result_plans() if p.metric_id == "mrr")
    for period in YEAR:
        yield _target("active_sellers", period, 5829 + round(_path(gained, period)))
    for period in YEAR:
        sales = _planned_sales(period)
        yield _planned("gmv", period, round(sales, 2))
        share = COMMISSION_SHARE + MEDIA_SHARE
        yield _planned("revenue", period, round(sales * 1e3 * share + _path(recurring, period)))
    for metric_id, goal in _PRODUCT_GOALS.items():
        for period in YEAR:
            yield _target(metric_id, period, goal)


def check_ins(published: dict[str, Array]) -> Iterator[CheckIn]:
    """Give value and confidence of each key result, January to October 2026."""
    notes = {(row["key_result_id"], row["period"]): row for row in text_rows("check_in_note")}
    for plan in key_result_plans():
        for period, confidence in zip(YEAR, plan.confidence, strict=False):
            note = notes.get((plan.key_result_id, period), {})
            yield CheckIn(
                key_result_id=plan.key_result_id,
                period=period,
                value=float(published[plan.metric_id][months_between(FIRST, period)]),
                confidence=confidence,
                note_fr=note.get("note_fr"),
                note_en=note.get("note_en"),
            )


def _path(plan: KeyResultPlan, period: date) -> float:
    """Return the target of a month, on straight lines between the quarters' targets."""
    months = [0, 3, 6, 9, 12]
    at = months_between(BASELINE, period)
    return float(np.interp(at, months, [plan.start, *plan.targets]))


def _planned_sales(period: date) -> float:
    season = np.array(GMV_SEASON)
    level = 6.25 * 1.011 ** months_between(BASELINE, period)
    return float(level * season[period.month - 1] / season.mean())


def _target(metric_id: str, period: date, value: float) -> MetricTarget:
    return MetricTarget(
        metric_id=metric_id, period=period, value=float(value), version=1, set_on=_SET_ON
    )


def _planned(metric_id: str, period: date, value: float) -> MetricTarget:
    """Return a budget target, lowered in the second half by the share planned for Belgium."""
    if period < _REVISED_FROM:
        return _target(metric_id, period, value)
    return MetricTarget(
        metric_id=metric_id,
        period=period,
        value=round(value * 0.98, 2),
        version=2,
        set_on=_REVISED_ON,
        reason=_REVISED,
    )
