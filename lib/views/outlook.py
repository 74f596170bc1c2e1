"""Forecast of a key result at the end of its quarter, where its history allows one."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from lib.domain.metrics import Metric
from lib.domain.okrs import CheckIn, KeyResult
from lib.domain.periods import add_months, month_range, months_between, quarter_end, quarter_key
from lib.statistics.forecast import Chance, chance_of_reaching, forecast_to
from lib.views.company import company
from lib.views.series import Band, MetricSeries, metric_series
from lib.views.snapshot import Snapshot

LEVEL = 0.8
"""Coverage of the interval shown."""

OutlookState = Literal["forecast", "few_values", "ended", "not_started", "no_value"]
Basis = Literal["metric", "check_ins"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Forecast of a key result for the end of its quarter.

    Attributes
    ----------
    state
        ``forecast``; or why there is none: too few values, the quarter ended, or has not started,
        or no value was ever reported.
    basis
        Source of the series: the metric of the key result where its values agree with the
        check-ins, otherwise the check-ins.
    months, values
        The series, month by month, None where missing; in the unit of the key result.
    ends
        Last month of the quarter.
    ahead
        Months forecast, up to ``ends``; empty without a forecast.
    path, low, high
        Forecast and its 80 % interval, month by month.
    chance
        Chance of reaching the target at the end, 0 to 1; None without a forecast.
    verdict
        The same in one word.
    """

    state: OutlookState
    basis: Basis
    months: tuple[date, ...]
    values: tuple[float | None, ...]
    ends: date
    ahead: tuple[date, ...] = ()
    path: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    chance: float | None = None
    verdict: Chance = "unknown"

    @property
    def count(self) -> int:
        """Number of months with a value."""
        return sum(value is not None for value in self.values)


def outlook(
    snapshot: Snapshot, result: KeyResult, check_ins: tuple[CheckIn, ...], month: date | None
) -> Outlook:
    """Return where a key result would end, as of ``month`` and its check-ins up to then."""
    ends = quarter_end(result.quarter)
    if month is None:
        return Outlook("not_started", "check_ins", (), (), ends)
    basis, by_month = _series(snapshot, result, check_ins, month)
    reported = sorted(period for period, value in by_month.items() if value is not None)
    if not reported:
        return Outlook("no_value", basis, (), (), ends)
    months = month_range(reported[0], reported[-1])
    values = tuple(by_month.get(period) for period in months)
    horizon = months_between(months[-1], ends)
    if horizon <= 0:
        return Outlook("ended", basis, months, values, ends)
    ahead = forecast_to(
        [math.nan if value is None else value for value in values], horizon, level=LEVEL
    )
    if ahead.label == "too_early":
        return Outlook("few_values", basis, months, values, ends)
    rises = result.target_value >= result.start_value
    reached = chance_of_reaching(ahead, result.target_value, direction="up" if rises else "down")
    return Outlook(
        state="forecast",
        basis=basis,
        months=months,
        values=values,
        ends=ends,
        ahead=month_range(add_months(months[-1], 1), ends),
        path=tuple(map(float, ahead.path)),
        low=tuple(map(float, ahead.low)),
        high=tuple(map(float, ahead.high)),
        chance=None if math.isnan(reached.probability) else reached.probability,
        verdict=reached.word,
    )


def _series(
    snapshot: Snapshot, result: KeyResult, check_ins: tuple[CheckIn, ...], month: date
) -> tuple[Basis, dict[date, float | None]]:
    """Return the longer of the two series of a key result.

    The metric is taken only where it agrees with the latest check-in to the decimals shown: a
    metric counted otherwise (a month's gain for a sum since January) would forecast another thing.
    Of a metric whose count restarts with the key result, only the months since then are used.
    """
    reported: dict[date, float | None] = {check.period: check.value for check in check_ins}
    metric = company(snapshot).metrics.get(result.metric_id or "")
    if metric is None:
        return "check_ins", reported
    series = metric_series(snapshot, metric)
    measured = {
        period: value
        for period, value in zip(series.months, series.values, strict=True)
        if period <= month
    }
    latest = max((period for period, value in reported.items() if value is not None), default=None)
    if latest is None or _agree(reported[latest], measured.get(latest), result.decimals or 0):
        return "metric", _since_counted(result, measured)
    return "check_ins", reported


def _since_counted(
    result: KeyResult, measured: dict[date, float | None]
) -> dict[date, float | None]:
    """Return the months that count towards a key result.

    A sum that starts again stood far from the start value when the key result began: by more than
    half the way to its target.
    """
    if result.starts_on is None:
        return measured
    began = result.starts_on.replace(day=1)
    stood, way = measured.get(began), abs(result.target_value - result.start_value)
    if stood is None or abs(stood - result.start_value) <= way / 2:
        return measured
    return {period: value for period, value in measured.items() if period > began}


def _agree(reported: float | None, measured: float | None, decimals: int) -> bool:
    if reported is None or measured is None:
        return False
    return math.isclose(reported, measured, rel_tol=0, abs_tol=0.5 / 10.0**decimals + 1e-9)


def outlook_series(result: KeyResult, outlook: Outlook) -> MetricSeries:
    """Return the reported and forecast months of a key result as a metric series."""
    months = outlook.months + outlook.ahead
    ahead = (None,) * len(outlook.ahead)
    nothing = (None,) * len(months)
    metric = Metric(
        metric_id=result.key_result_id,
        name_fr=result.name_fr,
        name_en=result.name_en,
        kind="business",
        unit=result.unit or "",
        decimals=result.decimals,
        direction="up" if result.target_value >= result.start_value else "down",
        aggregation="last",
    )
    return MetricSeries(
        metric=metric,
        months=months,
        values=outlook.values + ahead,
        prior=nothing,
        targets=tuple(
            result.target_value if quarter_key(month) == result.quarter else None
            for month in months
        ),
        former=nothing,
        data_until=outlook.months[-1] if outlook.months else None,
        received_on=None,
    )


def outlook_band(outlook: Outlook) -> Band | None:
    """Return the forecast as a band, or None without a forecast."""
    if not outlook.ahead:
        return None
    return Band(outlook.ahead, outlook.path, outlook.low, outlook.high, LEVEL)
