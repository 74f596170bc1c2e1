"""The paired chart in Plotly, for Dash and for Vizro: two stacked panels on one axis of time."""

from functools import lru_cache

import plotly.graph_objects as go
from page_data import BLUE, GREY, SIDES, columns, read
from plotly.subplots import make_subplots


@lru_cache(maxsize=64)
def paired(pair, date):
    """Return the chart of a pair, drawn once for each date of the file."""
    sides = read(date)[pair]
    names = [sides[side][0]["name"] for side in SIDES]
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, subplot_titles=names)
    for at, side in enumerate(SIDES, 1):
        months, values, targets = columns(sides[side])
        value = go.Scatter(x=months, y=values, name="Value", mode="lines", line={"color": BLUE})
        target = go.Scatter(
            x=months, y=targets, name="Target", mode="lines", line={"color": GREY, "dash": "dot"}
        )
        figure.add_trace(value, row=at, col=1)
        figure.add_trace(target, row=at, col=1)
    figure.update_layout(height=320, margin={"l": 30, "r": 10, "t": 30, "b": 20}, showlegend=False)
    return figure
