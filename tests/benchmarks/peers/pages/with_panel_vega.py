"""The page in Panel with Vega-Lite specifications, which its cache can hold."""

import panel as pn
from page_data import dated, read, tiles
from vega_figures import paired

pn.extension("vega", sizing_mode="stretch_width")


@pn.cache
def specifications(date):
    """Return the chart of each pair, made once for each date of the file."""
    return [paired(sides) for sides in read(date).values()]


kpis = [
    pn.indicators.Number(name=name, value=value, format="{value:.2f}", font_size="20pt")
    for name, value, _ in tiles(read(dated()))
]
pn.Column(
    "# Metric pairs",
    pn.GridBox(*kpis, ncols=4),
    pn.GridBox(*[pn.pane.Vega(chart) for chart in specifications(dated())], ncols=3),
).servable(title="Metric pairs")
