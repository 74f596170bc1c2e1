"""The alignment map: company objective → key result → squad → initiatives, as one tree.

It is drawn as a tree, so that no lines cross. Where nothing is linked, the line ends in a text that
says so.
"""

from collections.abc import Sequence
from itertools import pairwise

from lib.charts.alignment_tree import Edge, Link, Node, Tree, initiatives_text
from lib.charts.drawing.theme import LARGE, Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.templates.fill import Frame, fill
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.alignment import AlignedObjective
from lib.wording.names import name_of

_COLUMNS = (0.0, 0.22, 0.53, 0.70, 1.0)  # where each column starts, and the end
_GAP = 0.015  # between a text and the line that starts at it


def alignment_chart(
    objectives: Sequence[AlignedObjective], *, locale: Locale, theme: ThemeName, link: Link
) -> Spec:
    """Return the tree of objectives; ``link`` gives the address that each name opens."""
    drawing = Tree(locale, link, sum(objective.count for objective in objectives)).draw(objectives)
    data = {
        "edges": _edges(drawing.edges, open_end=False),
        "open_ends": _edges(drawing.edges, open_end=True),
        "linked": _names(drawing.nodes, PALETTES[theme], linked=True),
        "plain": _names(drawing.nodes, PALETTES[theme], linked=False),
        "titles": _titles(locale),
    }
    description = alignment_text(objectives, locale)
    frame = Frame(LARGE.width, drawing.height, description, theme, locale)
    spec = fill("alignment", data, {}, frame)
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


def _edges(edges: Sequence[Edge], *, open_end: bool) -> list[Spec]:
    """Return the lines: level, then slanted into the next column."""
    return [
        {
            "x": _COLUMNS[edge.column + 1] - 2.6 * _GAP,
            "x2": _COLUMNS[edge.column + 1] - _GAP / 2,
            "y": edge.y,
            "y2": edge.y2,
        }
        for edge in edges
        if edge.open_end == open_end
    ]


def _names(nodes: Sequence[Node], palette: Palette, *, linked: bool) -> list[Spec]:
    widths = [
        round(end - start - (3 * _GAP if column < 3 else 0), 3)
        for column, (start, end) in enumerate(pairwise(_COLUMNS))
    ]
    return [
        {
            "x": _COLUMNS[node.column],
            "y": node.y,
            "text": node.text,
            "told": node.label or node.text,
            "link": node.link,
            "color": palette.muted if node.muted else palette.text,
            "weight": 700 if node.bold else 400,
            "room": widths[node.column],
        }
        for node in nodes
        if bool(node.link) == linked
    ]


def _titles(locale: Locale) -> list[Spec]:
    _ = locale.gettext
    names = (_("Objective"), _("Key result"), _("Squad"), _("Initiative"))
    return [{"x": x, "y": 8, "text": name} for x, name in zip(_COLUMNS, names, strict=False)]
