"""The words of every closed list of the records: a form offers words, a file has their codes."""

from collections.abc import Mapping
from typing import Any

from lib.domain.decisions import Block, DecisionStatus, StoryStatus
from lib.domain.feedback import ExecutiveRole, InsightStatus, SessionKind, SubjectKind
from lib.domain.initiatives import EffectShape
from lib.domain.metrics import Aggregation, Cadence, Direction, Family, MetricKind
from lib.i18n.translate import N_, Locale
from lib.wording.decisions import VERDICT_WORDS
from lib.wording.initiatives import STATUS_WORDS as INITIATIVE_WORDS
from lib.wording.okrs import KIND_WORDS as KEY_RESULT_WORDS
from lib.wording.one_on_one import PROMISE_WORDS
from lib.wording.scenarios import KIND_WORDS as SCENARIO_WORDS
from lib.wording.squads import KIND_NAMES as WORK_WORDS

_METRIC_WORDS: dict[MetricKind, str] = {
    "product": N_("Product metric"),
    "business": N_("Business metric"),
}
_FAMILY_WORDS: dict[Family, str] = {
    "growth": N_("Growth"),
    "profitability": N_("Profitability"),
    "satisfaction": N_("Satisfaction"),
    "delivery": N_("Delivery"),
}
_DIRECTION_WORDS: dict[Direction, str] = {
    "up": N_("Higher is better"),
    "down": N_("Lower is better"),
    "none": N_("Neither is better"),
}
_AGGREGATION_WORDS: dict[Aggregation, str] = {
    "sum": N_("The sum of its days"),
    "mean": N_("The mean of its days"),
    "last": N_("Its last day"),
}
_CADENCE_WORDS: dict[Cadence, str] = {"month": N_("Every month"), "quarter": N_("Every quarter")}
_EVENT_WORDS: dict[str, str] = {
    "event": N_("Event"),
    "redefinition": N_("The metric is counted another way"),
    "rebase": N_("The metric starts from another level"),
}
_SHAPE_WORDS: dict[EffectShape, str] = {
    "step": N_("At once"),
    "ramp": N_("Building over months"),
    "undeclared": N_("Not declared"),
}
_DECISION_WORDS: dict[DecisionStatus, str] = {
    "open": N_("Still to be decided"),
    "decided": N_("Has been decided"),
}
_STORY_WORDS: dict[StoryStatus, str] = {
    "told": N_("The story is presented"),
    "withdrawn": N_("The story is withdrawn"),
}
_SUBJECT_WORDS: dict[SubjectKind, str] = {
    "pair": N_("A pair"),
    "metric": N_("A metric"),
    "decision": N_("A decision"),
}
EXECUTIVE_ROLES: dict[ExecutiveRole, str] = {
    "ceo": N_("Chief executive"),
    "cfo": N_("Finance director"),
    "cto": N_("Technology director"),
    "marketing": N_("Marketing director"),
    "sales": N_("Sales director"),
    "hr": N_("Human resources director"),
    "operations": N_("Operations director"),
}
SESSION_KINDS: dict[SessionKind, str] = {
    "interview": N_("interview"),
    "call": N_("calls listened to"),
    "visit": N_("visit"),
    "test": N_("user test"),
    "demo": N_("demo"),
}
INSIGHT_STATUSES: dict[InsightStatus, str] = {
    "open": N_("open"),
    "backlog": N_("in the backlog"),
    "decided": N_("decided"),
    "done": N_("done"),
}
UPDATE_BLOCKS: dict[Block, str] = {
    "moved": N_("What moved"),
    "objectives": N_("Objectives"),
    "pairs": N_("Pairs and their evidence"),
    "initiatives": N_("Initiatives: announced and measured"),
    "stories": N_("Stories presented and withdrawn"),
    "listening": N_("Who has heard our users"),
    "decisions": N_("Decisions asked for"),
    "next": N_("What comes next"),
}
_LISTS: tuple[Mapping[Any, str], ...] = (
    _METRIC_WORDS,
    _FAMILY_WORDS,
    _DIRECTION_WORDS,
    _AGGREGATION_WORDS,
    _CADENCE_WORDS,
    _EVENT_WORDS,
    _SHAPE_WORDS,
    _DECISION_WORDS,
    _STORY_WORDS,
    _SUBJECT_WORDS,
    UPDATE_BLOCKS,
    INITIATIVE_WORDS,
    KEY_RESULT_WORDS,
    PROMISE_WORDS,
    EXECUTIVE_ROLES,
    SCENARIO_WORDS,
    SESSION_KINDS,
    INSIGHT_STATUSES,
    VERDICT_WORDS,
    WORK_WORDS,
    {"company": N_("Company")},
)
_BY_CODES: dict[frozenset[str], Mapping[Any, str]] = {frozenset(words): words for words in _LISTS}


def choice_words(choices: tuple[str, ...], locale: Locale) -> dict[str, str]:
    """Return the word of each code of a closed list, with a capital, as a form shows it."""
    words = {code: locale.gettext(_BY_CODES[frozenset(choices)][code]) for code in choices}
    return {code: word[:1].upper() + word[1:] for code, word in words.items()}


def block_name(block: Block, locale: Locale) -> str:
    """Return the name of a block of the quarterly update."""
    return locale.gettext(UPDATE_BLOCKS[block])
