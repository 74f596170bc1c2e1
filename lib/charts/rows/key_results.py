"""The rows of the key results of an objective, aligned between charts side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.charts.drawing.scale import text_lines, text_width
from lib.charts.drawing.theme import NARROWEST, Spec
from lib.domain.okrs import KeyResultKind
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.overview import KeyResultPace
from lib.wording.names import name_of

ROW = 62
"""Height of a key result, in pixels: its name, its bar, its figures."""
HEADING = 30
GAP = 10
_FONT = 13
_LINE = 16  # height of a further line of a name

Headings = Mapping[KeyResultKind, str]
"""The heading above the key results of each kind."""

_ORDER: tuple[KeyResultKind, ...] = ("committed", "aspirational")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one key result, under the heading of its kind.

    Attributes
    ----------
    top
        Upper edge in pixels, below the further lines of its name.
    name
        Its name as one line.
    lines
        Its name as the lines that fit the narrowest chart; the last begins at ``top``.
    weight
        Its weight as text, or empty.
    """

    top: float
    pace: KeyResultPace
    name: str
    lines: tuple[str, ...]
    weight: str


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


def rows_of(
    paces: Sequence[KeyResultPace], locale: Locale, headings: Headings | None = None
) -> Rows:
    """Return the places of key results: in order, or kind by kind under ``headings``."""
    placed: list[Slot] = []
    titles: list[Heading] = []
    top = 0.0
    groups = [paces]
    if headings is not None:
        groups = [[pace for pace in paces if pace.key_result.kind == kind] for kind in _ORDER]
    for group in filter(None, groups):
        if headings is not None:
            top += GAP if titles else 0
            titles.append(Heading(top, headings[group[0].key_result.kind]))
            top += HEADING
        for pace in group:
            slot = _slot(top, pace, locale, detailed=headings is not None)
            placed.append(slot)
            top = slot.top + ROW
    return Rows(tuple(placed), tuple(titles), top)


def _slot(top: float, pace: KeyResultPace, locale: Locale, *, detailed: bool) -> Slot:
    result = pace.key_result
    name, weight = name_of(result, locale), ""
    if detailed and result.weight is not None:
        share = formats.percent(result.weight, locale)
        weight = locale.gettext("weight {share}").format(share=share)
    lines = text_lines(name, NARROWEST - _weight_space(weight), _FONT, bold=True)
    return Slot(top + _LINE * (len(lines) - 1), pace, name, tuple(lines), weight)


def _weight_space(weight: str) -> float:
    return text_width(weight, _FONT) + 8 if weight else 0.0


def name_rows(slots: Sequence[Slot], below: float) -> list[Spec]:
    """Return the names as rows of data, ``below`` the upper edges of their slots.

    A name that is too long for the narrowest chart is there twice: as one line, from the width that
    it needs, and as several.
    """
    rows: list[Spec] = []
    for slot in slots:
        y, first, *others = slot.top + below, *slot.lines
        if not others:
            rows.append({"text": first, "y": y})
            continue
        fit = round(text_width(slot.name, _FONT + 1, bold=True) + _weight_space(slot.weight))
        rows.append({"text": slot.name, "y": y, "fit": fit, "split": False})
        rows += [
            {"text": line, "y": y - _LINE * (len(others) - k), "fit": fit, "split": True}
            for k, line in enumerate(slot.lines)
        ]
    return rows


def heading_rows(placed: Rows) -> list[Spec]:
    """Return the headings as rows of data, with the height of the line under each."""
    return [
        {"y": heading.top + 10, "line": heading.top + 20, "text": heading.text}
        for heading in placed.headings
    ]
