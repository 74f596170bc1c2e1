"""Where a series is heading."""

from lib.statistics.forecast.combine import (
    LEAST_MONTHS,
    Chance,
    Forecast,
    ForecastLabel,
    TargetChance,
    chance_of_reaching,
    forecast_to,
    forecast_total,
)

__all__ = [
    "LEAST_MONTHS",
    "Chance",
    "Forecast",
    "ForecastLabel",
    "TargetChance",
    "chance_of_reaching",
    "forecast_to",
    "forecast_total",
]
