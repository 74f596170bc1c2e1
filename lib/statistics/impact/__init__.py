"""What a launch changed."""

from lib.statistics.impact.assess import Cap, ImpactAssessment, ImpactLabel, assess_impact
from lib.statistics.impact.model import LEAST_AFTER, LEAST_BEFORE, ImpactReason, Shape
from lib.statistics.impact.runs import (
    SPANS,
    RunEffect,
    Runs,
    detectable_effect,
    months_until_visible,
    short_and_long_run,
)

__all__ = [
    "LEAST_AFTER",
    "LEAST_BEFORE",
    "SPANS",
    "Cap",
    "ImpactAssessment",
    "ImpactLabel",
    "ImpactReason",
    "RunEffect",
    "Runs",
    "Shape",
    "assess_impact",
    "detectable_effect",
    "months_until_visible",
    "short_and_long_run",
]
