"""The page in Vizro: cards of figures and graphs of one registered frame, with its data cache."""

import pandas as pd
import vizro.models as vm
from flask_caching import Cache
from page_data import PLACE, dated, read, tiles
from plotly_figures import paired
from vizro import Vizro
from vizro.figures import kpi_card_reference
from vizro.managers import data_manager
from vizro.models.types import capture

data_manager.cache = Cache(config={"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 600})


def company():
    """Return the file as a frame."""
    return pd.read_csv(PLACE)


def latest():
    """Return the last value of each tile beside the one before, as columns."""
    kpis = tiles(read(dated()))
    return pd.DataFrame(
        {name: [value] for name, value, _ in kpis}
        | {f"{name} before": [value - change] for name, value, change in kpis}
    )


@capture("graph")
def pair_chart(data_frame, pair):
    """Return the chart of a pair, as it was drawn for this date of the file."""
    assert len(data_frame)
    return paired(pair, dated())


data_manager["company"] = company
data_manager["latest"] = latest
pairs = read(dated())
cards = [
    vm.Figure(
        figure=kpi_card_reference(
            data_frame="latest",
            value_column=name,
            reference_column=f"{name} before",
            title=name,
            value_format="{value:.2f}",
        )
    )
    for name, _, _ in tiles(pairs)
]
graphs = [vm.Graph(figure=pair_chart(data_frame="company", pair=pair)) for pair in pairs]
page = vm.Page(
    title="Metric pairs",
    components=[
        vm.Container(title="", layout=vm.Grid(grid=[[0, 1, 2, 3], [4, 5, 6, 7]]), components=cards),
        vm.Container(
            title="",
            layout=vm.Grid(
                grid=[[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]], row_min_height="320px"
            ),
            components=graphs,
        ),
    ],
)
app = Vizro().build(vm.Dashboard(pages=[page]))
server = app.dash.server
