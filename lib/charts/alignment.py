"""The alignment map: company objective → key result → squad → initiatives, as one tree.

A tree and not a web: every line is followed without crossing another, and what has nothing behind
it shows an open end in words.
"""

from collections.abc import Sequence

from lib.charts.alignment_tree import Edge, Link, Node, Tree, initiatives_text
from lib.charts.drawing.theme import LARGE, Spec, chart
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.alignment import AlignedObjective
from lib.wording.names import name_of

_COLUMNS = (0.0, 0.22, 0.53, 0.70, 1.0)  # where each column starts, and the end
_ROOM = 0.015  # between a text and the line that leaves it


def alignment_chart(
    objectives: Sequence[AlignedObjective], *, locale: Locale, theme: ThemeName, link: Link
) -> Spec:
    """Return the tree of objectives; ``link`` gives the address that each name opens."""
    palette = PALETTES[theme]
    drawing = Tree(locale, link, sum(one.count for one in objectives)).draw(objectives)
    layers = [*_edge_layers(drawing.edges, palette), *_node_layers(drawing.nodes, palette)]
    layers.append(_titles(palette, locale))
    spec = chart(
        layers,
        theme=palette,
        locale=locale,
        size=LARGE,
        height=drawing.height,
        description=alignment_text(objectives, locale),
    )
    return {**spec, "usermeta": {"embedOptions": {"loader": {"target": "_self"}}}}


def alignment_text(objectives: Sequence[AlignedObjective], locale: Locale) -> str:
    """Return the map in words: each objective with its key results and initiatives counted."""
    sentence = locale.gettext("{objective}: {key_results}, {initiatives}")
    return ". ".join(
        sentence.format(
            objective=name_of(one.objective, locale),
            key_results=locale.ngettext(
                "{n} key result", "{n} key results", len(one.key_results)
            ).format(n=formats.number(len(one.key_results), locale)),
            initiatives=initiatives_text(one.count, locale),
        )
        for one in objectives
    )


def _edge_layers(edges: Sequence[Edge], palette: Palette) -> list[Spec]:
    """Return the lines: level, then slanted into the next column."""

    def rows(*, open_end: bool) -> list[Spec]:
        return [
            {"x": start, "x2": _COLUMNS[edge.column + 1] - _ROOM / 2, "y": edge.y, "y2": edge.y2}
            for edge in edges
            if edge.open_end == open_end
            for start in (_COLUMNS[edge.column + 1] - 2.6 * _ROOM,)
        ]

    def layer(values: list[Spec], dash: list[int]) -> Spec:
        return {
            "data": {"values": values},
            "mark": {
                "type": "rule",
                "aria": False,
                "color": palette.year,
                "strokeWidth": 1.3,
                "strokeDash": dash,
            },
            "encoding": {
                "x": {
                    "field": "x",
                    "type": "quantitative",
                    "scale": {"domain": [0, 1], "nice": False},
                },
                "x2": {"field": "x2"},
                "y": {"field": "y", "type": "quantitative", "scale": None},
                "y2": {"field": "y2"},
            },
        }

    return [layer(rows(open_end=False), []), layer(rows(open_end=True), [3, 3])]


def _node_layers(nodes: Sequence[Node], palette: Palette) -> list[Spec]:
    layers = []
    for column in range(4):
        room = _COLUMNS[column + 1] - _COLUMNS[column] - (3 * _ROOM if column < 3 else 0)
        for linked in (True, False):
            rows = [
                {
                    "x": _COLUMNS[node.column],
                    "y": node.y,
                    "text": node.text,
                    "told": node.told or node.text,
                    "link": node.link,
                    "color": palette.muted if node.muted else palette.text,
                    "weight": 700 if node.bold else 400,
                }
                for node in nodes
                if node.column == column and bool(node.link) == linked
            ]
            if rows:
                layers.append(_names(rows, room, linked=linked))
    return layers


def _names(rows: list[Spec], room: float, *, linked: bool) -> Spec:
    encoding: Spec = {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative", "scale": None},
        "text": {"field": "text"},
        "color": {"field": "color", "scale": None},
        "description": {"field": "told"},
    }
    mark: Spec = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "fontSize": 13,
        "fontWeight": {"expr": "datum.weight"},
        "limit": {"expr": f"width*{room:.3f}"},
    }
    if linked:
        encoding |= {"href": {"field": "link"}, "tooltip": {"field": "told"}}
        mark["cursor"] = "pointer"
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _titles(palette: Palette, locale: Locale) -> Spec:
    _ = locale.gettext
    names = (_("Objective"), _("Key result"), _("Squad"), _("Initiative"))
    rows = [{"x": x, "y": 8, "text": name} for x, name in zip(_COLUMNS, names, strict=False)]
    return {
        "data": {"values": rows},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "fontSize": 12,
            "color": palette.muted,
            "aria": False,
        },
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative", "scale": None},
            "text": {"field": "text"},
        },
    }
