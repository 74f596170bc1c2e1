"""Lines and texts placed by the charts, as rows of data.

Horizontal positions are months (see ``lib.charts.drawing.window``); vertical ones are pixels. Vega
keeps no text clear of another, so the places of end labels, of the flags of launches and of their
names are computed here, from the widths of the texts; everything else stands on Vega's own scales.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from lib.charts.drawing.theme import Spec

WHOLE_WIDTH = 2000
"""Limit of a text that may be as wide as its chart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in months (x) and pixels (y)."""

    x: float
    x2: float
    y: float
    y2: float
    c: str
    w: float = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text anchored at a month (x, shifted by ``dx`` pixels) and a pixel height (y).

    Fields have short names because they travel in every chart: ``t`` text, ``c`` colour, ``s``
    size, ``a`` alignment, ``b`` weight, ``f`` style, ``l`` widest in pixels (0: no limit).
    """

    x: float
    y: float
    t: str
    c: str
    s: int
    dx: float = 0
    a: str = "center"
    b: int = 400
    f: str = "normal"
    l: int = 0  # noqa: E741 - short names travel


def as_rows(rows: Sequence[Rule | Text], only: str = "") -> list[Spec]:
    """Return rows of data, drawn on ``wide`` or ``narrow`` charts alone where ``only`` says so."""
    limit = {"only": only} if only else {}
    return [_brief(row) | limit for row in rows]


def adaptive_rows(wide: Sequence[Rule | Text], narrow: Sequence[Rule | Text]) -> list[Spec]:
    """Return rows of data of a chart in its wide and its narrow drawing, common ones once."""
    drawn_narrow, drawn_wide = set(narrow), set(wide)
    return [
        *as_rows([row for row in wide if row in drawn_narrow]),
        *as_rows([row for row in wide if row not in drawn_narrow], "wide"),
        *as_rows([row for row in narrow if row not in drawn_wide], "narrow"),
    ]


def _brief(row: Rule | Text) -> Spec:
    """Return a row without the fields that hold their default."""
    return {
        name: value
        for name, default in _DEFAULTS[type(row)]
        if (value := getattr(row, name)) != default
    }


_DEFAULTS: dict[type, list[tuple[str, object]]] = {
    Rule: [(field.name, None) for field in fields(Rule)],  # every rule has its width
    Text: [(field.name, field.default) for field in fields(Text)],
}
