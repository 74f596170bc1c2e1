"""Grid, graduations and calendar of a chart, drawn as lines and finished texts.

Vega writes no number and no date: every text comes from ``lib.i18n.formats``, so a chart says
the same as the page around it, in any browser and any time zone.
"""

from collections.abc import Sequence

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import Rule, Text
from lib.charts.drawing.scale import text_width
from lib.charts.drawing.window import Window, runs
from lib.charts.pairs.panels import Panel
from lib.i18n.formats import axis_labels, axis_unit, in_unit, missing, month_short, quarter_short

_FEW_MONTHS = 8  # up to this number, every month has a label
CROSS = "×"
"""Marks a month without data where no words fit."""

_GAP = 7  # pixels between a graduation's label and the panel


def grid(panel: Panel, context: ChartContext) -> list[Rule]:
    """Return the lines behind a panel: graduations, quarters, years and the zero line."""
    scale, months, theme = panel.scale, panel.window.months, context.palette
    end = len(months)
    lines = [Rule(0, end, scale.pixel(t), scale.pixel(t), theme.grid, 1) for t in scale.ticks]
    for k, month in enumerate(months):
        first_of_year = month.month == 1
        if k and (first_of_year or (context.detailed and month.month % 3 == 1)):
            color = theme.year if first_of_year else theme.grid
            lines.append(Rule(k, k, scale.top, scale.bottom, color, 1))
    if scale.ticks and not scale.truncated:
        zero = scale.pixel(0)
        lines.append(Rule(0, end, zero, zero, theme.muted, 1))
    return lines


def tick_labels(panel: Panel, context: ChartContext) -> list[Text]:
    """Return the labels of a panel's graduations, at its left."""
    labels = _graduations(panel, context)
    color, size = context.palette.muted, context.size.font - 1
    return [
        Text(0, panel.scale.pixel(tick), label, color, size, dx=-_GAP, a="right")
        for tick, label in zip(panel.scale.ticks, labels, strict=True)
    ]


def left_margin(panels: Sequence[Panel], context: ChartContext) -> float:
    """Return the width of the graduations' labels, alike on all small charts."""
    widths = [
        text_width(label, context.size.font - 1)
        for panel in panels
        for label in _graduations(panel, context)
    ]
    return max([34.0, *widths]) + _GAP


def _graduations(panel: Panel, context: ChartContext) -> tuple[str, ...]:
    """Return the labels of a panel's graduations in the unit that its title names."""
    ticks, unit = panel.scale.ticks, panel.series.metric.unit
    label_unit = axis_unit(ticks, unit)
    return axis_labels(in_unit(ticks, unit, label_unit), label_unit, context.locale)


def calendar_labels(window: Window, y: float, context: ChartContext) -> list[Text]:
    """Return quarters (or months, when few) and years under the lower panel, from pixel ``y``."""
    rows: list[Text] = []
    step = context.size.font + 2
    if len(window) <= _FEW_MONTHS:
        rows = [
            _label(k + 0.5, y, month_short(month, context.locale), context)
            for k, month in enumerate(window.months)
        ]
    elif context.detailed:
        rows = [
            _label(k + 1.5, y, quarter_short(month, context.locale), context)
            for k, month in enumerate(window.months)
            if month.month % 3 == 1 and k + 2 < len(window)
        ]
    years = runs([float(month.year) for month in window.months])
    labelled = [run for run in years if run.end - run.start >= 3 or len(years) == 1]
    return rows + [
        _label((run.start + run.end) / 2, y + (step if rows else 0), f"{run.value:.0f}", context)
        for run in labelled
    ]


def calendar_height(window: Window, context: ChartContext) -> float:
    """Return the height that ``calendar_labels`` takes."""
    lines = 2 if len(window) <= _FEW_MONTHS or context.detailed else 1
    return lines * (context.size.font + 2) + 8


def missing_labels(panel: Panel, context: ChartContext) -> list[Text]:
    """Return a label in each gap of a series, which tells it from zero."""
    values, size = panel.series.values, context.size.font - 2
    end = len(values) if not panel.forecast else (panel.last or 0) + 1
    month = (context.size.width - 150) / len(values)  # pixels, in the narrowest drawing
    middle = (panel.scale.top + panel.scale.bottom) / 2
    labels = []
    for run in runs([None if value is None else 1.0 for value in values[:end]]):
        start = max(run.start, panel.window.known_from)
        if run.value is not None or run.end <= start:
            continue
        text = context.locale.gettext("no data")
        wide = (run.end - start) * month > text_width(text, size) + 8
        text = text if wide else _short_missing(context)
        y = middle if wide else panel.scale.bottom - size / 2 - 3
        labels.append(Text((start + run.end) / 2, y, text, context.palette.muted, size, f="italic"))
    return labels


def _short_missing(context: ChartContext) -> str:
    return missing(context.locale) if context.detailed else CROSS


def _label(x: float, y: float, text: str, context: ChartContext) -> Text:
    return Text(x, y, text, context.palette.muted, context.size.font - 1)
