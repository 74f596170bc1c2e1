"""Copying a whole database into another one, file or lake, with a comparison of digests."""

from uuid import uuid4

from lib.errors import RefusedError
from lib.i18n.translate import N_
from lib.store.addresses import Address, LakeAddress
from lib.store.backup.backups import backup, copy_database
from lib.store.backup.digests import TableDigest
from lib.store.database import Database
from lib.store.lake.copy import read_in, refuse_filled


def move(source: Database, target: Address) -> tuple[TableDigest, ...]:
    """Copy a database to a new one and return the digests of its tables; the source is not changed.

    Parameters
    ----------
    source
        What is copied, as it stands at one instant; it goes on serving.
    target
        A file that does not exist, or a lake, created if need be, that holds nothing.

    Raises
    ------
    RefusedError
        When the target holds something already.
    StoreError
        When the copy is not equal; then it is not kept.
    """
    if isinstance(target, LakeAddress):
        return _move_into_lake(source, target)
    if target.exists():
        raise RefusedError(
            N_("There is something already at {path}. Nothing was changed."), path=target
        )
    return backup(source, target, keep=1).tables


def _move_into_lake(source: Database, target: LakeAddress) -> tuple[TableDigest, ...]:
    lake = Database(target, creates=True)
    copy = source.work_folder / f"move-{uuid4().hex}.duckdb"
    try:
        refuse_filled(lake)
        copy_database(source, copy)
        return read_in(lake, copy)
    finally:
        copy.unlink(missing_ok=True)
        lake.close()
