"""Housekeeping of a lake, every night: fewer and larger files, nothing that nobody names.

Each step takes its own turn among the replicas, so that no upload conflicts with it: an upload of
that moment waits. What uploads say is never touched; only the lake's own former snapshots are.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.domain.clock import utc_now
from lib.store.database import Database
from lib.store.named_queries import sql_text

LEAST_DAYS = 1
"""An upload in hand has files that no snapshot names yet: younger ones are never removed."""
DEFAULT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Files:
    """The data files that the latest snapshot names.

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
class Tidied:
    """What housekeeping did.

    Attributes
    ----------
    before
        The files as they were.
    after
        The files as they are.
    forgotten
        Former snapshots that the catalogue forgot.
    removed
        Files removed that no snapshot names.
    """

    before: Files
    after: Files
    forgotten: int
    removed: int


def tidy(lake: Database, *, days: int = DEFAULT_DAYS, now: datetime | None = None) -> Tidied:
    """Merge small files, forget former snapshots, remove the files that nobody names.

    Parameters
    ----------
    lake
        An open lake; it goes on serving.
    days
        How long a former snapshot, and a file that no snapshot names, is kept.
    now
        Instant (UTC) from which the days are counted; by default the present one.
    """
    past = (now or utc_now()) - timedelta(days=max(days, LEAST_DAYS))
    before = _files(lake)
    _step(lake, "flush_rows")
    _step(lake, "merge_files")
    forgotten = _step(lake, "expire_snapshots", past)
    removed = _step(lake, "remove_old_files", past) + _step(lake, "remove_orphans", past)
    return Tidied(before, _files(lake), forgotten, removed)


def _step(lake: Database, name: str, past: datetime | None = None) -> int:
    """Take one step and return the number of rows that it tells of."""
    with lake.writing() as connection:
        given = {"before": past.replace(tzinfo=UTC)} if past else {}
        return len(connection.execute(sql_text(name, "lake"), given).fetchall())


def _files(lake: Database) -> Files:
    with lake.reading() as connection:
        found = connection.execute(sql_text("count_files", "lake")).fetchall()
    return Files(int(found[0][0]), int(found[0][1]))
