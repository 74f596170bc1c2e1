"""What a check of a file says: faults, questions, rows set aside, typed records.

Sentences are kept as English templates with parameters and made in the reader's language at the
very last (``message``).
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from lib.domain.clock import today
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.store.uploads.previews import ChangedRecord, PreviewPoint, RestatedValue
from lib.store.uploads.uploads import Counts, Upload

Severity = Literal["error", "warning"]
Verdict = Literal["load", "choose", "refuse"]
Shape = Literal["long", "wide"]

MOST_CHOICES = 5
"""Answers offered at once; the others are behind "other"."""
_DISPLAYED = 60
_MOST_SUBJECTS = 12


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received: its name, and its bytes or where they lie."""

    name: str
    content: bytes | Path


@dataclass(frozen=True, slots=True)
class Options:
    """How to read files.

    Attributes
    ----------
    kind
        Table they hold, or ``auto``.
    choices
        Answers to questions, and columns chosen for roles: ``("decimal", ",")``,
        ``("value", "Montant")``.
    recipe
        Name or fingerprint of a recipe to apply, whatever the shape of the file.
    today
        Day of the check: later months cannot be actuals.
    company
        Answers that the company's own table holds; others take their place.
    """

    kind: str = "auto"
    choices: tuple[tuple[str, str], ...] = ()
    recipe: str | None = None
    today: date = field(default_factory=today)
    company: tuple[tuple[str, str], ...] = ()

    def answer(self, key: str) -> str | None:
        """Return the last answer given under ``key``."""
        return dict((*self.company, *self.choices)).get(key)


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault of a file: where, what was found, why, and what to do."""

    code: str
    severity: Severity
    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    column: str | None = None
    value: str | None = None
    sheet: str | None = None

    def message(self, locale: Locale) -> str:
        """Return the whole sentence, place first."""
        place = {"line": self.line, "column": self.column, "value": self.value, "sheet": self.sheet}
        sentence = _filled(self.template, place | dict(self.parameters), locale)
        where = _place(self.line, self.column, locale)
        if self.sheet:
            sheet = locale.gettext(N_("sheet “{sheet}”")).format(sheet=self.sheet)
            where = f"{sheet}, {where}" if where else sheet
        if not where:
            return sentence
        head = where[:1].upper() + where[1:]
        return locale.gettext(N_("{place}: {sentence}")).format(place=head, sentence=sentence)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a file that a question is about: headers, and rows as line and cells."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a file leaves open; answered by ``(key, option)`` among the choices.

    Attributes
    ----------
    code
        What is asked: ``decimal``, ``date_order``, ``metric``, ``scale``, ``duplicates`` …
    options
        Every answer known, the likeliest first.
    subject
        What it is asked about (a column, a metric), when the file raises it more than once.
    is_open
        Whether an answer outside the options is accepted.
    excerpt
        The part of the file that it is about.
    subjects
        What it is asked about when one answer counts for several.
    """

    code: str
    options: tuple[str, ...]
    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    subject: str | None = None
    is_open: bool = False
    excerpt: Excerpt | None = None
    subjects: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The likeliest answers, offered at once."""
        return self.options[:MOST_CHOICES]

    @property
    def others(self) -> tuple[str, ...]:
        """The other answers, offered in a list or a search box."""
        return self.options[MOST_CHOICES:]

    @property
    def key(self) -> str:
        """Name under which the answer is given."""
        return self.code if self.subject is None else f"{self.code}:{self.subject}"

    def message(self, locale: Locale) -> str:
        """Return the question as a sentence; with its subjects where it is about several."""
        sentence = _filled(self.template, self.parameters, locale)
        if not self.subjects:
            return sentence
        names = ", ".join(self.subjects[:_MOST_SUBJECTS])
        names += " …" if len(self.subjects) > _MOST_SUBJECTS else ""
        template = N_("{question} One answer counts for all {count}: {names}.")
        count = formats.number(len(self.subjects), locale)
        return locale.gettext(template).format(question=sentence, count=count, names=names)


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """Faults of one kind: the first one, how many there are, and their lines."""

    first: Issue
    count: int
    lines: tuple[int, ...]


def grouped(issues: Iterable[Issue]) -> list[IssueGroup]:
    """Return faults by kind, those to correct first."""
    by_kind: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        by_kind.setdefault((issue.severity, issue.template), []).append(issue)
    groups = [
        IssueGroup(
            members[0],
            len(members),
            tuple(dict.fromkeys(issue.line for issue in members if issue.line is not None)),
        )
        for members in by_kind.values()
    ]
    return sorted(groups, key=lambda group: group.first.severity != "error")


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not loaded: its line, why, and what it held."""

    line: int
    code: str
    template: str
    text: str
    sheet: str | None = None

    def message(self, locale: Locale) -> str:
        """Return why the row is not loaded."""
        return locale.gettext(self.template)


Record = Mapping[str, object]
"""A typed row of a report, by role."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a file holds and whether it can be loaded.

    ``rows`` counts the rows of data; ``set_aside`` lists the others. ``records`` holds the first
    rows, typed; all of them unless the file is very large. ``recipe`` is the fingerprint of the
    file's shape, under which answers are remembered, and ``remembered`` those that were applied.
    """

    file: str
    kind: str
    verdict: Verdict
    rows: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    shape: Shape = "long"
    columns: Mapping[str, str] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    issues: tuple[Issue, ...] = ()
    questions: tuple[Question, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    sheets: tuple[str, ...] = ()
    recipe: str | None = None
    remembered: tuple[tuple[str, str], ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Issues that keep the file from being loaded."""
        return tuple(issue for issue in self.issues if issue.severity == "error")


@dataclass(frozen=True, slots=True)
class FileResult:
    """The report of a file and what it changes.

    ``upload`` is None when nothing was loaded; counts, restatements and points belong to a preview.
    """

    report: Report
    upload: Upload | None = None
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0))
    restatements: tuple[RestatedValue, ...] = ()
    record_changes: tuple[ChangedRecord, ...] = ()
    points: tuple[PreviewPoint, ...] = ()


def displayed(text: str) -> str:
    """Return a text of a file as it can be shown: one line, at most 60 characters."""
    visible = "".join(
        "�" if unicodedata.category(sign).startswith("C") else sign
        for sign in text[: _DISPLAYED + 1]
    )
    return visible if len(visible) <= _DISPLAYED else visible[: _DISPLAYED - 1] + "…"


def _place(line: int | None, column: str | None, locale: Locale) -> str:
    if line is not None and column is not None:
        template = N_("line {line}, column “{column}”")
    elif line is not None:
        template = N_("line {line}")
    elif column is not None:
        template = N_("column “{column}”")
    else:
        return ""
    return locale.gettext(template).format(line=line, column=column)


class _Texts(dict[str, str]):
    """Texts of the fields of a template; a field without a text is shown as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def _filled(template: str, parameters: Mapping[str, object], locale: Locale) -> str:
    """Return a sentence; a template that does not fit its parameters never ends a page."""
    texts = _Texts(
        {name: _text(value, locale) for name, value in parameters.items() if value is not None}
    )
    return locale.gettext(template).format_map(texts)


def _text(value: object, locale: Locale) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return formats.number(value, locale)
    if isinstance(value, float):
        exact = (digits for digits in range(4) if round(value, digits) == value)
        decimals = next(exact, formats.significant_decimals(value, 4))
        return formats.number(value, locale, decimals=decimals)
    if isinstance(value, date):
        return formats.month_long(value, locale)
    return str(value)
