"""The alignment map as a tree: the positions of its names and lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lib.domain.initiatives import Initiative
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.alignment import AlignedKeyResult, AlignedObjective
from lib.wording.names import name_of
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS

MOST_NAMED = 40
"""Most initiatives that are listed by name; more are counted."""

_ROW = 24
_GAP = 14  # between two objectives
_HEAD = 30

Link = Callable[[str, str], str]
"""From the name of a choice and an identifier to the address that opens it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A name in a column, at a height in pixels; ``link`` is empty where it opens nothing.

    ``label`` is the text of the tooltip and of a screen reader, where it differs from ``text``.
    """

    column: int
    y: float
    text: str
    link: str
    bold: bool = False
    muted: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from one column to the next; ``open_end`` where nothing is linked."""

    column: int
    y: float
    y2: float
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Every name and line, and the height they take."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    height: float


def initiatives_text(count: int, locale: Locale) -> str:
    """Return a number of initiatives in words."""
    if not count:
        return locale.gettext("no initiative")
    return locale.ngettext("{n} initiative", "{n} initiatives", count).format(
        n=formats.number(count, locale)
    )


class Tree:
    """Places names and lines from top to bottom."""

    def __init__(self, locale: Locale, link: Link, count: int) -> None:
        self._locale = locale
        self._link = link
        self._lists_initiatives = count <= MOST_NAMED
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []
        self._y = _HEAD + _ROW / 2

    def draw(self, objectives: Sequence[AlignedObjective]) -> Drawing:
        """Return the drawing of objectives with everything below them."""
        for objective in objectives:
            self._objective(objective)
            self._y += _GAP
        return Drawing(tuple(self._nodes), tuple(self._edges), self._y - _GAP)

    def _objective(self, aligned: AlignedObjective) -> None:
        _, objective, top = self._locale.gettext, aligned.objective, self._y
        name = name_of(objective, self._locale)
        link = self._link("objective", objective.objective_id)
        self._nodes.append(Node(0, top, name, link, bold=True))
        if objective.weight is not None:
            share = formats.percent(objective.weight, self._locale)
            text = _("weight {share}").format(share=share)
            self._nodes.append(Node(0, top + 17, text, link, muted=True))
        for result in aligned.key_results:
            self._edges.append(Edge(0, top, self._y))
            self._key_result(result)
        if aligned.loose:
            self._edges.append(Edge(0, top, self._y))
            self._nodes.append(Node(1, self._y, _("no key result of the quarter"), "", muted=True))
            self._leaves(self._y, 1, aligned.loose)
        if not aligned.key_results and not aligned.loose:
            self._open_end(0, top, _("no key result and no initiative"))
        self._y = max(self._y, top + 2 * _ROW)

    def _key_result(self, aligned: AlignedKeyResult) -> None:
        result, top = aligned.key_result, self._y
        name = name_of(result, self._locale)
        state = aligned.line.pace.progress.state
        word = self._locale.gettext(PACE_WORDS[state])
        link = self._link("objective", result.objective_id)
        label = f"{name}, {word}"
        self._nodes.append(Node(1, top, f"{PACE_SIGNS[state]} {name}", link, label=label))
        if not aligned.squads:
            self._open_end(1, top, self._locale.gettext("no squad"))
        for branch in aligned.squads:
            self._edges.append(Edge(1, top, self._y))
            squad_name, squad_link = self._locale.gettext("no squad"), ""
            if branch.squad:
                squad_name = name_of(branch.squad, self._locale)
                squad_link = self._link("squad", branch.squad.squad_id)
            self._nodes.append(Node(2, self._y, squad_name, squad_link, muted=not branch.squad))
            self._leaves(self._y, 2, branch.initiatives)

    def _leaves(self, top: float, column: int, initiatives: Sequence[Initiative]) -> None:
        if not initiatives:
            self._open_end(column, top, self._locale.gettext("no initiative"))
            return
        if not self._lists_initiatives:
            self._edges.append(Edge(column, top, self._y))
            text = initiatives_text(len(initiatives), self._locale)
            self._nodes.append(Node(3, self._y, text, ""))
            self._y += _ROW
            return
        for item in initiatives:
            self._edges.append(Edge(column, top, self._y))
            link = self._link("initiative", item.initiative_id)
            self._nodes.append(Node(3, self._y, name_of(item, self._locale), link))
            self._y += _ROW

    def _open_end(self, column: int, y: float, text: str) -> None:
        self._edges.append(Edge(column, y, self._y, open_end=True))
        self._nodes.append(Node(column + 1, self._y, f"○ {text}", "", muted=True))
        self._y += _ROW
