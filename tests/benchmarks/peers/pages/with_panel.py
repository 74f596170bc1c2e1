"""The page in Panel with Bokeh's figures: its data are cached, a figure belongs to one reader."""

import pandas as pd
import panel as pn
from bokeh.layouts import column
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure
from page_data import BLUE, GREY, SIDES, columns, dated, read, tiles

pn.extension(sizing_mode="stretch_width")


@pn.cache
def sources(date):
    """Return the months, values and targets of each side of each pair."""
    return {
        pair: {
            side: {
                "name": sides[side][0]["name"],
                "data": dict(
                    zip(
                        ("month", "value", "target"),
                        (pd.to_datetime(columns(sides[side])[0]), *columns(sides[side])[1:]),
                        strict=True,
                    )
                ),
            }
            for side in SIDES
        }
        for pair, sides in read(date).items()
    }


def paired(sides):
    """Return two panels on one axis of time."""
    panels = []
    for side in SIDES:
        source = ColumnDataSource(sides[side]["data"])
        shared = {"x_range": panels[0].x_range} if panels else {}
        panel = figure(
            height=160,
            title=sides[side]["name"],
            x_axis_type="datetime",
            sizing_mode="stretch_width",
            toolbar_location=None,
            **shared,
        )
        panel.line("month", "value", source=source, color=BLUE)
        panel.line("month", "target", source=source, color=GREY, line_dash="dotted")
        panels.append(panel)
    return pn.pane.Bokeh(column(*panels, sizing_mode="stretch_width"))


kpis = [
    pn.indicators.Number(name=name, value=value, format="{value:.2f}", font_size="20pt")
    for name, value, _ in tiles(read(dated()))
]
pn.Column(
    "# Metric pairs",
    pn.GridBox(*kpis, ncols=4),
    pn.GridBox(*[paired(sides) for sides in sources(dated()).values()], ncols=3),
).servable(title="Metric pairs")
