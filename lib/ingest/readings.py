"""What the reading of a file gave: typed rows staged for the store, and their report."""

from dataclasses import dataclass, field

from lib.ingest.reports import Record, Shape
from lib.store.uploads.uploads import Staged


@dataclass(slots=True)
class Reading:
    """Typed rows of one kind, waiting in temporary tables of the cursor.

    ``used`` numbers the columns of the first table that were understood.
    """

    kind: str
    shape: Shape = "long"
    columns: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    records: tuple[Record, ...] = ()
    staged: tuple[Staged, ...] = ()
    used: set[int] = field(default_factory=set)
