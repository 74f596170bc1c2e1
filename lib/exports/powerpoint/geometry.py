"""Where every part of a pair's chart stands on a slide, in points, as on the drawing of a page."""

from dataclasses import dataclass, replace
from math import ceil, floor

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.end_labels import end_labels, right_margin
from lib.charts.drawing.footer import notes
from lib.charts.drawing.marks import Text
from lib.charts.drawing.scale import PixelScale
from lib.charts.drawing.theme import Size
from lib.charts.drawing.window import Window, window_of
from lib.charts.pairs.launches import Flag, Lane, lane_rows, place_flags
from lib.charts.pairs.panels import Panel, panel
from lib.i18n.translate import Locale
from lib.views.series import PairSeries

_TOP, _BOTTOM = 100.0, 470.0  # of the slide, between the subtitle and the notes
_HEADER, _ROW, _GAP = 20.0, 20.0, 62.0
_LEFT = 84.0
_WIDTH = 930.0
_MONTHS = 25


@dataclass(frozen=True, slots=True)
class Geometry:
    """A pair's chart on a slide.

    Attributes
    ----------
    left, plot
        Left edge and width of both plots.
    ends
        Texts at the end of the lines; their ``x`` is unused.
    notes
        What explains the signs present.
    """

    product: Panel
    business: Panel
    window: Window
    lane: Lane
    left: float
    plot: float
    ends: tuple[Text, ...]
    notes: str
    context: ChartContext

    def x(self, position: float) -> float:
        """Return where a position in months stands."""
        return self.left + position / len(self.window) * self.plot

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Launches shown."""
        return self.lane.flags


def geometry_of(tandem: PairSeries, locale: Locale) -> Geometry | None:
    """Return where everything stands; None without any month."""
    window = window_of((tandem.product, tandem.business), (), most=_MONTHS)
    if window is None:
        return None
    context = ChartContext(_size(100.0), "light", locale)
    flags = place_flags(tandem.launches, window, context, plot=_WIDTH - _LEFT - 190)
    top = _TOP + _HEADER + max(1, lane_rows(flags)) * _ROW
    height = (_BOTTOM - top - _GAP) / 2
    context = ChartContext(_size(height), "light", locale)
    product = _rounded(panel(tandem.product, window, context, top=top))
    business = _rounded(panel(tandem.business, window, context, top=top + height + _GAP))
    ends = tuple(text for one in (product, business) for text in end_labels(one, context))
    lane = Lane(
        flags=flags,
        top=_TOP + _HEADER,
        row_height=_ROW,
        panel_bottom=product.scale.bottom,
        business_top=business.scale.top - 24,
        expected_top=business.scale.top,
        business_bottom=business.scale.bottom,
        months=len(window),
        lag=tandem.pair.lag_months,
    )
    return Geometry(
        product=product,
        business=business,
        window=window,
        lane=lane,
        left=_LEFT,
        plot=_WIDTH - _LEFT - max(110.0, right_margin(ends)),
        ends=ends,
        notes=" ".join(notes((product, business), lane, context)),
        context=context,
    )


def _size(height: float) -> Size:
    return Size(
        "slide",
        round(_WIDTH),
        12,
        _MONTHS,
        panel=round(height),
        gap=round(_GAP),
        ticks=4,
        full=True,
    )


def _rounded(one: Panel) -> Panel:
    """Return a panel whose scale begins and ends on a graduation, as slides draw their lines."""
    scale = one.scale
    if len(scale.ticks) < 2:
        return one
    step = scale.ticks[1] - scale.ticks[0]
    low = floor(scale.low / step + 1e-9) * step
    high = ceil(scale.high / step - 1e-9) * step
    return replace(one, scale=PixelScale(low, high, scale.top, scale.bottom, scale.ticks))
