"""Nightly compaction of a lake: fewer and larger files, no unreferenced ones.

Each step takes the write lock, so that no upload conflicts with it: an upload of that moment waits.
Rows of uploads are never changed; only former snapshots of the lake are dropped.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.domain.clock import utc_now
from lib.store import named_queries
from lib.store.database import Database

LEAST_DAYS = 1
"""Files of an upload under way are in no snapshot yet: younger files are never deleted."""
DEFAULT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Files:
    """The data files of the latest snapshot.

    Attributes
    ----------
    count
        How many.
    size
        Their bytes.
    """

    count: int
    size: int


@dataclass(frozen=True, slots=True)
class Compaction:
    """Result of a compaction.

    Attributes
    ----------
    before
        Files before.
    after
        Files after.
    forgotten
        Former snapshots expired in the catalogue.
    removed
        Unreferenced files deleted.
    """

    before: Files
    after: Files
    forgotten: int
    removed: int


def compact(lake: Database, *, days: int = DEFAULT_DAYS, now: datetime | None = None) -> Compaction:
    """Merge small files, expire former snapshots and delete unreferenced files.

    Parameters
    ----------
    lake
        An open lake; it goes on serving.
    days
        How long former snapshots and unreferenced files are kept.
    now
        Instant (UTC) from which the days are counted; by default the present one.
    """
    past = (now or utc_now()) - timedelta(days=max(days, LEAST_DAYS))
    before = _files(lake)
    _step(lake, "flush_rows")
    _step(lake, "merge_files")
    forgotten = _step(lake, "expire_snapshots", past)
    removed = _step(lake, "remove_old_files", past) + _step(lake, "remove_orphans", past)
    return Compaction(before, _files(lake), forgotten, removed)


def _step(lake: Database, name: str, past: datetime | None = None) -> int:
    """Run one step and return the number of rows it reports."""
    with lake.writing() as connection:
        parameters = {"before": past.replace(tzinfo=UTC)} if past else None
        return len(named_queries.rows(connection, name, parameters))


def _files(lake: Database) -> Files:
    with lake.reading() as connection:
        count, size = named_queries.row(connection, "count_files")
    return Files(int(count), int(size))
