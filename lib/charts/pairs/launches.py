"""Launches of a tandem chart: numbers in a lane, and connectors to the month of expected effect.

The connector leans by the declared lag, so both panels stay on the true calendar; it states an
expectation, never a cause.
"""

from dataclasses import dataclass, replace

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import Rule, Text
from lib.charts.drawing.scale import text_width
from lib.charts.drawing.theme import Spec
from lib.charts.drawing.window import Window, launches_within
from lib.charts.palette import Palette
from lib.i18n.translate import Locale
from lib.views.series import Launch
from lib.wording.figures import badge
from lib.wording.names import name_of

_ROWS = 4  # rows of the lane at most; where they are full, numbers share the last one
_RADIUS = 9.0
_SMALL = 4.0  # half a number without disc
_NAME_LIMIT = 230


@dataclass(frozen=True, slots=True)
class Flag:
    """A launch placed in the lane: row, side of its name, and whether the name is written."""

    launch: Launch
    x: float
    row: int
    name: str
    leftward: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The launches of a chart and the pixels between which their lines run.

    Connectors end above the title of the lower panel, at ``business_top``; the lines of the month
    of the expected effect begin below it, at ``expected_top``.
    """

    flags: tuple[Flag, ...]
    top: float
    row_height: float
    panel_bottom: float
    business_top: float
    expected_top: float
    business_bottom: float
    months: int
    lag: int

    def height_of(self, flag: Flag) -> float:
        """Return the pixel height of a flag's number."""
        return self.top + (flag.row + 0.5) * self.row_height


def place_flags(
    launches: tuple[Launch, ...], window: Window, context: ChartContext, *, plot: float
) -> tuple[Flag, ...]:
    """Return the launches of the window in rows, so that neither numbers nor names meet.

    Names stand beside the numbers where all of them fit; if not, the footer lists them.
    ``plot`` is the narrowest width of the panels, in pixels.
    """
    inside = launches_within(launches, window)
    month = plot / len(window)
    if context.size.full:
        with_names = [_spot(launch, window, context, month=month, plot=plot) for launch in inside]
        placed = _in_rows(with_names)
        if placed is not None:
            return placed
    near = (_RADIUS if context.detailed else _SMALL) + 3
    without_names = []
    for launch in inside:
        x = window.position(launch.launched_on)
        without_names.append(
            _Spot(Flag(launch, x, 0, "", False), x * month - near, x * month + near)
        )
    placed = _in_rows(without_names)
    return placed if placed is not None else tuple(spot.flag for spot in without_names)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A flag and the pixels it covers."""

    flag: Flag
    start: float
    end: float


def _spot(
    launch: Launch, window: Window, context: ChartContext, *, month: float, plot: float
) -> _Spot:
    x = window.position(launch.launched_on)
    name = name_of(launch, context.locale)
    near = _RADIUS + 3
    far = near + 4 + min(text_width(name, context.size.font), _NAME_LIMIT)
    leftward = x * month + far > plot + 40
    flag = Flag(launch, x, 0, name, leftward)
    at = x * month
    return _Spot(flag, at - (far if leftward else near), at + (near if leftward else far))


def _in_rows(spots: list[_Spot]) -> tuple[Flag, ...] | None:
    """Return the flags in as few rows as keep them apart; None where the lane is too small."""
    taken: list[list[_Spot]] = [[] for _ in range(_ROWS)]
    placed = []
    for spot in spots:
        row = next(
            (
                k
                for k in range(_ROWS)
                if all(spot.start > other.end or spot.end < other.start for other in taken[k])
            ),
            None,
        )
        if row is None:
            return None
        taken[row].append(spot)
        placed.append(replace(spot.flag, row=row))
    return tuple(placed)


def lane_rows(flags: tuple[Flag, ...]) -> int:
    """Return how many rows the lane needs."""
    return max((flag.row for flag in flags), default=-1) + 1


def solid_lines(lane: Lane, theme: Palette) -> list[Rule]:
    """Return the upright lines through the product panel and the leaning connectors."""
    lines = []
    for flag in lane.flags:
        upper, lower = lane.panel_bottom, lane.business_top
        lines.append(Rule(flag.x, flag.x, lane.height_of(flag), upper, theme.muted, 1.2))
        share = min(1.0, (lane.months - flag.x) / lane.lag) if lane.lag else 1.0
        x2, y2 = flag.x + share * lane.lag, upper + share * (lower - upper)
        lines.append(Rule(flag.x, round(x2, 2), upper, round(y2, 1), theme.muted, 1.2))
    return lines


def expected_lines(lane: Lane, color: str, width: float) -> list[Rule]:
    """Return the upright lines of the months where the effect is expected."""
    return [
        Rule(x, x, lane.expected_top, lane.business_bottom, color, width)
        for x in (round(flag.x + lane.lag, 2) for flag in lane.flags)
        if x < lane.months
    ]


def badges(lane: Lane, context: ChartContext) -> list[Spec]:
    """Return the numbered discs of the launches."""
    return [
        {
            "x": flag.x,
            "y": lane.height_of(flag),
            "t": badge(flag.launch, context.locale),
            "d": name_of(flag.launch, context.locale),
        }
        for flag in lane.flags
    ]


def small_numbers(lane: Lane, context: ChartContext) -> list[Text]:
    """Return the numbers of the launches without discs, for small charts."""
    return [
        Text(
            flag.x,
            lane.height_of(flag) - 2,
            badge(flag.launch, context.locale),
            context.palette.text,
            context.size.font - 1,
            b=700,
        )
        for flag in lane.flags
    ]


def names(lane: Lane, context: ChartContext) -> list[Text]:
    """Return the names beside the numbers."""
    return [
        Text(
            flag.x,
            lane.height_of(flag),
            flag.name,
            context.palette.text,
            context.size.font,
            dx=(-1 if flag.leftward else 1) * (_RADIUS + 4),
            a="right" if flag.leftward else "left",
            l=_NAME_LIMIT,
        )
        for flag in lane.flags
        if flag.name
    ]


def lag_labels(lane: Lane, context: ChartContext, *, plot: float) -> list[Text]:
    """Return the label of each connector, where it fits before the next one."""
    long, short = lag_texts(lane.lag, context.locale)
    month = plot / lane.months
    lean = lane.lag / 2 + 0.15
    color, size = context.palette.muted, context.size.font - 1
    shallow = lane.lag * month > 3 * (lane.business_top - lane.panel_bottom)
    if shallow:
        lean = 0.25 * lane.lag
    labels: list[Text] = []
    for k, flag in enumerate(lane.flags):
        start = (flag.x + lean) * month
        following = lane.flags[k + 1].x + lean - 0.3 if k + 1 < len(lane.flags) else 1e9
        available = min(following * month, plot + (60 if context.size.full else 4)) - start - 8
        text = next(
            (t for t in (long, short) if text_width(t, context.size.font - 1) <= available), ""
        )
        if text and not (shallow and labels):
            height = lane.business_top - lane.panel_bottom
            y = lane.panel_bottom + (height / 4 - 9 if shallow else height / 2 - 5)
            x = round(flag.x + lean, 2)
            labels.append(Text(x, y, text, color, size, dx=5, a="left", f="italic"))
    return labels


def lag_texts(lag: int, locale: Locale) -> tuple[str, str]:
    """Return the words of a connector, in full and in short."""
    _ = locale.gettext
    if lag == 0:
        return _("expected effect: same month"), _("same month")
    long = locale.ngettext("expected effect: +{n} month", "expected effect: +{n} months", lag)
    short = locale.ngettext("+{n} month", "+{n} months", lag)
    return long.format(n=lag), short.format(n=lag)
