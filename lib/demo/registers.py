"""The registers a company keeps by hand: read from the texts beside this module.

Each table of ``texts`` holds what a person writes; what follows from it (costs, identifiers of
metrics through their pair, fingerprints) is worked out here, so that it cannot disagree.
"""

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lib.demo.timeline import LAST_MONTH_RECEIVED
from lib.domain.decisions import Decision, DecisionOption, OneOnOne, Review, Scenario, Story
from lib.domain.initiatives import Contribution, Initiative, Prediction, Squad
from lib.domain.listening import Insight, ListeningSession
from lib.domain.metrics import Event, Metric, MetricPair
from lib.domain.okrs import Objective
from lib.domain.ownership import Objection
from lib.domain.updates import BLOCKS, FrozenUpdate, UpdateCommentary, block_text

_TEXTS = Path(__file__).parent / "texts"
_PERSON_MONTH = 8600.0
_RANGES = {0.8: (0.7, 1.3), 0.5: (0.4, 1.5), 1.0: (0.85, 1.15)}
_Record = TypeVar("_Record")


def rows_of(name: str) -> list[dict[str, Any]]:
    """Return the rows of one table of texts, as written."""
    document = tomllib.loads((_TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = next(iter(document.values()))
    return rows


def _records(record: type[_Record], name: str) -> tuple[_Record, ...]:
    return tuple(record(**_fields(record, row)) for row in rows_of(name))


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
    """Return the initiatives and candidates, tied to the metrics of their pair unless told."""
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
        for row in rows_of("initiative")
    )


def contributions() -> Iterator[Contribution]:
    """Give how far each initiative serves each objective; a direct one names its key result."""
    for row in rows_of("initiative"):
        for objective_id, share in row["contributions"].items():
            yield Contribution(
                initiative_id=row["initiative_id"],
                objective_id=objective_id,
                contribution=share,
                key_result_id=row["key_result_id"] if share == 1 else None,
            )


def predictions() -> Iterator[Prediction]:
    """Give the effect announced for each initiative when its work began."""
    for row in rows_of("initiative"):
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
    for row in rows_of("decision"):
        for option in row["options"]:
            yield DecisionOption(
                decision_id=row["decision_id"], **{"does_nothing": False, **option}
            )


def reviews() -> Iterator[Review]:
    """Give what became of each decision."""
    for row in rows_of("decision"):
        for review in row.get("reviews", ()):
            yield Review(decision_id=row["decision_id"], **review)


def listening_sessions() -> tuple[ListeningSession, ...]:
    """Return the sessions where an executive heard users."""
    return _records(ListeningSession, "listening")


def insights() -> Iterator[Insight]:
    """Give what was heard in each session."""
    for row in rows_of("listening"):
        for insight in row["insights"]:
            yield Insight(session_id=row["session_id"], **insight)


def stories() -> tuple[Story, ...]:
    """Return the success stories, the withdrawn one included."""
    return _records(Story, "story")


def scenarios() -> Iterator[Scenario]:
    """Give every input of every scenario."""
    for row in rows_of("scenario"):
        for given in row["inputs"]:
            yield Scenario(**_fields(Scenario, row), **given)


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
    for quarter in dict.fromkeys(said.quarter for said in update_commentaries()):
        yield FrozenUpdate(
            quarter=quarter,
            frozen_on=LAST_MONTH_RECEIVED,
            data_version=data_version,
            blocks=block_text(BLOCKS),
        )
