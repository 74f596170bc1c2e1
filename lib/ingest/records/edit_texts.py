"""Records as texts and texts as records, under the rules by which the cells of a file are read."""

from collections.abc import Mapping, Sequence

from lib.domain.records import Column, columns_of
from lib.domain.tables import TABLES
from lib.errors import RefusedError
from lib.i18n.translate import N_
from lib.ingest.issues import IssueLog
from lib.ingest.records.cell_readers import TextCell, read_column
from lib.ingest.reports import Issue, Options, Question
from lib.store.connection import Connection
from lib.store.database import Database

FIRST_LINE = 2
"""Line of the first record in the file that an edit is kept as."""


class EditRefusedError(RefusedError):
    """A record that breaks a rule; carries what is wrong with it."""

    def __init__(self, issues: Sequence[Issue], questions: Sequence[Question] = ()) -> None:
        super().__init__(N_("The change breaks a rule and is not kept."))
        self.issues = tuple(issues)
        self.questions = tuple(questions)


_LARGEST_WHOLE = 1e15
"""Beyond, a whole number is written as the store gives it."""


def typed_record(
    database: Database, table: str, texts: Mapping[str, str], *, decimal: str
) -> object:
    """Return the record that the texts of a form make.

    Parameters
    ----------
    database
        Where numbers are read.
    table
        Name of the table.
    texts
        Text by column; a missing one counts as empty.
    decimal
        Decimal mark of the person who typed.

    Raises
    ------
    EditRefusedError
        When a text is not what its column holds, or a required one is missing.
    """
    issue_log = IssueLog(Options(choices=(("decimal", decimal), ("date_order", "dmy"))))
    with database.reading() as connection:
        values = {
            column.name: _typed(connection, column, texts.get(column.name, ""), issue_log)
            for column in columns_of(TABLES[table])
        }
    refuse_faults(issue_log)
    return TABLES[table](**values)


def text_of(value: object, column: Column) -> str:
    """Return a value of a record as a file would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if column.type == "month":
        return f"{value:%Y-%m}"
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < _LARGEST_WHOLE
        return str(int(value)) if is_whole else repr(value)
    return str(value)


def refuse_faults(issue_log: IssueLog) -> None:
    """Refuse what was read with a fault or an open question."""
    errors = [issue for issue in issue_log.issues if issue.severity == "error"]
    if errors or issue_log.questions:
        raise EditRefusedError(errors, issue_log.questions)


def _typed(connection: Connection, column: Column, text: str, issue_log: IssueLog) -> object:
    cell = TextCell(FIRST_LINE, text.strip())
    before = len(issue_log.issues)
    (value,) = read_column(connection, column, column.name, [cell], issue_log)
    if value is not None:
        return value
    if column.is_key and not column.required:
        return ""
    if column.required and len(issue_log.issues) == before:
        issue_log.error(
            "missing_value",
            N_("“{name}” is required. Fill it in."),
            column=column.name,
            name=column.name,
        )
    return None
