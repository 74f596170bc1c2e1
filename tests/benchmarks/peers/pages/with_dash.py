"""The page in Dash: a layout that is asked for at each load, its figures cached."""

from functools import lru_cache

from dash import Dash, dcc, html
from page_data import dated, read, tiles
from plotly_figures import paired

app = Dash(__name__, title="Metric pairs")
GRID = {
    "display": "grid",
    "gap": "1rem",
    "gridTemplateColumns": "repeat(auto-fit,minmax(20rem,1fr))",
}


@lru_cache(maxsize=1)
def draw(date):
    """Return the whole page of one date of the file."""
    pairs = read(date)
    kpis = [
        html.Div([html.Small(name), html.H3(f"{value:.2f}"), html.Span(f"{change:+.2f}")])
        for name, value, change in tiles(pairs)
    ]
    charts = [dcc.Graph(figure=paired(pair, date), responsive=True) for pair in pairs]
    return html.Main(
        [html.H1("Metric pairs"), html.Div(kpis, style=GRID), html.Div(charts, style=GRID)]
    )


def layout():
    """Return the page as the file now is."""
    return draw(dated())


app.layout = layout
server = app.server
