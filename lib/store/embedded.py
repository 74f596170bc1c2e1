"""A database file of this machine, or a database in memory; one process has it open.

A lock file beside the database makes a second process fail with a clear error: DuckDB's own lock is
lost when the file is opened and closed again inside the process.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

import duckdb

from lib.errors import StoreDamagedError, StoreError
from lib.i18n.translate import N_
from lib.store import migrations, named_queries
from lib.store.connection import Connection, engine_options
from lib.store.errors import file_error, file_opening_error
from lib.store.file_guard import FileGuard, lock_path
from lib.store.migrations import Writing


class EmbeddedFile:
    """A file of this machine.

    Parameters
    ----------
    path
        The file, or None for a database in memory.
    """

    is_shared = False

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._guard = FileGuard(path) if path else None
        self._work_folder = Path()
        self.change_counter = 0

    def open(self, work_folder: Path) -> Connection:
        """Open the file."""
        self._work_folder = work_folder
        try:
            return duckdb.connect(
                str(self.path) if self.path else ":memory:", config=engine_options(work_folder)
            )
        except duckdb.Error as error:
            raise file_opening_error(error, self.path) from error

    def prepare(self, root: Connection, writing: Writing) -> None:
        """Check that no change was lost, migrate the tables and lock the instance down."""
        named_queries.run(root, "keep_log")
        named_queries.run(root, "create_schema_version")
        if migrations.applied_version(root):  # a migration would acknowledge what it finds
            self._refuse_lost_changes(root)
        migrations.migrate(root, writing)
        root.execute("set allowed_directories = ?", [[f"{self._work_folder}/"]])
        named_queries.run(root, "lock_down")

    def prepare_cursor(self, cursor: Connection) -> None:
        """Do nothing: a cursor of a file needs no setting."""

    def write_lock(self, root: Connection) -> AbstractContextManager[Callable[[], None]]:  # noqa: ARG002
        """Take no lock: no other process writes."""
        return nullcontext(_nothing)

    def after_commit(self, cursor: Connection) -> None:
        """Record the data version as acknowledged."""
        self.change_counter += 1
        if self._guard:
            self._guard.acknowledge(_version(cursor))

    def translate_error(self, error: BaseException) -> StoreError | None:
        """Return the error for a person to read."""
        return file_error(error, self.path)

    @property
    def unreachable_since(self) -> datetime | None:
        """None: a file is never unreachable."""
        return None

    def release(self) -> None:
        """Release the lock."""
        if self._guard:
            self._guard.release()

    def _refuse_lost_changes(self, root: Connection) -> None:
        """Refuse a file whose log lost changes: new ones would get the same numbers."""
        if self._guard is None:
            return
        acknowledged, latest = self._guard.acknowledged(), _version(root)
        if acknowledged > latest:
            raise StoreDamagedError(
                N_(
                    "The database has lost changes: number {known} was kept, and the latest there "
                    "is number {found}. Nothing was changed. Restore a backup; to go on without "
                    "the lost changes, delete {path}."
                ),
                known=acknowledged,
                found=latest,
                path=lock_path(self._guard.path),
            )


def _version(connection: Connection) -> int:
    return int(named_queries.row(connection, "data_version")[0])


def _nothing() -> None:
    """Check nothing."""
