"""A published report in the manner of wbr-app: its files by name and version, our own drawing.

wbr-app is in no package registry, so its code is neither here nor run. What it publishes is one
page that loads five public files and draws a chart with its table for each metric.
"""

import json
import os
from pathlib import Path

from flask import Flask, send_from_directory
from page_data import SIDES, columns, dated, read, tiles

FILES = Path(os.environ.get("PEERS_NODE", "node_modules")).resolve()
HEAD = "".join(
    [
        '<script src="/files/sweetalert2/dist/sweetalert2.all.min.js"></script>',
        '<link rel="stylesheet" href="/files/font-awesome/css/font-awesome.min.css">',
        '<link rel="stylesheet" href="/files/bootstrap/dist/css/bootstrap.min.css">',
        '<link rel="stylesheet" href="/files/hamburgers/dist/hamburgers.css">',
        '<script src="/files/echarts/dist/echarts.min.js"></script>',
    ]
)
app = Flask(__name__)


@app.get("/")
def report():
    """Return the report, with its numbers in it."""
    pairs = read(dated())
    charts = [
        [{"name": sides[side][0]["name"], "columns": columns(sides[side])} for side in SIDES]
        for sides in pairs.values()
    ]
    data = json.dumps({"tiles": tiles(pairs), "charts": charts}).replace("</", "<\\/")
    script = (Path(__file__).with_name("echarts_report.js")).read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{HEAD}</head><body>'
        f'<div id="report"></div><script>const data = {data};\n{script}</script></body></html>'
    )


@app.get("/files/<path:name>")
def files(name):
    """Return one of the five files, kept by the browser as a public address would have it."""
    return send_from_directory(FILES, name, max_age=31_536_000)
