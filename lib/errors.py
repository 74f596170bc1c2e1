"""Every way in which Tandem says no, as a tree.

::

    TandemError                 a template and its parameters; the sentence is made last
    ├── InvalidInputError       what was given cannot be used (a value, a file, a choice)
    ├── NotFoundError           what was asked for does not exist
    ├── RefusedError            understood, and not allowed here
    └── StoreError              the database cannot serve
        ├── StoreBusyError      another process holds the file, or the turn
        ├── StoreConflictError  another change came between; nothing was kept, try it again
        ├── StoreDamagedError   the file cannot be read, or needs a newer Tandem
        └── StoreUnreachableError  the shared database does not answer for now

An error carries an English template (marked with ``N_`` where it is raised) and named parameters,
never a finished sentence: the interface makes the sentence in the reader's language.
"""

from collections.abc import Callable


class TandemError(Exception):
    """Base of all errors that a person can act on.

    Parameters
    ----------
    template
        English sentence with ``{named}`` fields; also the key of its translation.
    **parameters
        Values of the fields.
    """

    def __init__(self, template: str, **parameters: object) -> None:
        super().__init__(template)
        self.template = template
        self.parameters = parameters

    def sentence(self, gettext: Callable[[str], str] = str) -> str:
        """Return the finished sentence in the language of ``gettext``."""
        return gettext(self.template).format(**self.parameters)

    def __str__(self) -> str:
        return self.sentence()


class DatabaseError(Exception):
    """The database engine raised an error that has no translation: a defect, for the log."""


class InvalidInputError(TandemError):
    """What was given cannot be used."""


class NotFoundError(TandemError):
    """What was asked for does not exist."""


class RefusedError(TandemError):
    """Understood, and not allowed here."""


class StoreError(TandemError):
    """The database cannot serve."""


class StoreBusyError(StoreError):
    """Another process holds the database file."""


class StoreDamagedError(StoreError):
    """The file cannot be read, or was written by a newer Tandem."""


class StoreConflictError(StoreError):
    """Another change came between: nothing was kept, and the whole may be tried again."""


class StoreUnreachableError(StoreError):
    """The shared database, or the storage of its files, does not answer for now."""
