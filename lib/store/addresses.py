"""Address of a database: a local file, or a lake that several replicas share."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lib.errors import InvalidInputError
from lib.i18n.translate import N_

_DUCKLAKE = "ducklake:"
_POSTGRES = "ducklake:postgres:"
_MOTHERDUCK = ("md:", "motherduck:")
_PASSWORD = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)|(://[^:/@\s]+:)[^@\s]+(?=@)")
_OBJECT_STORAGE = re.compile(r"[a-z][a-z0-9]*://")


@dataclass(frozen=True, slots=True)
class LakeAddress:
    """The address of a shared database.

    Attributes
    ----------
    catalog
        ``ducklake:postgres:…``, ``ducklake:FILE`` or ``md:NAME``, as given.
    data_path
        Folder or object storage of the data files, a slash at its end; empty for MotherDuck.
    """

    catalog: str
    data_path: str

    def __str__(self) -> str:
        """Return the address as it may be shown: without its password."""
        return without_password(self.catalog)

    @property
    def is_postgres(self) -> bool:
        """Whether the catalogue is a PostgreSQL database, which several replicas can share."""
        return self.catalog.startswith(_POSTGRES)

    @property
    def is_motherduck(self) -> bool:
        """Whether the database is a managed one."""
        return self.catalog.startswith(_MOTHERDUCK)

    @property
    def is_in_object_storage(self) -> bool:
        """Whether the data files lie in object storage rather than in a folder."""
        return _OBJECT_STORAGE.match(self.data_path) is not None


Address: TypeAlias = Path | LakeAddress
"""A file of this machine, or a lake."""


def is_lake_address(text: str) -> bool:
    """Return whether a text names a lake rather than a file."""
    return text.startswith((_DUCKLAKE, *_MOTHERDUCK))


def parse_address(text: str, data_path: str | None) -> Address:
    """Return the address that a text gives.

    Parameters
    ----------
    text
        The path of a file, ``ducklake:postgres:…``, ``ducklake:FILE`` or ``md:NAME``.
    data_path
        Folder or object storage of a lake's data files.

    Raises
    ------
    InvalidInputError
        When the address or what it needs is incomplete.
    """
    if text.startswith(_MOTHERDUCK):
        return LakeAddress(text, "")
    if not text.startswith(_DUCKLAKE):
        return _no_folder(full_path(text))
    rest = text.removeprefix(_POSTGRES).removeprefix(_DUCKLAKE).strip()
    if not rest:
        raise InvalidInputError(
            N_("The address of the database is not complete: “{address}”."), address=text
        )
    if text.startswith(_POSTGRES):
        if not data_path:
            raise InvalidInputError(
                N_("A shared database needs TANDEM_DATA_PATH: the folder or s3:// of its files.")
            )
        return LakeAddress(text, _folder(data_path))
    file = full_path(rest)
    return LakeAddress(f"{_DUCKLAKE}{file}", _folder(data_path or f"{file}.files"))


def full_path(text: str) -> Path:
    """Return where a path leads from here; an unknown user's home is a plain name."""
    return Path(os.path.expanduser(text)).absolute()  # noqa: PTH111 - Path raises for no such user


def without_password(text: str) -> str:
    """Return a text with the passwords of its addresses replaced by an ellipsis."""
    return _PASSWORD.sub(lambda match: f"{match[1] or match[3]}…", text)


def _no_folder(path: Path) -> Path:
    if os.path.isdir(path):  # noqa: PTH112 - Path raises where a name is too long
        raise InvalidInputError(
            N_("{path} is a folder. Name the file of the database in it."), path=path
        )
    return path


def _folder(path: str) -> str:
    if not _OBJECT_STORAGE.match(path):
        path = str(full_path(path))
    return path.rstrip("/") + "/"
