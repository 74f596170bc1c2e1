"""Names and values where the lines end, instead of a key, and the letter of restated months."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import Text
from lib.charts.drawing.scale import keep_apart, text_width
from lib.charts.drawing.window import last_known
from lib.charts.pairs.panels import Panel
from lib.i18n.formats import month
from lib.wording.figures import figure

_AWAY = 7  # pixels from the end of the lines
_LABEL_MONTHS = 2  # months that a value written beside its point reaches back over


@dataclass(frozen=True, slots=True)
class _End:
    y: float
    text: str
    color: str
    bold: bool = False
    larger: bool = False


def end_labels(panel: Panel, context: ChartContext) -> list[Text]:
    """Return the texts at the right end of a panel's lines, kept apart."""
    size = context.size
    if size.narrow:
        return []
    ends = _value_end(panel, context) + _reference_ends(panel, context)
    low, high = panel.scale.top - 4, panel.scale.bottom
    heights = keep_apart([end.y for end in ends], size.font + 4, low, high)
    return [
        Text(
            len(panel.window),
            y,
            end.text,
            end.color,
            size.font + (1 if end.larger else -1),
            dx=_AWAY,
            a="left",
            b=700 if end.bold else 400,
        )
        for end, y in zip(ends, heights, strict=True)
    ]


def right_margin(rows: Sequence[Text]) -> float:
    """Return the width of the texts at the right end."""
    return max((text_width(r.t, r.s, bold=r.b > 400) + r.dx for r in rows), default=0.0) + 6


def last_value(panel: Panel, context: ChartContext) -> list[Text]:
    """Return the last actual value beside its point, where it does not end the line."""
    k, size, locale = panel.last, context.size, context.locale
    if k is None or not (size.narrow or (panel.forecast and size.full)):
        return []
    series = panel.series
    value = figure(series.values[k], series.metric, locale)
    if not panel.forecast and k < len(panel.window) - 1:
        value = f"{value} ({month(series.months[k], locale)})"
    y = _above(panel, k, size.font)
    left = k + 0.5 < len(panel.window) / 4
    return [
        Text(
            k + 0.5,
            max(y, panel.scale.top),
            value,
            panel.text_color,
            size.font + 1,
            dx=-9 if left else 9,
            a="left" if left else "right",
            b=700,
        )
    ]


def restated_labels(panel: Panel, context: ChartContext) -> list[Text]:
    """Return the letter that marks each restated month."""
    size = context.size
    letter = context.locale.pgettext("mark of a restated value", "r")
    labels = []
    for k, (value, former) in enumerate(zip(panel.series.values, panel.series.former, strict=True)):
        if value is None or former is None:
            continue
        y = min(panel.scale.pixel(value), panel.scale.pixel(former)) - size.font + 1
        labels.append(Text(k + 0.5, y, letter, panel.text_color, size.font, b=700, f="italic"))
    return labels


def _above(panel: Panel, k: int, font: int) -> float:
    """Return the height just above the value of month ``k`` that no line crosses before it."""
    series, start = panel.series, max(0, k - _LABEL_MONTHS)
    heights, *others = (
        [panel.scale.pixel(value) for value in values[start : k + 1] if value is not None]
        for values in (series.values, series.targets, series.prior)
    )
    y = min(heights) - font
    for line in sorted((other for other in others if other), key=min, reverse=True):
        if min(line) - 0.75 * font < y < max(line) + 0.75 * font:
            y = min(line) - font
    return y


def _at_end(values: Sequence[float | None], panel: Panel) -> float | None:
    """Return the last of ``values``, unless the actual values went on without them."""
    k = last_known(values)
    return None if k is None or k < (panel.last or 0) else values[k]


def _value_end(panel: Panel, context: ChartContext) -> list[_End]:
    locale = context.locale
    series, color = panel.series, panel.text_color
    k = last_known(panel.path)
    if k is not None and context.detailed:
        text = locale.gettext("Forecast {value}").format(
            value=figure(panel.path[k], series.metric, locale)
        )
        return [_End(panel.scale.pixel(panel.path[k] or 0.0), text, color, bold=True)]
    last = panel.last
    if last is None:
        return []
    value = series.values[last] or 0.0
    text, y = figure(value, series.metric, locale), panel.scale.pixel(value)
    ends = [_End(y, text, color, bold=True, larger=True)]
    if last < len(panel.window) - 1 and not panel.forecast:
        ends.append(_End(y + 1, month(series.months[last], locale), color))
    return ends


def _reference_ends(panel: Panel, context: ChartContext) -> list[_End]:
    size, theme, locale = context.size, context.palette, context.locale
    _ = locale.gettext
    series = panel.series
    ends = []
    target, prior = _at_end(series.targets, panel), _at_end(series.prior, panel)
    if target is not None:
        text = _("Target {value}").format(value=figure(target, series.metric, locale))
        ends.append(_End(panel.scale.pixel(target), text, theme.target))
    if prior is not None and size.full:
        text = _("Prior year {value}").format(value=figure(prior, series.metric, locale))
        ends.append(_End(panel.scale.pixel(prior), text, theme.muted))
    return ends
