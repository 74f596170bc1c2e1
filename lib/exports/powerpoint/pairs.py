"""One slide a pair: two aligned native charts, launches and lag connectors as native shapes."""

from lib.charts.pairs.descriptions import series_description
from lib.charts.pairs.launches import Flag
from lib.charts.pairs.panels import Panel
from lib.charts.palette import LIGHT
from lib.exports.powerpoint.charts import add_panel
from lib.exports.powerpoint.geometry import Geometry, geometry_of
from lib.exports.powerpoint.shapes import Box, Native, Pen, describe, disc, line, text_box
from lib.exports.report.report import PairChart
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.wording.figures import badge, metric_title
from lib.wording.names import name_of


def draw_pair(slide: Native, chart: PairChart, locale: Locale) -> None:
    """Draw a pair's chart below the title of a slide."""
    text_box(
        slide,
        Box(34, 80, 890, 18),
        chart.subtitle,
        Pen(13, LIGHT.muted),
        name=locale.gettext("Pair and evidence"),
    )
    geometry = geometry_of(chart.series, locale)
    if geometry is None:
        return
    words = chart.description
    add_panel(slide, geometry, geometry.product, description=words, is_last=False)
    below = series_description(chart.series.business, locale)
    add_panel(slide, geometry, geometry.business, description=below, is_last=True)
    _header(slide, geometry, geometry.product, geometry.lane.top - 20)
    _header(slide, geometry, geometry.business, geometry.business.scale.top - 21)
    for flag in geometry.flags:
        _launch(slide, geometry, flag)
    _ends(slide, geometry)
    text_box(
        slide,
        Box(geometry.left, 512, 700, 14),
        geometry.notes,
        Pen(9, LIGHT.muted),
        name=locale.gettext("Reading guide"),
    )


def _header(slide: Native, geometry: Geometry, panel: Panel, y: float) -> None:
    locale, metric = geometry.context.locale, panel.series.metric
    text_box(
        slide,
        Box(geometry.left, y, geometry.plot, 16),
        metric_title(metric, locale),
        Pen(12, panel.text_color, bold=True),
        name=locale.gettext("Name of a metric"),
    )


def _launch(slide: Native, geometry: Geometry, flag: Flag) -> None:
    """Draw a launch as one group: number, name, line, connector to the month of its effect."""
    lane, theme, locale = geometry.lane, geometry.context.palette, geometry.context.locale
    x, y = geometry.x(flag.x), lane.height_of(flag)
    share = min(1.0, (lane.months - flag.x) / lane.lag) if lane.lag else 1.0
    after = geometry.x(flag.x + share * lane.lag)
    reached = lane.panel_bottom + share * (lane.business_top - lane.panel_bottom)
    shapes: list[Native] = [
        line(slide, (x, y), (x, lane.panel_bottom), theme.muted, dotted=False),
        line(slide, (x, lane.panel_bottom), (after, reached), theme.muted, dotted=False),
    ]
    if share >= 1.0:
        foot = (after, lane.business_bottom)
        shapes.append(line(slide, (after, lane.expected_top), foot, theme.muted, dotted=True))
    number = badge(flag.launch, locale)
    shapes.append(disc(slide, x, y, number, (theme.badge, theme.badge_text)))
    if flag.name:
        near = 12.0
        box = Box(x - near - 230 if flag.leftward else x + near, y - 8, 230, 16)
        pen = Pen(11, theme.text, align="right" if flag.leftward else "left")
        shapes.append(text_box(slide, box, flag.name, pen, name=flag.name))
    group = slide.shapes.add_group_shape(shapes)
    words = f"{number} {name_of(flag.launch, locale)}"
    day = formats.day(flag.launch.launched_on, locale)
    describe(group, locale.gettext("Launch {number}").format(number=number), f"{words}, {day}")


def _ends(slide: Native, geometry: Geometry) -> None:
    x = geometry.left + geometry.plot + 7
    for end in geometry.ends:
        pen = Pen(end.s, end.c, bold=end.b > 400)
        box = Box(x, end.y - 8, 950 - x, 16)
        name = geometry.context.locale.gettext("Value at the end of a line")
        text_box(slide, box, end.t, pen, name=name)
