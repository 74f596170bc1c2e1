"""Integrity check: the rows and original bytes of every upload, compared with its record."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from lib.store import named_queries
from lib.store.database import Database
from lib.store.uploads import uploads


@dataclass(frozen=True, slots=True)
class Damage:
    """An upload that is not as it was recorded: its rows or its original bytes."""

    seq: int
    what: Literal["rows", "original"]


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """Result of comparing every upload with its record."""

    upload_count: int
    damages: tuple[Damage, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every upload is whole."""
        return not self.damages


def schema_version(database: Database) -> int:
    """Return the number of the latest migration applied."""
    with database.reading() as connection:
        return int(named_queries.row(connection, "schema_version")[0])


def verify(database: Database) -> IntegrityReport:
    """Compare the rows and the original bytes of every upload with what was recorded."""
    with database.reading() as connection:
        history = uploads.list_uploads(connection)
        damages = [Damage(seq, "rows") for seq in uploads.damaged_uploads(connection)]
        for upload in history:
            original = uploads.original_bytes(connection, upload.seq)
            if hashlib.sha256(original).hexdigest() != upload.fingerprint:
                damages.append(Damage(upload.seq, "original"))
    return IntegrityReport(len(history), tuple(sorted(damages, key=lambda damage: damage.seq)))
