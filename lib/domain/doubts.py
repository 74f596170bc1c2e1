"""Doubts: one line by which a reader says that a page seems wrong, answered by its makers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lib.errors import InvalidInputError
from lib.i18n.translate import N_

LONGEST = 200
"""Characters of a doubt or an answer, at most."""

MOST_AN_HOUR, MOST_WAITING = 3, 10
"""Doubts that one reader may voice within an hour, and leave without an answer."""

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader found doubtful, and what was answered.

    Attributes
    ----------
    doubt_id
        Identifier.
    raised_at
        Instant in UTC.
    share_link_id
        Link of the reader; empty for one who signed in.
    label
        How the audit trail calls the reader.
    page
        Page it is about.
    data_version
        State of the data the reader saw.
    text
        What the reader wrote.
    answer, answered_by, answered_at
        None until it is answered.
    is_hidden
        Whether readers are not shown it, as when it names a person.
    """

    doubt_id: str
    raised_at: datetime
    share_link_id: str
    label: str
    page: str
    data_version: int
    text: str
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    is_hidden: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None


def one_line(text: str) -> str:
    """Return a text as one line without unseen characters.

    Raises
    ------
    InvalidInputError
        When nothing is left, or too much.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not line or len(line) > LONGEST:
        raise InvalidInputError(
            N_("Write one line of 1 to {most} characters."),
            most=LONGEST,
        )
    return line
