"""Which snapshot an update shows: the frozen one, else the one at the end of its quarter."""

from dataclasses import dataclass

from lib.domain.decisions import BLOCKS, Block, FrozenUpdate, UpdateCommentary, block_list
from lib.domain.periods import month_range, quarter_end, quarter_key, quarter_start
from lib.store import reads
from lib.views.company import company
from lib.views.series import facts
from lib.views.snapshot import Snapshot, cached
from lib.views.snapshot import snapshot as snapshot_at

_QUARTERS_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Freeze:
    """One frozen update, with the upload that froze it and who did."""

    update: FrozenUpdate
    seq: int
    author: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks that it shows, in order."""
        return block_list(self.update.blocks)


@dataclass(frozen=True, slots=True)
class UpdateSource:
    """The data that an update shows.

    Attributes
    ----------
    quarter
        Quarter of the update.
    snapshot
        Data shown.
    freeze
        The freeze of the update; None while it is being prepared.
    is_late
        Whether no snapshot of the end of the quarter exists, so that later data are shown.
    blocks
        Blocks shown, in order.
    commentary
        Commentary of each block.
    """

    quarter: str
    snapshot: Snapshot
    freeze: Freeze | None
    is_late: bool
    blocks: tuple[Block, ...]
    commentary: dict[Block, UpdateCommentary]


@dataclass(frozen=True, slots=True)
class UpdateQuarters:
    """The quarters an update can be made of, the latest first, and the one shown by default."""

    options: tuple[str, ...]
    default: str


def update_quarters(snapshot: Snapshot) -> UpdateQuarters:
    """Return the latest quarters with data; by default the last one that has ended."""
    totals = facts(snapshot)
    if totals.first is None or totals.last is None:
        return UpdateQuarters((), "")
    months = month_range(totals.first, totals.last)
    quarters = tuple(dict.fromkeys(quarter_key(month) for month in reversed(months)))
    options = quarters[:_QUARTERS_OFFERED]
    ended = [quarter for quarter in options if quarter_end(quarter) <= totals.last]
    return UpdateQuarters(options, ended[0] if ended else options[0])


@cached
def freezes(snapshot: Snapshot) -> dict[str, Freeze]:
    """Return the freeze of each quarter: the first one that was not undone."""
    with snapshot.reading() as connection:
        written = reads.record_history(connection, FrozenUpdate, snapshot.version)
    first: dict[str, Freeze] = {}
    for version in sorted(written, key=lambda version: version.seq):
        if version.record.data_version <= version.seq:
            first.setdefault(
                version.record.quarter, Freeze(version.record, version.seq, version.author)
            )
    return first


def update_source(
    snapshot: Snapshot, quarter: str, blocks: tuple[Block, ...] = BLOCKS
) -> UpdateSource:
    """Return the data that the update of a quarter shows.

    Parameters
    ----------
    snapshot
        Snapshot of the reader.
    quarter
        Quarter of the update.
    blocks
        Blocks wanted while the update is not frozen.

    Raises
    ------
    NotFoundError
        When the freeze names an unknown data version.
    """
    freeze = freezes(snapshot).get(quarter)
    if freeze is None:
        state, is_late = _at_close(snapshot, quarter)
        commentary = _commentary(snapshot, quarter, snapshot.version)
        return UpdateSource(quarter, state, None, is_late, blocks, commentary)
    frozen = snapshot_at(snapshot.database, freeze.update.data_version)
    last = facts(frozen).last
    is_late = last is not None and last > quarter_end(quarter)
    commentary = _commentary(snapshot, quarter, freeze.seq)
    return UpdateSource(quarter, frozen, freeze, is_late, freeze.blocks, commentary)


def previous_freeze(snapshot: Snapshot, quarter: str) -> Freeze | None:
    """Return the latest frozen update of an earlier quarter."""
    earlier = {name: freeze for name, freeze in freezes(snapshot).items() if name < quarter}
    return earlier[max(earlier)] if earlier else None


def _commentary(snapshot: Snapshot, quarter: str, version: int) -> dict[Block, UpdateCommentary]:
    with snapshot.reading() as connection:
        commentaries = reads.records(connection, UpdateCommentary, version)
    return {
        commentary.block: commentary for commentary in commentaries if commentary.quarter == quarter
    }


def _at_close(snapshot: Snapshot, quarter: str) -> tuple[Snapshot, bool]:
    """Return the last snapshot without later months, and whether there is none."""
    ends, state = quarter_end(quarter), snapshot
    while (last := facts(state).last) is not None and last > ends:
        later = [
            seq
            for metric_id, values in facts(state).values.items()
            for month, value in values.items()
            if month > ends and value is not None
            for seq in (facts(state).sources[metric_id][month],)
        ]
        state = Snapshot(snapshot.database, min(later) - 1, snapshot.latest)
    if state is snapshot:
        return snapshot, False
    reached = facts(state).last
    if reached is None or reached < quarter_start(quarter) or not company(state).pairs:
        return snapshot, True
    return state, False
