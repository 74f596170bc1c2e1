"""Whether a product metric goes with its business metric."""

from lib.statistics.pairs.assess import (
    LEAST_MONTHS,
    assess_pair,
    control_false_discovery,
    label_together,
    lag_profile,
)
from lib.statistics.pairs.link import RECENT_MONTHS
from lib.statistics.pairs.results import (
    LagPoint,
    PairAssessment,
    PairLabel,
    PairReason,
    smallest_visible,
)

__all__ = [
    "LEAST_MONTHS",
    "RECENT_MONTHS",
    "LagPoint",
    "PairAssessment",
    "PairLabel",
    "PairReason",
    "assess_pair",
    "control_false_discovery",
    "label_together",
    "lag_profile",
    "smallest_visible",
]
