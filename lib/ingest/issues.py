"""The log of one check: faults, questions and skipped rows; none stops the reading."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from lib.errors import TandemError
from lib.i18n.translate import N_
from lib.ingest.reports import Issue, Options, Question, SetAside, Severity, displayed

MOST_LISTED = 500
"""Faults of one kind listed one by one; beyond, their number is given."""

_MOST_ALIKE = 2
MERGED_FIRST = {"aggregation": ("usual",)}
"""Answers that only a question about several subjects offers, by code."""

SKIP_REASONS = {
    "total_row": N_("This row is a total: it is not loaded."),
    "longer_period": N_("This row covers a longer period than the others: it is not loaded."),
    "repeated_header": N_("This row repeats the header: it is not loaded."),
    "footer": N_("This line is a note of the export, not data: it is not loaded."),
    "metadata_row": N_("This row describes the column, it is not data: it is not loaded."),
    "duplicate_identical": N_("This row gives the same value as another one: it is loaded once."),
    "duplicate_resolved": N_("This row gives another value for the same key: it was left out."),
    "other_table": N_("This row belongs to a table without months: it is not loaded."),
    "untitled": N_("This row has no title: it is not loaded."),
    "container": N_("This row groups others and has no status: it is not loaded as an initiative."),
    "earlier_check_in": N_("A later check-in of the same month is loaded instead."),
    "forecast_row": N_("This row is a forecast: it is not loaded."),
    "empty_row": N_("This row holds no value: it is not loaded."),
}
"""Why a row can be set aside, by code."""


class FileRefusedError(TandemError):
    """A file that cannot be read at all; carries the fault."""

    def __init__(
        self, template: str, *, code: str, line: int | None = None, **parameters: object
    ) -> None:
        super().__init__(template, **parameters)
        self.issue = Issue(code, "error", template, parameters, line=line)


@dataclass(slots=True)
class IssueLog:
    """Faults, questions and rows set aside of one file, gathered along the way."""

    options: Options
    sheet: str | None = None
    file: str = ""
    issues: list[Issue] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    sheet_starts: tuple[tuple[int, str], ...] = ()

    def add(
        self,
        severity: Severity,
        code: str,
        template: str,
        *,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
        **parameters: object,
    ) -> None:
        """Write down a fault; beyond ``MOST_LISTED`` of a code it is only counted."""
        if sum(issue.code == code for issue in self.issues) >= MOST_LISTED:
            self.hidden[code] = self.hidden.get(code, 0) + 1
            return
        line, sheet = self._place(line)
        self.issues.append(
            Issue(
                code,
                severity,
                template,
                {name: displayed(v) if isinstance(v, str) else v for name, v in parameters.items()},
                line=line,
                column=None if column is None else displayed(column),
                value=None if value is None else displayed(value),
                sheet=sheet,
            )
        )

    def _place(self, line: int | None) -> tuple[int | None, str | None]:
        """Return line and sheet of a line counted over all sheets."""
        if line is None or len(self.sheet_starts) < 2:
            return line, self.sheet
        start, name = max(item for item in self.sheet_starts if item[0] < line)
        return line - start, name

    def add_questions(self, questions: Iterable[Question]) -> None:
        """Put the questions of another log, each once."""
        keys = {question.key for question in self.questions}
        self.questions += [question for question in questions if question.key not in keys]

    def error(self, code: str, template: str, **details: object) -> None:
        """Write down a fault that keeps the file from being loaded."""
        self.add("error", code, template, **details)  # type: ignore[arg-type]

    def warn(self, code: str, template: str, **details: object) -> None:
        """Write down a fault that the reader should know of."""
        self.add("warning", code, template, **details)  # type: ignore[arg-type]

    def ask(
        self,
        code: str,
        options: Iterable[str],
        template: str,
        *,
        subject: str | None = None,
        is_open: bool = False,
        accepts: Callable[[str], bool] = bool,
        **parameters: object,
    ) -> str | None:
        """Return the answer given already, or put the question and return None.

        Parameters
        ----------
        code, options, template, subject
            The question; see ``Question``.
        is_open
            Whether an answer outside the options is accepted.
        accepts
            Which such answers can be understood; the question is put again for others.
        **parameters
            Values of the template's fields.
        """
        offered = tuple(dict.fromkeys(options))
        question = Question(code, offered, template, parameters, subject, is_open)
        answer = self.options.answer(question.key)
        if answer is None and subject is not None:
            answer = self.options.answer(code)
        if answer is not None and (answer in offered or (is_open and accepts(answer))):
            return answer
        if all(other.key != question.key for other in self.questions):
            self.questions.append(question)
        return None

    def withdraw(self, key: str) -> None:
        """Take a question back that another answer settles."""
        self.questions = [question for question in self.questions if question.key != key]

    def merged_questions(self) -> list[Question]:
        """Return the questions; of many of one kind with the same answers, one for all.

        It is answered under the bare code; an answer for one subject still counts before it.
        """
        merged: list[Question] = []
        for question in self.questions:
            alike = [
                other
                for other in self.questions
                if (other.code, other.options) == (question.code, question.options)
            ]
            if question.subject is None or len(alike) <= _MOST_ALIKE:
                merged.append(question)
            elif alike[0] is question:
                options = (*MERGED_FIRST.get(question.code, ()), *question.options)
                subjects = tuple(str(other.subject) for other in alike)
                merged.append(replace(question, subject=None, options=options, subjects=subjects))
        return merged

    @property
    def has_errors(self) -> bool:
        """Whether a fault keeps the file from being loaded."""
        return any(issue.severity == "error" for issue in self.issues)

    def issues_with(self, code: str) -> list[Issue]:
        """Return the faults of one kind."""
        return [issue for issue in self.issues if issue.code == code]

    def skip_row(self, line: int, code: str, cells: Iterable[str]) -> None:
        """Write down a row that is not loaded."""
        text = displayed(" | ".join(cell for cell in cells if cell.strip()))
        place, sheet = self._place(line)
        self.set_aside.append(SetAside(place or line, code, SKIP_REASONS[code], text, sheet))

    def all_issues(self) -> tuple[Issue, ...]:
        """Return every fault by line, with the number of those not listed and rows set aside."""
        listed = list(self.issues)
        for code, number in self.hidden.items():
            template = N_("More faults of the same kind, not listed: {number}.")
            severity = next(issue.severity for issue in self.issues if issue.code == code)
            listed.append(Issue(code, severity, template, {"number": number}, sheet=self.sheet))
        listed += [
            Issue(row.code, "warning", row.template, line=row.line, value=row.text, sheet=row.sheet)
            for row in self.set_aside[:MOST_LISTED]
        ]
        return tuple(sorted(listed, key=lambda issue: (issue.line is None, issue.line or 0)))
