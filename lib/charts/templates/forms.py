"""Every form of chart by name, each a fixed list of layers over named datasets."""

from collections.abc import Callable
from functools import partial

import altair as alt

from lib.charts.templates import comparisons, metrics, objectives

FORMS: dict[str, Callable[[], alt.LayerChart]] = {
    "rows": comparisons.rows,
    "pair": partial(metrics.pair, detailed=True),
    "pair_card": partial(metrics.pair, detailed=False),
    "series": partial(metrics.series, detailed=True),
    "spark": partial(metrics.series, detailed=False),
    "message": metrics.message,
    "pace": objectives.pace,
    "confidence": objectives.confidence,
    "cohorts": comparisons.cohorts,
    "effort": comparisons.effort,
    "lag_profile": metrics.lag_profile,
    "line_up": metrics.line_up,
    "alignment": objectives.alignment,
}
