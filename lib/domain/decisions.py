"""Decisions and reviews, stories, scenarios, one-to-ones, and the quarterly update."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from lib.domain.records import column
from lib.i18n.translate import N_

DecisionStatus = Literal["open", "decided"]
Verdict = Literal["met", "better", "on_course", "partial", "not_shown", "wrong", "reversed"]
StoryStatus = Literal["told", "withdrawn"]
ScenarioKind = Literal["scope", "quality", "peak_load", "what_if"]
PromiseState = Literal["kept", "not_kept", "pending"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision made or due, with its expected effect and the day of its review."""

    decision_id: str = column("text", N_("Stable identifier of the decision"), key=True)
    name_fr: str | None = column("text", N_("Question decided, in French"))
    name_en: str | None = column("text", N_("Question decided, in English"))
    status: DecisionStatus = column(
        "choice", N_("Open or decided"), required=True, choices=DecisionStatus
    )
    decided_on: date | None = column("day", N_("Day of the decision"))
    due_on: date | None = column("day", N_("Day the decision is needed"))
    review_on: date | None = column("day", N_("Day the result is reviewed"))
    chosen_option: str | None = column("text", N_("Option chosen"))
    expected_low: float | None = column("number", N_("Low end expected, in euros a year"))
    expected_mid: float | None = column("number", N_("Effect expected, in euros a year"))
    expected_high: float | None = column("number", N_("High end expected, in euros a year"))
    monthly_cost_of_waiting: float | None = column(
        "number", N_("Cost of waiting one month, in euros")
    )
    initiative_id: str | None = column("text", N_("Initiative concerned"), references="initiative")
    pair_id: str | None = column("text", N_("Pair concerned"), references="metric_pair")
    owner_product: str | None = column("text", N_("Role that recommends, on the product side"))
    owner_business: str | None = column("text", N_("Role that recommends, on the business side"))
    data_version: int | None = column("integer", N_("Data version the decision was taken on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOption:
    """One way to decide, with its figures; doing nothing is always one of them."""

    decision_id: str = column("text", N_("Decision concerned"), key=True, references="decision")
    option: str = column("text", N_("Short identifier of the option"), key=True)
    name_fr: str | None = column("text", N_("Option in French"))
    name_en: str | None = column("text", N_("Option in English"))
    does_nothing: bool | None = column("boolean", N_("Whether this option is to do nothing"))
    cost: float | None = column("number", N_("Cost in euros"))
    low: float | None = column("number", N_("Low end of the effect, in euros a year"))
    mid: float | None = column("number", N_("Effect, in euros a year"))
    high: float | None = column("number", N_("High end of the effect, in euros a year"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The verdict on a decision at its review."""

    decision_id: str = column("text", N_("Decision reviewed"), key=True, references="decision")
    reviewed_on: date = column("day", N_("Day of the review"), key=True)
    verdict: Verdict = column("choice", N_("Verdict"), required=True, choices=Verdict)
    actual: float | None = column("number", N_("Effect found, in euros a year"))
    note_fr: str | None = column("text", N_("Comment in French"), long=True)
    note_en: str | None = column("text", N_("Comment in English"), long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What an initiative changed, with its proof; if withdrawn, with the reason."""

    story_id: str = column("text", N_("Stable identifier of the story"), key=True)
    initiative_id: str = column(
        "text", N_("Initiative of the story"), required=True, references="initiative"
    )
    pair_id: str | None = column("text", N_("Pair that proves it"), references="metric_pair")
    name_fr: str | None = column("text", N_("Title in French"))
    name_en: str | None = column("text", N_("Title in English"))
    before_fr: str | None = column("text", N_("Before, in French"), long=True)
    before_en: str | None = column("text", N_("Before, in English"), long=True)
    action_fr: str | None = column("text", N_("What was done, in French"), long=True)
    action_en: str | None = column("text", N_("What was done, in English"), long=True)
    after_fr: str | None = column("text", N_("After, in French"), long=True)
    after_en: str | None = column("text", N_("After, in English"), long=True)
    told_on: date | None = column("day", N_("Day it was first presented"))
    status: StoryStatus = column(
        "choice", N_("Presented or withdrawn"), required=True, choices=StoryStatus
    )
    withdrawn_on: date | None = column("day", N_("Day it was withdrawn"))
    reason_fr: str | None = column("text", N_("Why it was withdrawn, in French"), long=True)
    reason_en: str | None = column("text", N_("Why it was withdrawn, in English"), long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One input of a what-if computation; a scenario is all the rows of its identifier."""

    scenario_id: str = column("text", N_("Stable identifier of the scenario"), key=True)
    parameter: str = column("text", N_("Input of the computation"), key=True)
    kind: ScenarioKind = column(
        "choice", N_("Kind of computation"), required=True, choices=ScenarioKind
    )
    name_fr: str | None = column("text", N_("Name in French"))
    name_en: str | None = column("text", N_("Name in English"))
    value: float = column("number", N_("Value of the input"), required=True)
    unit: str | None = column("text", N_("Unit of the input"))
    assumption_fr: str | None = column("text", N_("What the value assumes, in French"), long=True)
    assumption_en: str | None = column("text", N_("What the value assumes, in English"), long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOnOne:
    """A private meeting of product leader and chief executive."""

    one_on_one_id: str = column("text", N_("Stable identifier of the meeting"), key=True)
    held_on: date = column("day", N_("Day of the meeting"), required=True)
    moved_fr: str | None = column("text", N_("What had moved, in French"), long=True)
    moved_en: str | None = column("text", N_("What had moved, in English"), long=True)
    question_fr: str | None = column(
        "text", N_("Question of the chief executive, in French"), long=True
    )
    question_en: str | None = column(
        "text", N_("Question of the chief executive, in English"), long=True
    )
    promise_fr: str | None = column("text", N_("What was promised, in French"), long=True)
    promise_en: str | None = column("text", N_("What was promised, in English"), long=True)
    promise_state: PromiseState | None = column(
        "choice", N_("Whether the promise was kept"), choices=PromiseState
    )


Block = Literal[
    "moved", "objectives", "pairs", "initiatives", "stories", "listening", "decisions", "next"
]

BLOCKS: tuple[Block, ...] = get_args(Block)
"""Every block, in the order of a committee."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCommentary:
    """Commentary of the product leader on one block of a quarterly update."""

    quarter: str = column("quarter", N_("Quarter of the update"), key=True)
    block: Block = column("choice", N_("Block of the update"), key=True, choices=Block)
    text_fr: str | None = column("text", N_("Commentary in French"), long=True)
    text_en: str | None = column("text", N_("Commentary in English"), long=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenUpdate:
    """The update of a quarter as the committee saw it: data version, blocks and their order."""

    quarter: str = column("quarter", N_("Quarter frozen"), key=True)
    frozen_on: date = column("day", N_("Day the update was frozen"), required=True)
    data_version: int = column("integer", N_("Data version that it shows"), required=True)
    blocks: str = column("text", N_("Blocks shown, in order, separated by commas"), required=True)


def block_list(text: str) -> tuple[Block, ...]:
    """Return the blocks named in a text, each once, in its order; unknown names are left out."""
    by_name: dict[str, Block] = {block: block for block in BLOCKS}
    names = [name.strip() for name in text.split(",")]
    return tuple(dict.fromkeys(by_name[name] for name in names if name in by_name))


def block_text(blocks: tuple[Block, ...]) -> str:
    """Return blocks as they stand in a record and in an address."""
    return ",".join(blocks)
