"""Integrity check: rows and original bytes of every upload, and the values shown."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from lib.store import named_queries
from lib.store.database import Database
from lib.store.uploads import uploads


@dataclass(frozen=True, slots=True)
class Damage:
    """An upload that is not as it was recorded.

    Attributes
    ----------
    seq
        Number of the upload.
    what
        ``rows``: some are missing, too many or twice; ``original``: its bytes; ``current``: values
        that are shown are not those that the uploads give.
    """

    seq: int
    what: Literal["rows", "original", "current"]


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
    """Compare every upload with what was recorded, and the values shown with the uploads."""
    with database.reading() as connection:
        history = uploads.list_uploads(connection)
        damages = [Damage(seq, "rows") for seq in uploads.damaged_uploads(connection)]
        if not database.is_shared:  # a lake derives what it shows at each reading
            rows_damaged = {damage.seq for damage in damages}
            damages += [
                Damage(seq, "current")
                for (seq,) in named_queries.rows(connection, "wrong_values")
                if seq not in rows_damaged
            ]
        for upload in history:
            original = uploads.original_bytes(connection, upload.seq)
            if hashlib.sha256(original).hexdigest() != upload.fingerprint:
                damages.append(Damage(upload.seq, "original"))
    return IntegrityReport(len(history), tuple(sorted(damages, key=lambda damage: damage.seq)))
