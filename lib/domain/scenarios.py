"""What a constraint costs, in closed form: scope against date, debt against cost, peak load.

A scenario is arithmetic on stated inputs. Nothing here is measured.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

ClosedForm = Literal["scope", "quality", "peak_load"]
InputUnit = Literal["months", "EUR", "share", "count", "times", "hours"]
FigureName = Literal[
    "full_value",
    "reduced_value",
    "freed_a_year",
    "payback_months",
    "orders_lost",
    "value_lost",
]
BreakEven = Literal["reduced_share", "maintenance_share_after", "demand_multiple"]
Inputs = Mapping[str, float]

SWING = 0.2
"""Share by which each input is moved, down and up, to see what matters."""

_YEAR = 12


@dataclass(frozen=True, slots=True)
class InputField:
    """One input of a closed form, with its unit."""

    name: str
    unit: InputUnit


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on the way to the result; None where it does not exist."""

    name: FigureName
    value: float | None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What a closed form gives.

    Attributes
    ----------
    net
        What the choice under study brings in euros, more than not making it; it pays above zero.
    break_even
        Value of the input named ``break_even_input`` at which it brings nothing; None where no
        value does.
    figures
        Figures on the way.
    """

    net: float
    break_even_input: BreakEven
    break_even: float | None
    figures: tuple[Figure, ...]

    @property
    def pays(self) -> bool:
        """Whether the choice brings more than it costs."""
        return self.net > 0


@dataclass(frozen=True, slots=True)
class Swing:
    """The result with one input a fifth lower and a fifth higher."""

    name: str
    low_input: float
    high_input: float
    at_low: float
    at_high: float

    @property
    def reach(self) -> float:
        """How far the result moves."""
        return abs(self.at_high - self.at_low)


FIELDS: dict[ClosedForm, tuple[InputField, ...]] = {
    "scope": (
        InputField("horizon_months", "months"),
        InputField("full_ready_month", "months"),
        InputField("reduced_ready_month", "months"),
        InputField("monthly_value", "EUR"),
        InputField("reduced_share", "share"),
    ),
    "quality": (
        InputField("one_off_cost", "EUR"),
        InputField("maintenance_share_before", "share"),
        InputField("maintenance_share_after", "share"),
        InputField("people", "count"),
        InputField("monthly_cost", "EUR"),
    ),
    "peak_load": (
        InputField("base_orders_per_hour", "count"),
        InputField("demand_multiple", "times"),
        InputField("capacity_multiple", "times"),
        InputField("hours", "hours"),
        InputField("margin_per_order", "EUR"),
        InputField("lost_buyer_share", "share"),
        InputField("lost_buyer_value", "EUR"),
        InputField("cost", "EUR"),
    ),
}
"""Inputs of each closed form, in the order of the page."""


def solve(kind: ClosedForm, inputs: Inputs) -> ScenarioResult:
    """Return what a closed form gives for a complete set of inputs."""
    return _FORMS[kind](inputs)


def missing_inputs(kind: ClosedForm, inputs: Inputs) -> tuple[str, ...]:
    """Return the names of the inputs that are not given."""
    return tuple(field.name for field in FIELDS[kind] if field.name not in inputs)


def tornado(kind: ClosedForm, inputs: Inputs) -> tuple[Swing, ...]:
    """Return the result with each input moved by a fifth, what matters most first.

    A share never goes beyond one.
    """
    swings = [_swing(kind, inputs, field) for field in FIELDS[kind]]
    return tuple(sorted(swings, key=lambda swing: -swing.reach))


def scope_against_date(inputs: Inputs) -> ScenarioResult:
    """Return what opening earlier with a reduced scope brings, more than waiting for the whole.

    Over a horizon of H months, the whole ready after F months is worth ``(H - F) v``, a share s of
    it ready after R months ``(H - R) v s``; both are equal at ``s = (H - F) / (H - R)``.
    """
    full_months = max(0.0, inputs["horizon_months"] - inputs["full_ready_month"])
    reduced_months = max(0.0, inputs["horizon_months"] - inputs["reduced_ready_month"])
    full = full_months * inputs["monthly_value"]
    reduced = reduced_months * inputs["monthly_value"] * inputs["reduced_share"]
    return ScenarioResult(
        net=reduced - full,
        break_even_input="reduced_share",
        break_even=full_months / reduced_months if reduced_months else None,
        figures=(Figure("full_value", full), Figure("reduced_value", reduced)),
    )


def quality_against_cost(inputs: Inputs) -> ScenarioResult:
    """Return what repaying a debt brings within a year: capacity freed, less its cost.

    A share of maintenance lowered from b to a frees ``(b - a) n c`` a month for n people at c.
    """
    capacity = inputs["people"] * inputs["monthly_cost"]
    share = inputs["maintenance_share_before"] - inputs["maintenance_share_after"]
    freed = share * capacity
    cost = inputs["one_off_cost"]
    even = inputs["maintenance_share_before"] - cost / (_YEAR * capacity) if capacity else None
    return ScenarioResult(
        net=_YEAR * freed - cost,
        break_even_input="maintenance_share_after",
        break_even=even if even is not None and even >= 0 else None,
        figures=(
            Figure("freed_a_year", _YEAR * freed),
            Figure("payback_months", cost / freed if freed > 0 else None),
        ),
    )


def peak_against_capacity(inputs: Inputs) -> ScenarioResult:
    """Return what bearing a peak brings: the orders it would have lost, less the cost of the work.

    Above a capacity of k times the usual demand, ``q h (d - k)`` orders are lost in h hours; each
    is worth its margin and the share of buyers who never come back.
    """
    volume = inputs["base_orders_per_hour"] * inputs["hours"]
    worth = inputs["margin_per_order"] + inputs["lost_buyer_share"] * inputs["lost_buyer_value"]
    orders = volume * max(0.0, inputs["demand_multiple"] - inputs["capacity_multiple"])
    per_multiple = volume * worth
    even = inputs["capacity_multiple"] + inputs["cost"] / per_multiple if per_multiple else None
    return ScenarioResult(
        net=orders * worth - inputs["cost"],
        break_even_input="demand_multiple",
        break_even=even,
        figures=(Figure("orders_lost", orders), Figure("value_lost", orders * worth)),
    )


def _swing(kind: ClosedForm, inputs: Inputs, field: InputField) -> Swing:
    value = inputs[field.name]
    low, high = value * (1 - SWING), value * (1 + SWING)
    if field.unit == "share":
        high = max(value, min(1.0, high))
    return Swing(
        name=field.name,
        low_input=low,
        high_input=high,
        at_low=solve(kind, {**inputs, field.name: low}).net,
        at_high=solve(kind, {**inputs, field.name: high}).net,
    )


_FORMS: dict[ClosedForm, Callable[[Inputs], ScenarioResult]] = {
    "scope": scope_against_date,
    "quality": quality_against_cost,
    "peak_load": peak_against_capacity,
}
