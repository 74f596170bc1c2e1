"""The positions of the parts of a chart made of rows.

Names are at the left of a wide chart, and above their row on a narrow one; a long name takes two
lines. On a narrow chart a figure that does not fit beside its name goes below it. The server does
not know the width, so a chart contains both layouts and Vega shows the one that fits
(:meth:`RowLayout.narrow_below`). Lines are broken and figures are placed here, because Vega neither
breaks a text between words nor avoids overlaps of texts.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from lib.charts.drawing.scale import text_lines, text_width
from lib.charts.drawing.theme import NARROWEST
from lib.charts.palette import Palette
from lib.charts.rows.parts import Row, ValueScale

HEAD = 22
GAP = 12
EDGE = 10
_ROW, _ROW_COMPACT = 30, 46
_FONT, _FONT_COMPACT = 14, 12
_LINE = 16
_REACH = 12
_LONGEST_NAME = 300.0
_NARROW_WIDTH = NARROWEST - 2 * EDGE
_APART = 6.0  # pixels between two labels of the scale
_MARKS = 180  # pixels that the marks of a wide chart have at least


@dataclass(frozen=True, slots=True)
class RowPlace:
    """The position of a row.

    Attributes
    ----------
    names
        Its name in one line or two.
    top, height
        Pixels from the top of the chart, and down to the next row.
    is_beside
        Whether its figure is on the line of its name, or of its marks; else below its name.
    """

    names: tuple[str, ...]
    top: float
    height: float
    is_beside: bool


@dataclass(frozen=True, slots=True)
class RowLayout:
    """Rows with their places, and the space left and right of their marks."""

    rows: tuple[Row, ...]
    places: tuple[RowPlace, ...]
    palette: Palette
    compact: bool
    left: float
    right: float

    @property
    def font(self) -> int:
        """Return the size of names and figures."""
        return _FONT_COMPACT if self.compact else _FONT

    @property
    def height(self) -> float:
        """Return the height of the whole chart."""
        return HEAD + sum(place.height for place in self.places) + 4

    def narrow_below(self, scale: ValueScale) -> float:
        """Return the width below which names and figures leave too little space for the marks."""
        return self.left + self.right + max(_MARKS, self._labels_width(scale))

    def labels(self, scale: ValueScale) -> list[tuple[float, str]]:
        """Return the graduations whose labels keep apart at the narrowest width of the layout."""
        labels = list(zip(scale.ticks, scale.labels, strict=True))
        step = math.ceil(self._labels_width(scale) / _NARROW_WIDTH) if self.compact else 1
        return labels[:: max(1, step)]

    def _labels_width(self, scale: ValueScale) -> float:
        """Return the width of the marks at which the labels of all graduations keep apart."""
        if len(scale.ticks) < 2:
            return 0.0
        widest = max(text_width(label, self.font - 1) for label in scale.labels) + _APART
        return widest * (scale.high - scale.low) / (scale.ticks[1] - scale.ticks[0])

    def note(self, at: int) -> str:
        """Return the figure of a row."""
        row = self.rows[at]
        return row.brief_note or row.note if self.compact else row.note

    @property
    def name_width(self) -> int:
        """Return the largest width of the name of a row."""
        return round(_NARROW_WIDTH if self.compact else self.left - GAP)

    def middle(self, at: int) -> float:
        """Return the height of the marks of a row."""
        place = self.places[at]
        return place.top + (place.height - 12 if self.compact else place.height / 2)

    def line_spans(self) -> tuple[tuple[float, float], ...]:
        """Return the ends of the upright lines: beside the names, or under each of them."""
        if not self.compact:
            return ((HEAD, self.height),)
        middles = (self.middle(at) for at in range(len(self.rows)))
        return tuple((y - _REACH, y + _REACH) for y in middles)

    def name_heights(self, at: int) -> tuple[float, ...]:
        """Return the height of each line of the name of a row."""
        place = self.places[at]
        first = place.top + 12
        if not self.compact:
            first = self.middle(at) - (len(place.names) - 1) * _LINE / 2
        return tuple(first + _LINE * line for line in range(len(place.names)))

    def note_height(self, at: int) -> float:
        """Return the height of the figure of a row."""
        if not self.compact:
            return self.middle(at)
        heights = self.name_heights(at)
        return heights[0] if self.places[at].is_beside else heights[-1] + _LINE


def row_layout(rows: Sequence[Row], palette: Palette, *, compact: bool) -> RowLayout:
    """Return the places of rows, from top to bottom."""
    sized = [_sized(row, compact=compact) for row in rows]
    tops = accumulate((place.height for place in sized), initial=float(HEAD))
    places = tuple(
        RowPlace(place.names, top, place.height, place.is_beside)
        for place, top in zip(sized, tops, strict=False)
    )
    if compact:
        return RowLayout(tuple(rows), places, palette, compact, EDGE, EDGE)
    names = max((text_width(line, _FONT) for place in places for line in place.names), default=0.0)
    notes = max((text_width(row.note, _FONT) for row in rows), default=0.0)
    left = min(names, _LONGEST_NAME) + GAP + EDGE
    return RowLayout(tuple(rows), places, palette, compact, left, notes + GAP + EDGE)


def _sized(row: Row, *, compact: bool) -> RowPlace:
    """Return a row with its height, placed at the top of the chart."""
    if not compact:
        names = in_two_lines(row.name, _LONGEST_NAME, _FONT)
        return RowPlace(names, 0, _ROW + (len(names) - 1) * 14, is_beside=True)
    names = in_two_lines(row.name, _NARROW_WIDTH, _FONT_COMPACT)
    note = row.brief_note or row.note
    wide = text_width(row.name, _FONT_COMPACT) + GAP + text_width(note, _FONT_COMPACT)
    is_beside = not note or (len(names) == 1 and wide <= _NARROW_WIDTH)
    more = len(names) - 1 + (0 if is_beside else 1)
    return RowPlace(names, 0, _ROW_COMPACT + more * _LINE, is_beside)


def in_two_lines(text: str, width: float, font: int) -> tuple[str, ...]:
    """Return ``text`` on one line where it fits, else cut between words as late as it can be."""
    if text_width(text, font) <= width:
        return (text,)
    first, *others = text_lines(text, width, font, cuts_words=False)
    return (first, " ".join(others)) if others else (first,)
