"""A lake: tables in Parquet files, their catalogue in PostgreSQL, shared by several replicas.

Shared tables are append-only, so that changes of two replicas do not conflict. Uploads are numbered
while their replica holds the write lock, an advisory lock of PostgreSQL released with the
transaction: numbers rise in the order in which changes become visible, and a data version never
changes once it was read.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb

from lib.errors import StoreError, StoreUnreachableError
from lib.i18n.translate import N_
from lib.store import migrations, named_queries
from lib.store.addresses import LakeAddress
from lib.store.connection import Connection, engine_options
from lib.store.errors import UNREACHABLE, lake_error, lake_opening_error
from lib.store.lake.change_poll import ChangePoller
from lib.store.lake.extensions import load_extension
from lib.store.lake.storage import mark_folder, refuse_other_folder, storage_secret
from lib.store.migrations import Writing
from lib.store.named_queries import quoted, run_quoted

DIALECT = "lake_migrations"

_TIMEOUTS = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""Limits of the wait for a catalogue that does not answer; the address may set others."""


class Lake:
    """A lake, attached to an instance of this process.

    Parameters
    ----------
    address
        Where its catalogue and its files are.
    creates
        Whether to create the lake and bring its tables up to date; only the deployment does.
    """

    path: Path | None = None
    is_shared = True

    def __init__(self, address: LakeAddress, *, creates: bool = False) -> None:
        self.address = address
        self._creates = creates
        self._work_folder = Path()
        self._poller: ChangePoller | None = None

    def open(self, work_folder: Path) -> Connection:
        """Attach the lake to a fresh instance in memory."""
        self._work_folder = work_folder
        root = duckdb.connect(":memory:", config=engine_options(work_folder))
        try:
            self._attach(root)
        except duckdb.Error as error:
            root.close()
            raise lake_opening_error(error, self.address) from error
        except BaseException:
            root.close()
            raise
        return root

    def prepare(self, root: Connection, writing: Writing) -> None:
        """Migrate the tables where the lake is to be created, else refuse older ones."""
        self.release()
        cursor = root.cursor()
        run_quoted(cursor, "use_lake")
        if self._creates:
            named_queries.run(cursor, "create_schema_version")
            migrations.migrate(cursor, writing, dialect=DIALECT)
            if not self.address.is_motherduck:
                run_quoted(cursor, "set_up_lake")
        else:
            self._refuse_older_tables(cursor)
        allowed = [f"{self._work_folder}/"]
        if self.address.data_path:
            allowed.append(self.address.data_path)
        root.execute("set allowed_directories = ?", [allowed])
        named_queries.run(root, "lock_down")
        self._poller = ChangePoller(lambda: self._latest_snapshot(root))

    def prepare_cursor(self, cursor: Connection) -> None:
        """Make the lake the default database of a cursor; fail at once while it is unreachable.

        Raises
        ------
        StoreUnreachableError
            When the lake does not answer.
        """
        if self.unreachable_since:
            raise StoreUnreachableError(UNREACHABLE)
        run_quoted(cursor, "use_lake")

    @contextlib.contextmanager
    def write_lock(self, root: Connection) -> Iterator[Callable[[], None]]:
        """Hold the write lock of all replicas; yield a check, before a commit, that it is held."""
        refuse_other_folder(self.address)
        if not self.address.is_postgres:
            yield lambda: None
            return
        holder = root.cursor()
        try:
            holder.begin()
            _query_catalog(holder, "limit_lock_wait")
            _query_catalog(holder, "take_write_lock")
            yield lambda: _query_catalog(holder, "check_write_lock")
        finally:
            with contextlib.suppress(duckdb.Error):
                holder.rollback()
            holder.close()

    def after_commit(self, cursor: Connection) -> None:  # noqa: ARG002 - the lake itself is polled
        """Poll at once, so that the author of a change sees it."""
        if self._poller:
            self._poller.poll()

    def translate_error(self, error: BaseException) -> StoreError | None:
        """Return the error for a person to read; mark the lake unreachable where it is."""
        translated = lake_error(error)
        if self._poller and translated is not None and translated.template == UNREACHABLE:
            self._poller.mark_unreachable()
        return translated

    @property
    def change_counter(self) -> int:
        """Number of the latest snapshot read."""
        return self._poller.number if self._poller else 0

    @property
    def unreachable_since(self) -> datetime | None:
        """Instant since which the lake is unreachable."""
        return self._poller.unreachable_since if self._poller else None

    def release(self) -> None:
        """Stop polling."""
        if self._poller:
            self._poller.stop()
            self._poller = None

    def _attach(self, root: Connection) -> None:
        catalog = quoted(_with_timeouts(self.address), "'")
        if self.address.is_motherduck:
            load_extension(root, "motherduck")
            run_quoted(root, "attach_managed_lake", catalog=catalog)
            return
        if self.address.is_postgres:
            load_extension(root, "postgres_scanner")
        load_extension(root, "ducklake")
        if self.address.is_in_object_storage:
            load_extension(root, "httpfs")
            run_quoted(root, "create_secret", **storage_secret())
        elif self._creates:
            mark_folder(self.address)
        run_quoted(
            root,
            "attach_lake",
            catalog=catalog,
            data_path=quoted(self.address.data_path, "'"),
            creates=str(self._creates).lower(),
        )

    def _refuse_older_tables(self, cursor: Connection) -> None:
        applied = migrations.applied_version(cursor)
        if applied < migrations.latest_version():
            raise StoreError(
                N_(
                    "The tables of the shared database are at version {found}, and this Tandem "
                    "needs {needed}. Run “python -m lib migrate” once."
                ),
                found=applied,
                needed=migrations.latest_version(),
            )

    def _latest_snapshot(self, root: Connection) -> int:
        name = "managed_lake_changes" if self.address.is_motherduck else "lake_snapshot"
        with root.cursor() as cursor:  # a cursor belongs to one thread
            return int(named_queries.row(cursor, name)[0])


def _query_catalog(holder: Connection, name: str) -> None:
    """Run a query in the catalogue database itself, in the transaction of a cursor."""
    named_queries.rows(holder, name)


def _with_timeouts(address: LakeAddress) -> str:
    """Return the address with limits of the wait for a catalogue that does not answer."""
    if not address.is_postgres or "://" in address.catalog:
        return address.catalog
    limits = [f"{name}={value}" for name, value in _TIMEOUTS.items() if name not in address.catalog]
    return " ".join((address.catalog, *limits))
