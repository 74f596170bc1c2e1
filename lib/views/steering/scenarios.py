"""Scenarios: the cost of a constraint, and the effect of a move through an assessed pair."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from lib.domain.decisions import Scenario, ScenarioKind
from lib.domain.scenarios import (
    FIELDS,
    ClosedForm,
    InputField,
    ScenarioResult,
    Swing,
    missing_inputs,
    solve,
    tornado,
)
from lib.statistics.what_if import (
    LinkEstimate,
    Refusal,
    Spread,
    WhatIf,
    WhatIfPlan,
    is_edge,
    largest_move,
    refusal,
    simulate,
)
from lib.views.committee.metric_pairs import PairCard, metric_pairs_view
from lib.views.company import company
from lib.views.evidence import PairEvidence, pair_evidence
from lib.views.series import MetricSeries, facts, values_array
from lib.views.snapshot import Snapshot, cached

MOVE = "move"
_CLOSED: tuple[str, ...] = get_args(ClosedForm)
InvalidInput = Literal["", "missing", "pair", "order"]

WHAT_IF_FIELDS = (
    InputField(MOVE, "count"),
    InputField("move_low", "count"),
    InputField("move_high", "count"),
    InputField("delivery_early", "months"),
    InputField("delivery_likely", "months"),
    InputField("delivery_late", "months"),
    InputField("ramp_months", "months"),
    InputField("horizon_months", "months"),
    InputField("value_per_unit", "EUR"),
    InputField("cost", "EUR"),
    InputField("yearly_discount", "share"),
)
"""Inputs of a what-if, in the order of the page; all but the move and its worth have a default."""

_DEFAULTS = {
    "delivery_early": 2.0,
    "delivery_likely": 3.0,
    "delivery_late": 6.0,
    "ramp_months": 3.0,
    "horizon_months": 12.0,
    "cost": 0.0,
    "yearly_discount": 0.0,
}
_LEAST_SHARE, _MOST_SHARE = 0.5, 1.25


@dataclass(frozen=True, slots=True)
class ScenarioInput:
    """One input as the page shows it.

    Attributes
    ----------
    value
        As recorded, or assumed by Tandem where it was not.
    record
        Row it comes from, with what it assumes; None where Tandem assumed it.
    """

    field: InputField
    value: float
    record: Scenario | None


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """One scenario: all the rows of its identifier.

    Attributes
    ----------
    first
        Row that carries its name.
    inputs
        Inputs in the order of the page; a closed form lists only those it has.
    missing
        Inputs it lacks: nothing can be computed.
    pair_id
        Pair a what-if goes through, else empty.
    """

    scenario_id: str
    kind: ScenarioKind
    first: Scenario
    inputs: tuple[ScenarioInput, ...]
    missing: tuple[str, ...]
    pair_id: str = ""

    @property
    def values(self) -> dict[str, float]:
        """The inputs by name."""
        return {scenario_input.field.name: scenario_input.value for scenario_input in self.inputs}

    def tried(self, values: tuple[float, ...]) -> "ScenarioCard":
        """Return the same scenario with other values, in the order of its inputs."""
        return replace(
            self,
            inputs=tuple(
                replace(scenario_input, value=value)
                for scenario_input, value in zip(self.inputs, values, strict=True)
            ),
        )


@dataclass(frozen=True, slots=True)
class SolvedScenario:
    """The result of a closed form, and its sensitivity to each input."""

    result: ScenarioResult
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class WhatIfResult:
    """The result of a what-if through a pair.

    Attributes
    ----------
    refused
        Why nothing is computed; empty where there is an ``outcome``.
    largest
        Largest move of the product metric ever seen within the horizon; NaN without any.
    is_edge
        Whether the move lies at the edge of what was ever seen.
    starts
        Month from which delivery counts.
    """

    pair: PairCard | None
    evidence: PairEvidence | None
    refused: Refusal | InvalidInput
    largest: float
    is_edge: bool
    starts: date | None
    outcome: WhatIf | None


@cached
def scenarios_view(snapshot: Snapshot) -> tuple[ScenarioCard, ...]:
    """Return every scenario of a snapshot, by identifier."""
    rows: dict[str, list[Scenario]] = {}
    for row in company(snapshot).scenarios:
        rows.setdefault(row.scenario_id, []).append(row)
    return tuple(_card(snapshot, scenario_rows) for _, scenario_rows in sorted(rows.items()))


def solve_card(card: ScenarioCard) -> SolvedScenario | None:
    """Return the result of a closed form; None for another kind or a missing input."""
    if card.missing or card.kind == "what_if":
        return None
    return SolvedScenario(solve(card.kind, card.values), tornado(card.kind, card.values))


def what_if_result(snapshot: Snapshot, card: ScenarioCard) -> WhatIfResult:
    """Return the result of a what-if through its pair, or why it cannot be computed."""
    key = ("what_if", card.scenario_id, tuple(card.values.items()))
    return snapshot.get_or_compute(key, lambda: _what_if_result(snapshot, card))


def _card(snapshot: Snapshot, rows: list[Scenario]) -> ScenarioCard:
    first = rows[0]
    if first.kind == "what_if":
        return _what_if_card(snapshot, rows)
    by_parameter = {row.parameter: row for row in rows}
    inputs = tuple(
        ScenarioInput(field, by_parameter[field.name].value, by_parameter[field.name])
        for field in FIELDS[first.kind]
        if field.name in by_parameter
    )
    return ScenarioCard(
        scenario_id=first.scenario_id,
        kind=first.kind,
        first=first,
        inputs=inputs,
        missing=missing_inputs(first.kind, {name: row.value for name, row in by_parameter.items()}),
    )


def _what_if_card(snapshot: Snapshot, rows: list[Scenario]) -> ScenarioCard:
    """Return a what-if: the row named after a pair holds the move, the others the plan."""
    pairs = company(snapshot).pairs
    by_parameter = {MOVE if row.parameter in pairs else row.parameter: row for row in rows}
    pair_id = next((row.parameter for row in rows if row.parameter in pairs), "")
    defaults = dict(_DEFAULTS)
    if MOVE in by_parameter:
        move = by_parameter[MOVE].value
        defaults |= {"move_low": _LEAST_SHARE * move, "move_high": _MOST_SHARE * move}
    needed = (MOVE, "value_per_unit")
    inputs = tuple(
        ScenarioInput(field, row.value if row else defaults[field.name], row)
        for field in WHAT_IF_FIELDS
        if (row := by_parameter.get(field.name)) or field.name in defaults
    )
    return ScenarioCard(
        scenario_id=rows[0].scenario_id,
        kind="what_if",
        first=rows[0],
        inputs=inputs,
        missing=tuple(name for name in needed if name not in by_parameter),
        pair_id=pair_id,
    )


def _what_if_result(snapshot: Snapshot, card: ScenarioCard) -> WhatIfResult:
    pair = metric_pairs_view(snapshot).card(card.pair_id)
    evidence = pair_evidence(snapshot).get(card.pair_id)
    starts = facts(snapshot).last
    nothing = float("nan")
    if pair is None or evidence is None:
        return WhatIfResult(pair, evidence, "pair", nothing, False, starts, None)
    if card.missing:
        return WhatIfResult(pair, evidence, "missing", nothing, False, starts, None)
    plan = _plan(card.values)
    if plan is None:
        return WhatIfResult(pair, evidence, "order", nothing, False, starts, None)
    largest = largest_move(values_array(pair.series.product), plan.horizon_months)
    refused = refusal(evidence.assessment.label, plan.move, largest)
    return WhatIfResult(
        pair=pair,
        evidence=evidence,
        refused=refused,
        largest=largest,
        is_edge=is_edge(plan.move, largest),
        starts=starts,
        outcome=None if refused else simulate(_link(pair, evidence), plan),
    )


def _plan(values: dict[str, float]) -> WhatIfPlan | None:
    """Return the plan that inputs state; None where their order makes no sense."""
    move = Spread(values["move_low"], values[MOVE], values["move_high"])
    if move.low > move.high:  # a fall: its smallest end is the one furthest from zero
        move = Spread(move.high, move.likely, move.low)
    delivery = Spread(*(values[f"delivery_{end}"] for end in ("early", "likely", "late")))
    is_ordered = all(spread.low <= spread.likely <= spread.high for spread in (move, delivery))
    if not is_ordered or values["horizon_months"] < 1:
        return None
    return WhatIfPlan(
        move=move,
        delivery=delivery,
        ramp_months=values["ramp_months"],
        horizon_months=round(values["horizon_months"]),
        value_per_unit=values["value_per_unit"],
        yearly_discount=values["yearly_discount"],
        cost=values["cost"],
    )


def _link(pair: PairCard, evidence: PairEvidence) -> LinkEstimate:
    assessment = evidence.assessment
    return LinkEstimate(
        estimate=assessment.estimate,
        low=assessment.low,
        high=assessment.high,
        degrees_of_freedom=assessment.degrees_of_freedom,
        lag=assessment.lag,
        product_level=_latest(pair.series.product),
        business_level=_latest(pair.series.business),
        product_in_logs=assessment.product_in_logs,
        business_in_logs=assessment.business_in_logs,
    )


def _latest(series: MetricSeries) -> float:
    values = [value for value in series.values if value is not None]
    return values[-1] if values else float("nan")
