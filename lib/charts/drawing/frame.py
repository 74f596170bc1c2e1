"""What surrounds the panels of every chart: headers, the reading under the pointer, the frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.drawing import marks
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import Text
from lib.charts.drawing.theme import Spec, chart
from lib.charts.pairs.panels import Panel
from lib.i18n.formats import axis_unit
from lib.wording.figures import metric_title


@dataclass(frozen=True, slots=True)
class HoverRow:
    """What the pointer tells of one month: ``m`` month, ``a`` and ``b`` finished readings."""

    x: float
    m: str
    a: str
    b: str | None = None


def header(panel: Panel, context: ChartContext, *, y: float, left: float) -> Text:
    """Return the name of the metric above its panel, with the unit where there is room."""
    size, metric = context.size, panel.series.metric
    return Text(
        x=0,
        y=y,
        t=metric_title(
            metric,
            context.locale,
            brief=not size.full,
            told_in=axis_unit(panel.scale.ticks, metric.unit),
        ),
        c=panel.text_color,
        s=size.font + (1 if context.detailed else 0),
        dx=-round(left),
        a="left",
        b=700,
        l=round(size.width * 0.94),
    )


def hover(rows: Sequence[HoverRow], context: ChartContext, *, top: float, bottom: float) -> Spec:
    """Return one invisible column a month that answers to the pointer with its readings.

    Titles are constants: a metric's name never becomes a key of the tooltip.
    """
    _ = context.locale.gettext
    titles = {"m": _("Month"), "a": _("Value"), "b": ""}
    if any(row.b is not None for row in rows):
        titles |= {"a": _("Product metric"), "b": _("Business metric")}
    lit = {"condition": {"param": "month", "empty": False, "value": 0.14}, "value": 0}
    return {
        "data": {"values": [_row(row) for row in rows]},
        "transform": [
            {"calculate": "datum.x-0.5", "as": "l"},
            {"calculate": "datum.x+0.5", "as": "r"},
        ],
        "params": [
            {
                "name": "month",
                "select": {
                    "type": "point",
                    "fields": ["x"],
                    "on": "pointerover",
                    "clear": "pointerout",
                },
            }
        ],
        "mark": {"type": "rect", "aria": False, "color": context.palette.muted},
        "encoding": {
            "x": marks.channel("l"),
            "x2": {"field": "r"},
            "y": {"value": round(top)},
            "y2": {"value": round(bottom)},
            "opacity": lit,
            "tooltip": [
                {"field": field, "title": title} for field, title in titles.items() if title
            ],
        },
    }


def _row(row: HoverRow) -> Spec:
    brief: Spec = {"x": row.x, "m": row.m, "a": row.a}
    return brief if row.b is None else {**brief, "b": row.b}


def finished(layers: list[Spec], context: ChartContext, *, height: float, description: str) -> Spec:
    """Return the specification of layers that share one horizontal scale."""
    return chart(
        layers,
        theme=context.palette,
        locale=context.locale,
        size=context.size,
        height=height,
        description=description,
    )


def empty_chart(context: ChartContext, *, description: str) -> Spec:
    """Return a chart that says there is nothing to show yet."""
    text = context.locale.gettext("No data yet")
    row = Text(0.5, context.size.panel / 2, text, context.palette.muted, context.size.font)
    layer = marks.texts([row], context.palette, halo=False)
    layer["encoding"]["x"]["scale"] = marks.x_scale(1, 0, 0)
    return finished([layer], context, height=context.size.panel, description=description)
