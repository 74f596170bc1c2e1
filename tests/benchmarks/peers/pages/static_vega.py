"""Writes the page as one HTML file that holds Vega and every number; run with Tandem's Python."""

import html
import json
import sys
from pathlib import Path

import vl_convert
from page_data import dated, read, tiles
from vega_figures import paired

STYLE = (
    "body{font:16px system-ui;margin:1rem}.grid{display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fit,minmax(20rem,1fr))}"
)


def page():
    """Return the file."""
    pairs = read(dated())
    kpis = "".join(
        f"<div><small>{html.escape(name)}</small><h3>{value:.2f}</h3>{change:+.2f}</div>"
        for name, value, change in tiles(pairs)
    )
    specs = json.dumps([paired(sides) for sides in pairs.values()]).replace("</", "<\\/")
    places = "".join(f'<div id="chart{at}"></div>' for at in range(len(pairs)))
    bundle = vl_convert.javascript_bundle()
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Metric pairs</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}</style></head><body><h1>Metric pairs</h1>"
        f'<div class="grid">{kpis}</div><div class="grid">{places}</div>'
        f'<script type="module">{bundle}\n'
        f"const specs = {specs};\n"
        "specs.forEach((spec, at) => window.vegaEmbed(`#chart${at}`, spec, {actions: false}));"
        "</script></body></html>"
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
