"""The rows of the key results of an objective, aligned between charts side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.charts.drawing.theme import Spec
from lib.domain.okrs import KeyResultKind
from lib.views.committee.overview import KeyResultPace

ROW = 62
"""Height of a key result, in pixels: its name, its bar, its figures."""
HEADING = 30
GAP = 10

Headings = Mapping[KeyResultKind, str]
"""The heading above the key results of each kind."""

_ORDER: tuple[KeyResultKind, ...] = ("committed", "aspirational")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one key result, from its upper edge down, under the heading of its kind."""

    top: float
    pace: KeyResultPace


@dataclass(frozen=True, slots=True)
class Heading:
    """The place of a heading."""

    top: float
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of a chart and its height."""

    slots: tuple[Slot, ...]
    headings: tuple[Heading, ...]
    height: float


def rows_of(paces: Sequence[KeyResultPace], headings: Headings | None = None) -> Rows:
    """Return the places of key results: in order, or kind by kind under ``headings``."""
    if headings is None:
        slots = tuple(Slot(ROW * k, pace) for k, pace in enumerate(paces))
        return Rows(slots, (), ROW * len(slots))
    placed: list[Slot] = []
    titles: list[Heading] = []
    top = 0.0
    for kind in _ORDER:
        group = [pace for pace in paces if pace.key_result.kind == kind]
        if not group:
            continue
        top += GAP if titles else 0
        titles.append(Heading(top, headings[kind]))
        top += HEADING
        placed += [Slot(top + ROW * k, pace) for k, pace in enumerate(group)]
        top += ROW * len(group)
    return Rows(tuple(placed), tuple(titles), top)


def heading_rows(placed: Rows) -> list[Spec]:
    """Return the headings as rows of data, with the height of the line under each."""
    return [
        {"y": heading.top + 10, "line": heading.top + 20, "text": heading.text}
        for heading in placed.headings
    ]
