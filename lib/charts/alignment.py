"""The alignment map: company objective → key result → squad → initiatives, as one tree.

A wide chart has a column a level and lines between them, none of which cross; where the columns do
not fit, the same names are an indented list. Where nothing is linked, a text says so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lib.charts.drawing.scale import text_lines, text_width
from lib.charts.drawing.theme import LARGE, NARROWEST, Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.templates.fill import Frame, fill
from lib.domain.initiatives import Initiative
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.committee.alignment import AlignedKeyResult, AlignedObjective, AlignedSquad
from lib.wording.initiatives import initiatives_text
from lib.wording.names import name_of
from lib.wording.okrs import PACE_SIGNS, PACE_WORDS

MOST_NAMED = 40
"""Most initiatives that are listed by name; more are counted."""

_TITLES = (N_("Objective"), N_("Key result"), N_("Squad"), N_("Initiative"))
_FONT, _SMALL = 13, 12
_LINE = 16  # height of a further line of a name
_ROW = 24
_SECTION = 14  # space between two objectives
_HEAD = 30
_WIDEST = (180.0, 230.0, 150.0, 230.0)  # pixels of the names of a level; longer ones take lines
_EDGE = 42.0  # pixels between two columns, where the lines run
_INDENT = 12.0

Link = Callable[[str, str], str]
"""From the name of a choice and an identifier to the address that opens it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A name of the tree, in the column of its level; ``link`` is empty where it opens nothing.

    ``label`` is the text of the tooltip and of a screen reader, where it differs from ``text``;
    ``detail`` is a small text below the name.
    """

    column: int
    text: str
    link: str = ""
    label: str = ""
    detail: str = ""
    children: tuple["Node", ...] = ()
    is_open_end: bool = False


@dataclass(slots=True)
class _Drawing:
    """Rows of data of one drawing, from top to bottom; positions are shares of the width."""

    only: str
    palette: Palette
    names: list[Spec] = field(default_factory=list)
    edges: list[Spec] = field(default_factory=list)
    y: float = _HEAD + _ROW / 2

    def write(self, node: Node, text: str, x: float, y: float, *, dx: float = 0) -> None:
        """Add the name of a node."""
        self.names.append(
            {
                "x": round(x, 4),
                "dx": dx,
                "y": y,
                "text": text,
                "label": node.label or node.text,
                "link": node.link,
                "color": self.palette.text if node.link else self.palette.muted,
                "weight": 700 if node.column == 0 else 400,
                "only": self.only,
            }
        )


def alignment_chart(
    objectives: Sequence[AlignedObjective], *, locale: Locale, theme: ThemeName, link: Link
) -> Spec:
    """Return the tree of objectives; ``link`` gives the address that each name opens."""
    nodes = _Tree(locale, link, sum(objective.count for objective in objectives)).nodes(objectives)
    titles = [locale.gettext(title) for title in _TITLES]
    widths = _column_widths(nodes, titles)
    wide, narrow = _Drawing("wide", PALETTES[theme]), _Drawing("narrow", PALETTES[theme])
    starts = [start / sum(widths) for start in accumulate(widths, initial=0.0)]
    for node in nodes:
        _draw_columns(wide, node, starts, _EDGE / sum(widths))
        wide.y += _SECTION
        _draw_outline(narrow, node)
        narrow.y += _SECTION
    names = wide.names + narrow.names
    data = {
        "edges": [edge for edge in wide.edges if not edge["is_open"]],
        "open_ends": [edge for edge in wide.edges if edge["is_open"]],
        "linked": [name for name in names if name["link"]],
        "plain": [name for name in names if not name["link"]],
        "titles": [
            *(
                {"x": x, "y": 8, "text": text, "only": "wide"}
                for x, text in zip(starts, titles, strict=False)
            ),
            {
                "x": 0,
                "y": 8,
                "text": "\n".join(text_lines(" → ".join(titles), NARROWEST, _SMALL)),
                "only": "narrow",
            },
        ],
    }
    values = {
        "narrow_below": round(sum(widths)),
        "wide_height": round(wide.y - _SECTION),
        "narrow_height": round(narrow.y - _SECTION),
    }
    frame = Frame(LARGE.width, wide.y, alignment_text(objectives, locale), theme, locale)
    spec = fill("alignment", data, values, frame)
    return {**spec, "usermeta": {"embedOptions": {"loader": {"target": "_self"}}}}


def alignment_text(objectives: Sequence[AlignedObjective], locale: Locale) -> str:
    """Return the map in words: each objective with its key results and initiatives counted."""
    sentence = locale.gettext("{objective}: {key_results}, {initiatives}")
    return ". ".join(
        sentence.format(
            objective=name_of(objective.objective, locale),
            key_results=locale.ngettext(
                "{n} key result", "{n} key results", len(objective.key_results)
            ).format(n=formats.number(len(objective.key_results), locale)),
            initiatives=initiatives_text(objective.count, locale),
        )
        for objective in objectives
    )


def _column_widths(nodes: Sequence[Node], titles: Sequence[str]) -> list[float]:
    """Return the width of each column with the lines after it, as its longest line needs."""
    widths = [text_width(title, _SMALL) for title in titles]
    for node in _every(nodes):
        column, is_bold = node.column, node.column == 0
        lines = text_lines(node.text, _WIDEST[column], _FONT, bold=is_bold)
        line_widths = [text_width(line, _FONT, bold=is_bold) for line in lines]
        widths[column] = max(widths[column], text_width(node.detail, _FONT), *line_widths)
    return [width + _EDGE for width in widths[:3]] + [widths[3] + 8]


def _every(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _every(node.children)


def _draw_columns(drawing: _Drawing, node: Node, starts: Sequence[float], gap: float) -> None:
    """Draw a node with its children in the next columns; it is beside the first of them."""
    top, x = drawing.y, starts[node.column]
    lines = text_lines(node.text, _WIDEST[node.column], _FONT, bold=node.column == 0)
    drawing.write(node, "\n".join(lines), x, top)
    below = top + _LINE * len(lines)
    if node.detail:
        drawing.write(_detail(node), node.detail, x, below)
        below += _LINE
    for child in node.children:
        end = starts[child.column]
        drawing.edges.append(
            {
                "x": round(end - 0.8 * gap, 4),
                "x2": round(end - 0.2 * gap, 4),
                "y": top,
                "y2": drawing.y,
                "is_open": child.is_open_end,
            }
        )
        _draw_columns(drawing, child, starts, gap)
    drawing.y = max(drawing.y, below + _ROW - _LINE)


def _draw_outline(drawing: _Drawing, node: Node) -> None:
    """Draw a node, and its children below it, further to the right."""
    indent = _INDENT * node.column
    lines = text_lines(node.text, NARROWEST - indent, _FONT, bold=node.column == 0)
    drawing.write(node, "\n".join(lines), 0, drawing.y, dx=indent)
    drawing.y += _LINE * len(lines)
    if node.detail:
        drawing.write(_detail(node), node.detail, 0, drawing.y, dx=indent)
        drawing.y += _LINE
    drawing.y += _ROW - _LINE
    for child in node.children:
        _draw_outline(drawing, child)


def _detail(node: Node) -> Node:
    """Return the small text below a name, as a name of its own."""
    return Node(node.column + 1, node.detail)


class _Tree:
    """Makes the tree of objectives: names, links, and texts where nothing is linked."""

    def __init__(self, locale: Locale, link: Link, count: int) -> None:
        self._locale = locale
        self._link = link
        self._lists_initiatives = count <= MOST_NAMED

    def nodes(self, objectives: Sequence[AlignedObjective]) -> list[Node]:
        """Return a node an objective, with everything below it."""
        return [self._objective(objective) for objective in objectives]

    def _objective(self, aligned: AlignedObjective) -> Node:
        _, objective = self._locale.gettext, aligned.objective
        children = [self._key_result(result) for result in aligned.key_results]
        if aligned.loose:
            leaves = self._leaves(2, aligned.loose)
            children.append(Node(1, _("no key result of the quarter"), children=leaves))
        detail = ""
        if objective.weight is not None:
            share = formats.percent(objective.weight, self._locale)
            detail = _("weight {share}").format(share=share)
        return Node(
            0,
            name_of(objective, self._locale),
            self._link("objective", objective.objective_id),
            detail=detail,
            children=tuple(children) or (_open_end(1, _("no key result and no initiative")),),
        )

    def _key_result(self, aligned: AlignedKeyResult) -> Node:
        _, result = self._locale.gettext, aligned.key_result
        name = name_of(result, self._locale)
        state = aligned.line.pace.progress.state
        squads = tuple(self._squad(branch) for branch in aligned.squads)
        return Node(
            1,
            f"{PACE_SIGNS[state]} {name}",
            self._link("objective", result.objective_id),
            label=f"{name}, {_(PACE_WORDS[state])}",
            children=squads or (_open_end(2, _("no squad")),),
        )

    def _squad(self, branch: AlignedSquad) -> Node:
        leaves = self._leaves(3, branch.initiatives)
        if branch.squad is None:
            return Node(2, self._locale.gettext("no squad"), children=leaves)
        link = self._link("squad", branch.squad.squad_id)
        return Node(2, name_of(branch.squad, self._locale), link, children=leaves)

    def _leaves(self, column: int, initiatives: Sequence[Initiative]) -> tuple[Node, ...]:
        if not initiatives:
            return (_open_end(column, self._locale.gettext("no initiative")),)
        if not self._lists_initiatives:
            return (Node(3, initiatives_text(len(initiatives), self._locale)),)
        return tuple(
            Node(3, name_of(item, self._locale), self._link("initiative", item.initiative_id))
            for item in initiatives
        )


def _open_end(column: int, text: str) -> Node:
    return Node(column, f"○ {text}", is_open_end=True)
