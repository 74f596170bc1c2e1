"""A lake: tables on Parquet files, their catalogue in PostgreSQL, shared by several replicas.

Shared tables are only appended to, so that nobody's change can conflict with another's. Uploads
are numbered while their replica holds the turn, a lock of PostgreSQL given back with the
transaction: numbers rise in the order in which changes become visible, and a data version, once
seen, never changes.
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
from lib.store.lake.change_poll import LakeWatch
from lib.store.lake.errors import UNREACHABLE, lake_trouble, opening_trouble
from lib.store.lake.extensions import load_extension
from lib.store.lake.storage import mark_folder, refuse_other_folder, storage_secret
from lib.store.migrations import Writing
from lib.store.named_queries import quoted, run_quoted

DIALECT = "lake_migrations"

_PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""How long a catalogue that does not answer is waited for, unless the address says otherwise."""


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
        self._watch: LakeWatch | None = None

    def open(self, work_folder: Path) -> Connection:
        """Attach the lake to a fresh instance in memory."""
        self._work_folder = work_folder
        root = duckdb.connect(":memory:", config=engine_options(work_folder))
        try:
            self._attach(root)
        except duckdb.Error as error:
            root.close()
            raise opening_trouble(error, self.address) from error
        except BaseException:
            root.close()
            raise
        return root

    def prepare(self, root: Connection, writing: Writing) -> None:
        """Bring the tables up to date where that is asked for, else refuse older ones."""
        self.release()
        asking = root.cursor()
        run_quoted(asking, "enter", "lake")
        if self._creates:
            named_queries.run(asking, "create_schema_version")
            migrations.migrate(asking, writing, dialect=DIALECT)
            if not self.address.is_motherduck:
                run_quoted(asking, "set_up", "lake")
        else:
            self._refuse_older_tables(asking)
        allowed = [f"{self._work_folder}/"]
        if self.address.data_path:
            allowed.append(self.address.data_path)
        root.execute("set allowed_directories = ?", [allowed])
        named_queries.run(root, "lock_down")
        self._watch = LakeWatch(lambda: self._change(root))

    def prepare_cursor(self, cursor: Connection) -> None:
        """Make names mean those of the lake; refuse at once where the lake is known to be silent.

        Raises
        ------
        StoreUnreachableError
            When the lake does not answer.
        """
        if self.unreachable_since:
            raise StoreUnreachableError(UNREACHABLE)
        run_quoted(cursor, "enter", "lake")

    @contextlib.contextmanager
    def write_lock(self, root: Connection) -> Iterator[Callable[[], None]]:
        """Hold the turn among all replicas; what is given checks, before a commit, that it is."""
        refuse_other_folder(self.address)
        if not self.address.is_postgres:
            yield lambda: None
            return
        holder = root.cursor()
        try:
            holder.begin()
            _ask_catalog(holder, "limit_wait")
            _ask_catalog(holder, "take_turn")
            yield lambda: _ask_catalog(holder, "hold_turn")
        finally:
            with contextlib.suppress(duckdb.Error):
                holder.rollback()
            holder.close()

    def after_commit(self, cursor: Connection) -> None:  # noqa: ARG002 - the lake itself is asked
        """Look at once, so that the author of a change sees it."""
        if self._watch:
            self._watch.look()

    def translate_error(self, error: BaseException) -> StoreError | None:
        """Return what an error says of the lake; a catalogue that failed to answer is silent."""
        trouble = lake_trouble(error)
        if self._watch and trouble is not None and trouble.template == UNREACHABLE:
            self._watch.hear_nothing()
        return trouble

    @property
    def change_counter(self) -> int:
        """Number of the latest snapshot heard of."""
        return self._watch.number if self._watch else 0

    @property
    def unreachable_since(self) -> datetime | None:
        """Instant since which the lake has not answered."""
        return self._watch.unreachable_since if self._watch else None

    def release(self) -> None:
        """Ask no more."""
        if self._watch:
            self._watch.stop()
            self._watch = None

    def _attach(self, root: Connection) -> None:
        catalog = quoted(_patient(self.address), "'")
        if self.address.is_motherduck:
            load_extension(root, "motherduck")
            run_quoted(root, "attach_managed", "lake", catalog=catalog)
            return
        if self.address.is_postgres:
            load_extension(root, "postgres_scanner")
        load_extension(root, "ducklake")
        if self.address.is_in_object_storage:
            load_extension(root, "httpfs")
            run_quoted(root, "create_secret", "lake", **storage_secret())
        elif self._creates:
            mark_folder(self.address)
        run_quoted(
            root,
            "attach",
            "lake",
            catalog=catalog,
            data_path=quoted(self.address.data_path, "'"),
            creates=str(self._creates).lower(),
        )

    def _refuse_older_tables(self, asking: Connection) -> None:
        applied = migrations.applied_version(asking)
        if applied < migrations.latest_version():
            raise StoreError(
                N_(
                    "The tables of the shared database are at version {found}, and this Tandem "
                    "needs {needed}. Run “python -m lib migrate” once."
                ),
                found=applied,
                needed=migrations.latest_version(),
            )

    def _change(self, asking: Connection) -> int:
        name = "change_managed" if self.address.is_motherduck else "change"
        with asking.cursor() as cursor:  # one thread at a time to each
            found = cursor.execute(named_queries.sql_text(name, "lake")).fetchall()
        return int(found[0][0])


def _ask_catalog(holder: Connection, name: str) -> None:
    """Put a question to the catalogue itself, in the transaction of a cursor."""
    holder.execute(named_queries.sql_text(name, "lake")).fetchall()


def _patient(address: LakeAddress) -> str:
    """Return the address with a limit to the time for which a silent catalogue is waited for."""
    if not address.is_postgres or "://" in address.catalog:
        return address.catalog
    limits = [f"{name}={value}" for name, value in _PATIENCE.items() if name not in address.catalog]
    return " ".join((address.catalog, *limits))
