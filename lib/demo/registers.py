"""The records a company writes by hand, read from the texts beside this module.

Each table of ``texts`` holds what a person writes; what follows from it (costs, identifiers of
metrics through their pair, fingerprints) is computed here, so that it cannot disagree.
"""

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lib.demo.plans import LAST_MONTH_RECEIVED, index_of
from lib.domain.decisions import (
    BLOCKS,
    Decision,
    DecisionOption,
    FrozenUpdate,
    OneOnOne,
    Review,
    Scenario,
    Story,
    UpdateCommentary,
    block_text,
)
from lib.domain.feedback import Insight, ListeningSession, Objection
from lib.domain.initiatives import Contribution, Initiative, Prediction, Squad
from lib.domain.metrics import Event, Metric, MetricPair
from lib.domain.okrs import KeyResult, KeyResultKind, Objective
from lib.domain.periods import month_key, quarter_end
from lib.i18n.translate import N_

_TEXTS = Path(__file__).parent / "texts"
_PERSON_MONTH = 8600.0
_RANGES = {0.8: (0.7, 1.3), 0.5: (0.4, 1.5), 1.0: (0.85, 1.15)}
_Record = TypeVar("_Record")


def text_rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of one table of texts, as written."""
    document = tomllib.loads((_TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = next(iter(document.values()))
    return rows


def _records(record: type[_Record], name: str) -> tuple[_Record, ...]:
    return tuple(record(**_fields(record, row)) for row in text_rows(name))


def _fields(record: type[Any], row: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(record)}
    return {name: value for name, value in row.items() if name in names}


def metrics() -> tuple[Metric, ...]:
    """Return the catalogue of metrics."""
    return _records(Metric, "metric")


def squads() -> tuple[Squad, ...]:
    """Return the five squads."""
    return _records(Squad, "squad")


@cache
def metric_pairs() -> tuple[MetricPair, ...]:
    """Return the sixteen declared pairs."""
    return _records(MetricPair, "metric_pair")


def events() -> tuple[Event, ...]:
    """Return what happened outside the roadmap."""
    return _records(Event, "event")


def objectives() -> tuple[Objective, ...]:
    """Return the four objectives of 2026."""
    return _records(Objective, "objective")


def initiatives() -> tuple[Initiative, ...]:
    """Return the initiatives, with the metrics of their pair where a row names none."""
    pairs = {pair.pair_id: pair for pair in metric_pairs()}
    return tuple(
        Initiative(
            **{
                "product_metric_id": pairs[row["pair_id"]].product_metric_id,
                "business_metric_id": pairs[row["pair_id"]].business_metric_id,
                "cost": row["person_months"] * _PERSON_MONTH,
                **_fields(Initiative, row),
            }
        )
        for row in text_rows("initiative")
    )


def contributions() -> Iterator[Contribution]:
    """Give how far each initiative serves each objective; a direct one names its key result."""
    for row in text_rows("initiative"):
        for objective_id, share in row["contributions"].items():
            yield Contribution(
                initiative_id=row["initiative_id"],
                objective_id=objective_id,
                contribution=share,
                key_result_id=row["key_result_id"] if share == 1 else None,
            )


def predictions() -> Iterator[Prediction]:
    """Give the effect announced for each initiative when its work began."""
    for row in text_rows("initiative"):
        if "announced" not in row:
            continue
        low, high = _RANGES[row["confidence"]]
        mid = row["announced"]
        figures = (round(low * mid), round(mid), round(high * mid))
        frozen = row["started_on"]
        sealed = f"{row['initiative_id']}|{frozen:%Y-%m-%d}|{figures[0]}|{figures[1]}|{figures[2]}"
        yield Prediction(
            initiative_id=row["initiative_id"],
            frozen_on=frozen,
            low=float(figures[0]),
            mid=float(figures[1]),
            high=float(figures[2]),
            fingerprint=hashlib.sha256(sealed.encode()).hexdigest(),
        )


def decisions() -> tuple[Decision, ...]:
    """Return the decision log."""
    return _records(Decision, "decision")


def decision_options() -> Iterator[DecisionOption]:
    """Give the options of each decision; one of them is always to do nothing."""
    for row in text_rows("decision"):
        for option in row["options"]:
            yield DecisionOption(
                decision_id=row["decision_id"], **{"does_nothing": False, **option}
            )


def reviews() -> Iterator[Review]:
    """Give what became of each decision."""
    for row in text_rows("decision"):
        for review in row.get("reviews", ()):
            yield Review(decision_id=row["decision_id"], **review)


def listening_sessions() -> tuple[ListeningSession, ...]:
    """Return the sessions where an executive heard users."""
    return _records(ListeningSession, "listening")


def insights() -> Iterator[Insight]:
    """Give what was heard in each session."""
    for row in text_rows("listening"):
        for insight in row["insights"]:
            yield Insight(session_id=row["session_id"], **insight)


def stories() -> tuple[Story, ...]:
    """Return the success stories, the withdrawn one included."""
    return _records(Story, "story")


def scenarios() -> Iterator[Scenario]:
    """Give every input of every scenario."""
    for row in text_rows("scenario"):
        for scenario_input in row["inputs"]:
            yield Scenario(**_fields(Scenario, row), **scenario_input)


def one_on_ones() -> tuple[OneOnOne, ...]:
    """Return the monthly meetings of product director and chief executive."""
    return _records(OneOnOne, "one_on_one")


def objections() -> tuple[Objection, ...]:
    """Return what roles objected to, with the answers given."""
    return _records(Objection, "objection")


def update_commentaries() -> tuple[UpdateCommentary, ...]:
    """Return what was said beside the blocks of the quarterly update."""
    return _records(UpdateCommentary, "quarterly_update")


def frozen_updates(data_version: int) -> Iterator[FrozenUpdate]:
    """Give the update that the committee saw, frozen before October came in."""
    for quarter in dict.fromkeys(commentary.quarter for commentary in update_commentaries()):
        yield FrozenUpdate(
            quarter=quarter,
            frozen_on=LAST_MONTH_RECEIVED,
            data_version=data_version,
            blocks=block_text(BLOCKS),
        )


QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
_BASELINE = "2025-12"
_LAST = "2026-10"
_STARTED = date(2025, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultPlan:
    """One key result over the year: targets of four quarters, values reached, confidence."""

    key_result_id: str
    objective_id: str
    name_fr: str
    name_en: str
    metric_id: str
    unit: str
    decimals: int
    kind: KeyResultKind
    start: float
    targets: tuple[float, ...]
    actuals: tuple[float, ...]
    confidence: tuple[int, ...]
    weight: float
    squad_id: str
    owner: str

    def known_values(self) -> dict[int, float]:
        """Return the values fixed by this key result, by month index."""
        ends = [month_key(quarter_end(quarter)) for quarter in QUARTERS[:3]]
        months = (_BASELINE, *ends, _LAST)
        return dict(zip(map(index_of, months), (self.start, *self.actuals), strict=True))


@cache
def key_result_plans() -> tuple[KeyResultPlan, ...]:
    """Return the twelve key results in order."""
    return tuple(_plan(row) for row in text_rows("key_result"))


def _plan(row: dict[str, Any]) -> KeyResultPlan:
    lists = ("targets", "actuals", "confidence")
    return KeyResultPlan(**{**row, **{name: tuple(row[name]) for name in lists}})


def key_results() -> tuple[KeyResult, ...]:
    """Return each key result in each quarter, its start measured in December 2025."""
    return tuple(
        KeyResult(
            key_result_id=plan.key_result_id,
            quarter=quarter,
            objective_id=plan.objective_id,
            name_fr=plan.name_fr,
            name_en=plan.name_en,
            metric_id=plan.metric_id,
            unit=plan.unit,
            decimals=plan.decimals,
            kind=plan.kind,
            start_value=plan.start,
            target_value=target,
            starts_on=_STARTED,
            weight=plan.weight,
            squad_id=plan.squad_id,
            owner=plan.owner,
        )
        for plan in key_result_plans()
        for quarter, target in zip(QUARTERS, plan.targets, strict=True)
    )


ROLES = (
    N_("Product director"),
    N_("Product lead, Discovery"),
    N_("Product lead, Checkout and Promise"),
    N_("Product lead, Loyalty"),
    N_("Product lead, Atelier Pro"),
    N_("Product lead, Platform and Service"),
    N_("Finance director"),
    N_("Technology director"),
    N_("Marketing director"),
    N_("Sales director"),
    N_("Operations director"),
)
"""Every owner written in the exports: roles only, never a person's name."""
