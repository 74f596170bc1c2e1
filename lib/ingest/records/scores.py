"""Confidence and impact as people write them: ``7/10``, ``70 %``, ``High``, ``At risk``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.i18n.translate import N_
from lib.ingest.records.cell_readers import TextCell, is_blank, numbers_of, value_of
from lib.ingest.records.rows import TableTask
from lib.ingest.text.headers import plain

_WORDS = "score_words"
_FRACTION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|sur|of|out of)\s*(10|100|5)")
_STATES = {
    8: ["on track", "en bonne voie", "green", "vert", "confident", "confiant"],
    5: ["at risk", "a risque", "amber", "orange", "yellow", "jaune", "incertain", "uncertain"],
    3: ["off track", "behind", "en retard", "red", "rouge", "hors trajectoire", "compromis"],
    10: ["done", "achieved", "completed", "atteint", "termine"],
}
_LEVELS = {
    "high": ["high", "haute", "haut", "elevee", "eleve", "forte", "fort"],
    "medium": ["medium", "moyenne", "moyen", "med", "moderate", "moderee"],
    "low": ["low", "basse", "bas", "faible"],
    "massive": ["massive", "massif", "very high", "tres fort", "tres eleve", "huge", "enorme"],
    "minimal": ["minimal", "minime", "very low", "tres faible"],
}
_RICE_CONFIDENCE = {"high": 1.0, "medium": 0.8, "low": 0.5, "massive": 1.0, "minimal": 0.5}
_RICE_IMPACT = {"massive": 3.0, "high": 2.0, "medium": 1.0, "low": 0.5, "minimal": 0.25}
_TEN = {"massive": 9.0, "high": 8.0, "medium": 5.0, "low": 3.0, "minimal": 2.0}


def _words(by_level: Mapping[str, float]) -> dict[str, float]:
    return {word: value for level, value in by_level.items() for word in _LEVELS[level]}


SHARES = _words(_RICE_CONFIDENCE)
"""Confidence by word, as RICE defines it: 1, 0.8 or 0.5."""
IMPACTS = _words(_RICE_IMPACT)
"""Impact by word, as RICE defines it: 3, 2, 1, 0.5 or 0.25."""
TENTHS = _words(_TEN) | {word: float(n) for n, words in _STATES.items() for word in words}
"""Confidence out of ten by word, that of levels and that of states."""


@dataclass(frozen=True, slots=True)
class _Score:
    """A cell: what it holds, and the scale that it tells (1, 5, 10 or 100), if it tells any."""

    cell: TextCell
    value: float | None
    scale: float | None = None

    @property
    def is_word(self) -> bool:
        """Whether the cell holds something else than a number."""
        return self.value is None and not is_blank(self.cell.text)


def read_tenths(task: TableTask, role: str) -> list[int | None]:
    """Return confidences out of ten; percents and shares of one are converted."""
    scores = _scores(task, role)
    bare = _largest(scores)
    is_share = (
        bare is not None
        and bare <= 1
        and any(score.value is not None and score.value % 1 for score in scores)
    )
    scale = 1.0 if is_share else 10.0 if bare is None or bare <= 10 else 100.0
    values = _with_words(task, role, scores, scale, TENTHS)
    return [None if value is None else int(value + 0.5) for value in values]


def read_shares(task: TableTask, role: str) -> list[float | None]:
    """Return confidences as shares of one; asks whether numbers up to ten are out of ten."""
    scores = _scores(task, role)
    bare = _largest(scores)
    scale: float | None = 1.0
    if bare is not None and bare > 10:
        scale = 100.0
    elif bare is not None and bare > 1:
        answer = task.issue_log.ask(
            "confidence_scale",
            ("ten", "percent"),
            N_("“{column}” goes up to {largest}: is it out of 10, or in percent?"),
            column=task.header(role) or role,
            largest=bare,
        )
        scale = 100.0 if answer == "percent" else 10.0
    values = _with_words(task, role, scores, scale or 1.0, SHARES, whole=1.0)
    return [None if value is None else round(value, 6) for value in values]


def read_impacts(task: TableTask, role: str) -> list[float | None]:
    """Return impacts; words as RICE defines them."""
    return _with_words(task, role, _scores(task, role), 1.0, IMPACTS, whole=1.0)


def _scores(task: TableTask, role: str) -> list[_Score]:
    cells = task.cells(role)
    fractions = [_FRACTION.fullmatch(cell.text.strip().casefold()) for cell in cells]
    texts = [
        TextCell(cell.line, "" if match or is_blank(cell.text) else cell.text)
        for cell, match in zip(cells, fractions, strict=True)
    ]
    numbers = numbers_of(task.connection, task.header(role) or role, texts, task.issue_log)
    scores = []
    for at, (cell, match) in enumerate(zip(cells, fractions, strict=True)):
        number = numbers[at] if numbers else None
        if match:
            scores.append(_Score(cell, float(match[1].replace(",", ".")), float(match[2])))
        else:
            is_percent = number is not None and number.unit == "%"
            scores.append(_Score(cell, value_of(number), 100.0 if is_percent else None))
    return scores


def _largest(scores: Sequence[_Score]) -> float | None:
    """Return the largest number that does not tell its scale."""
    bare = [score.value for score in scores if score.value is not None and score.scale is None]
    return max(bare, default=None)


def _with_words(
    task: TableTask,
    role: str,
    scores: Sequence[_Score],
    scale: float,
    words: Mapping[str, float],
    *,
    whole: float = 10.0,
) -> list[float | None]:
    """Return numbers on the scale of the record, words as answered."""
    texts = dict.fromkeys(score.cell.text for score in scores if score.is_word)
    meanings = {text: words[plain(text)] for text in texts if plain(text) in words}
    is_read = bool(meanings) and _ask_words(task, role, meanings)
    _tell_unread(
        task, role, [score for score in scores if score.is_word and score.cell.text not in meanings]
    )
    return [
        (meanings.get(score.cell.text) if is_read else None)
        if score.value is None
        else score.value / (score.scale or scale) * whole
        for score in scores
    ]


def _ask_words(task: TableTask, role: str, meanings: Mapping[str, float]) -> bool:
    """Ask once for all columns of a file whether words are read as numbers."""
    log = task.issue_log
    columns, words = task.header(role) or role, _listed(meanings)
    former = next((question for question in log.questions if question.code == _WORDS), None)
    if former is not None:
        log.withdraw(former.key)
        columns = f"{former.parameters['column']}, {columns}"
        words = f"{former.parameters['words']}; {words}"
    answer = log.ask(
        _WORDS,
        ("read", "leave_out"),
        N_("“{column}” is written in words. Read them as numbers ({words}), or leave them out?"),
        column=columns,
        words=words,
    )
    return answer == "read"


def _listed(meanings: Mapping[str, float]) -> str:
    return ", ".join(f"{text} = {value:g}" for text, value in meanings.items())


def _tell_unread(task: TableTask, role: str, scores: Sequence[_Score]) -> None:
    for score in scores:
        task.issue_log.warn(
            "score_not_read",
            N_("“{text}” is no score: the cell is left empty."),
            line=score.cell.line,
            column=task.header(role),
            text=score.cell.text,
        )
