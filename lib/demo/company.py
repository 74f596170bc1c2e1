"""The exports of the demo company, file by file, as they reached its product team."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from lib.demo import registers
from lib.demo.figures import check_ins, metric_targets, published, published_values
from lib.demo.plans import HISTORY_RECEIVED, LAST, LAST_MONTH_RECEIVED, REGISTERS_RECEIVED
from lib.demo.registers import key_results
from lib.demo.tables import as_first_published, canonical, is_in_latest, value_files
from lib.demo.teams import cohort_values, efforts
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
from lib.domain.metrics import CohortValue, Event, Metric, MetricPair, MetricTarget, MetricValue
from lib.domain.okrs import CheckIn, KeyResult, Objective
from lib.domain.tables import table_of

AUTHOR = "Tramontille"
"""Author of the uploads of the demo company."""

DEFAULT_SEED = 11972
"""With this seed every pair has its intended label, at a distance from each threshold."""


_VERSION_FROZEN = 25
"""Data version of the last file that came in before October."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file to load.

    Attributes
    ----------
    name
        File name; its number is its place in the order of loading.
    table
        Table it feeds.
    received_on
        Day it reached the product team.
    """

    name: str
    table: str
    received_on: date


@dataclass(frozen=True, slots=True)
class _Written:
    file: ExportFile
    content: bytes


def generate(seed: int = DEFAULT_SEED) -> dict[str, bytes]:
    """Return the exports of the demo company by file name, in the order of loading."""
    return {written.file.name: written.content for written in _write(seed)}


@cache
def load_order() -> tuple[ExportFile, ...]:
    """Return the files in the order of loading, each with the day it was received."""
    return tuple(written.file for written in _write(DEFAULT_SEED))


def _write(seed: int) -> Iterator[_Written]:
    for number, written in enumerate(_in_order(seed), start=1):
        name = f"{number:02d}_{written.file.name}.csv"
        yield replace(written, file=replace(written.file, name=name))


def _in_order(seed: int) -> Iterator[_Written]:
    figures = published(seed)
    values = tuple(published_values(figures))
    checks = tuple(check_ins(figures))
    yield from _catalogue()
    past = (as_first_published(value) for value in values if value.period < LAST)
    yield from _values("2023-01_2026-09", past, HISTORY_RECEIVED)
    yield from _plans()
    before = (check_in for check_in in checks if check_in.period < LAST)
    yield _table(CheckIn, before, HISTORY_RECEIVED, prefix="2026-01_2026-09_")
    yield from _registers()
    yield _table(Effort, efforts(seed), REGISTERS_RECEIVED)
    yield _table(CohortValue, cohort_values(figures, seed), REGISTERS_RECEIVED)
    latest = (value for value in values if is_in_latest(value))
    yield from _values("2026-10", latest, LAST_MONTH_RECEIVED)
    now = (check_in for check_in in checks if check_in.period == LAST)
    yield _table(CheckIn, now, LAST_MONTH_RECEIVED, prefix="2026-10_")
    commentaries = registers.update_commentaries()
    yield _table(UpdateCommentary, commentaries, LAST_MONTH_RECEIVED)
    frozen = registers.frozen_updates(_VERSION_FROZEN)
    yield _table(FrozenUpdate, frozen, LAST_MONTH_RECEIVED)


def _catalogue() -> Iterator[_Written]:
    yield _table(Metric, registers.metrics(), HISTORY_RECEIVED)
    yield _table(Squad, registers.squads(), HISTORY_RECEIVED)


def _plans() -> Iterator[_Written]:
    yield _table(MetricTarget, metric_targets(), HISTORY_RECEIVED)
    yield _table(MetricPair, registers.metric_pairs(), HISTORY_RECEIVED)
    yield _table(Event, registers.events(), HISTORY_RECEIVED)
    yield _table(Objective, registers.objectives(), HISTORY_RECEIVED)
    yield _table(KeyResult, key_results(), HISTORY_RECEIVED)


def _registers() -> Iterator[_Written]:
    day = REGISTERS_RECEIVED
    yield _table(Initiative, registers.initiatives(), day)
    yield _table(Contribution, registers.contributions(), day)
    yield _table(Prediction, registers.predictions(), day)
    yield _table(Decision, registers.decisions(), day)
    yield _table(DecisionOption, registers.decision_options(), day)
    yield _table(Review, registers.reviews(), day)
    yield _table(ListeningSession, registers.listening_sessions(), day)
    yield _table(Insight, registers.insights(), day)
    yield _table(Story, registers.stories(), day)
    yield _table(Scenario, registers.scenarios(), day)
    yield _table(OneOnOne, registers.one_on_ones(), day)
    yield _table(Objection, registers.objections(), day)


def _table(
    record: type[object], records: Iterable[object], received_on: date, *, prefix: str = ""
) -> _Written:
    table = table_of(record)
    return _Written(ExportFile(f"{prefix}{table}", table, received_on), canonical(record, records))


def _values(months: str, values: Iterable[MetricValue], received_on: date) -> Iterator[_Written]:
    for written in value_files(values):
        file = ExportFile(f"{months}_{written.name}", table_of(MetricValue), received_on)
        yield _Written(file, written.content)
