"""The lock file beside a database: one process at a time, and the latest acknowledged change.

DuckDB's own lock is lost when the file is opened and closed again inside the process; this one is
not. The file also holds the number of the latest acknowledged change: a log that was cut
short or deleted opens without an error in an older state, and the number reveals it.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from lib.errors import StoreBusyError, StoreError
from lib.i18n.translate import N_

_WIDTH = 20


def lock_path(path: Path) -> Path:
    """Return the path of the lock file of a database."""
    return path.with_name(path.name + ".lock")


class FileGuard:
    """Holds a database file for this process.

    Parameters
    ----------
    path
        The embedded file; it need not exist yet.

    Raises
    ------
    StoreBusyError
        When another process holds it.
    StoreError
        When its folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        is_new = not path.exists()
        try:
            self._descriptor = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(
                N_("The folder of the database cannot be written: {path}."), path=path.parent
            ) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._descriptor)
            raise StoreBusyError(
                N_("Another Tandem is using this database: {path}. Stop it, or work through it."),
                path=path,
            ) from error
        if is_new:
            self.forget()

    def acknowledged(self) -> int:
        """Return the number of the latest acknowledged change."""
        text = os.pread(self._descriptor, _WIDTH, 0).strip()
        return int(text) if text.isdigit() else 0

    def acknowledge(self, version: int) -> None:
        """Record the number of a committed change.

        On a full disk the write fails and the number stays too low; it is never too high.
        """
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, f"{version:<{_WIDTH}}".encode(), 0)

    def forget(self) -> None:
        """Delete the number: the database file is replaced by another one."""
        os.ftruncate(self._descriptor, 0)

    def release(self) -> None:
        """Let other processes take the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def new_work_folder(path: Path | None) -> Path:
    """Return an empty folder for temporary files; those of killed processes are removed.

    Parameters
    ----------
    path
        The database that this process holds, so that no other run can be using its folders; None
        for a database in memory.
    """
    if path is None:
        return Path(tempfile.mkdtemp(prefix="tandem-"))
    name = hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:16]
    for left in Path(tempfile.gettempdir()).glob(f"tandem-{name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"tandem-{name}-"))
