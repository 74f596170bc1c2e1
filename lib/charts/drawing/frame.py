"""Headers of panels, readings under the pointer, and the chart without data."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import WHOLE_WIDTH, Text
from lib.charts.drawing.theme import Spec
from lib.charts.pairs.panels import Panel
from lib.charts.templates.fill import Frame, fill
from lib.i18n.formats import axis_unit
from lib.wording.figures import metric_title


@dataclass(frozen=True, slots=True)
class HoverRow:
    """The readings of a month under the pointer: ``m`` month, ``a`` and ``b`` finished texts."""

    x: float
    m: str
    a: str
    b: str | None = None


def header(panel: Panel, context: ChartContext, *, y: float, left: float) -> Text:
    """Return the name of the metric above its panel, with the unit where it fits."""
    size, metric = context.size, panel.series.metric
    return Text(
        x=0,
        y=y,
        t=metric_title(
            metric,
            context.locale,
            brief=not size.full,
            unit_of_axis=axis_unit(panel.scale.ticks, metric.unit),
        ),
        c=panel.text_color,
        s=size.font + (1 if context.detailed else 0),
        dx=-round(left),
        a="left",
        b=700,
        l=WHOLE_WIDTH,
    )


def hover_rows(rows: Sequence[HoverRow]) -> list[Spec]:
    """Return the readings under the pointer as rows of data."""
    return [
        {"x": row.x, "m": row.m, "a": row.a} | ({} if row.b is None else {"b": row.b})
        for row in rows
    ]


def empty_chart(context: ChartContext, *, description: str) -> Spec:
    """Return a chart that says there is nothing to show yet."""
    size = context.size
    text = context.locale.gettext("No data yet")
    data = {"texts": [{"x": 0.5, "y": size.panel / 2, "t": text}]}
    frame = Frame(size.width, size.panel, description, context.theme, context.locale)
    return fill("message", data, {}, frame)
