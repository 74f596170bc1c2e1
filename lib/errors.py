"""Exception hierarchy.

::

    TandemError                 a template and its parameters
    ├── InvalidInputError       a value, a file or a choice cannot be used
    ├── NotFoundError           something does not exist
    ├── RefusedError            not allowed here
    └── StoreError              the database cannot serve
        ├── StoreBusyError      another process has the file, or the write lock
        ├── StoreConflictError  a concurrent change; nothing was written, retry
        ├── StoreDamagedError   the file cannot be read, or needs a newer Tandem
        └── StoreUnreachableError  the shared database does not answer

An error has an English template (marked with ``N_`` where it is raised) and named parameters; the
interface makes the sentence in the reader's language.
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
    """A value, a file or a choice cannot be used."""


class NotFoundError(TandemError):
    """Something does not exist."""


class RefusedError(TandemError):
    """The request is not allowed here."""


class StoreError(TandemError):
    """The database cannot serve."""


class StoreBusyError(StoreError):
    """Another process has the database file, or the write lock."""


class StoreDamagedError(StoreError):
    """The file cannot be read, or was written by a newer Tandem."""


class StoreConflictError(StoreError):
    """A concurrent change: nothing was written, and the whole may be retried."""


class StoreUnreachableError(StoreError):
    """The shared database, or the storage of its files, does not answer."""
