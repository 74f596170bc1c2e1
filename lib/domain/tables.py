"""The tables a person can load, by name, parents before children."""

from typing import Any

from lib.domain.decisions import (
    Decision,
    DecisionOption,
    FrozenUpdate,
    OneOnOne,
    Review,
    Scenario,
    Story,
    UpdateCommentary,
)
from lib.domain.feedback import Insight, ListeningSession, Objection
from lib.domain.initiatives import Contribution, Effort, Initiative, Prediction, Squad
from lib.domain.metrics import (
    CohortValue,
    CompanyProfile,
    Event,
    Metric,
    MetricPair,
    MetricTarget,
    MetricValue,
)
from lib.domain.okrs import CheckIn, KeyResult, Objective

TABLES: dict[str, type[Any]] = {
    "company": CompanyProfile,
    "metric": Metric,
    "squad": Squad,
    "metric_value": MetricValue,
    "metric_target": MetricTarget,
    "metric_pair": MetricPair,
    "event": Event,
    "objective": Objective,
    "key_result": KeyResult,
    "check_in": CheckIn,
    "initiative": Initiative,
    "contribution": Contribution,
    "prediction": Prediction,
    "decision": Decision,
    "decision_option": DecisionOption,
    "review": Review,
    "listening_session": ListeningSession,
    "insight": Insight,
    "story": Story,
    "scenario": Scenario,
    "one_on_one": OneOnOne,
    "objection": Objection,
    "effort": Effort,
    "cohort_value": CohortValue,
    "update_commentary": UpdateCommentary,
    "frozen_update": FrozenUpdate,
}
"""Record class of each table, in an order in which references always point backwards."""


def table_of(record: type[Any]) -> str:
    """Return the name of the table that holds ``record``."""
    return next(name for name, record_class in TABLES.items() if record_class is record)
