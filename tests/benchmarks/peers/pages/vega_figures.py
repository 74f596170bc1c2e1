"""The paired chart as a Vega-Lite specification, for the static page and for Panel."""

from page_data import BLUE, GREY, SIDES


def paired(sides):
    """Return two panels on one axis of time, their data within."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "vconcat": [_panel(sides[side]) for side in SIDES],
    }


def _panel(rows):
    month = {"field": "month", "type": "temporal", "title": None}
    values = [{name: row[name] for name in ("month", "value", "target")} for row in rows]
    return {
        "title": rows[0]["name"],
        "width": 280,
        "height": 90,
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "line", "color": color, "strokeDash": dash},
                "encoding": {
                    "x": month,
                    "y": {
                        "field": name,
                        "type": "quantitative",
                        "scale": {"zero": False},
                        "title": None,
                    },
                },
            }
            for name, color, dash in (("value", BLUE, []), ("target", GREY, [3, 3]))
        ],
    }
