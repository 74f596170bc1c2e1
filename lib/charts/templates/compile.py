"""Compiles the charts declared with Altair into the templates that the filler reads.

Run ``python -m lib.charts.templates.compile`` after a change of a declaration; a test compares the
templates with what would be written.
"""

import json
from typing import Any

import altair as alt

from lib.charts.drawing.theme import SCHEMA, chart_config
from lib.charts.palette import LIGHT
from lib.charts.templates.fill import FOLDER
from lib.charts.templates.forms import FORMS
from lib.i18n.translate import locale

Json = dict[str, Any]


@alt.theme.register("tandem", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    """Return the Altair theme: the configuration that every chart has in the light theme."""
    return {"config": chart_config(LIGHT, locale("en"))}  # type: ignore[typeddict-item]


def compiled(form: str) -> str:
    """Return the template of a form as it is written to disk."""
    spec: Json = FORMS[form]().to_dict()
    if "data" in spec:  # Altair lifts the dataset of a single layer
        spec["layer"][0]["data"] = spec["data"]
    spec = {
        "$schema": SCHEMA,
        "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
        "autosize": {"type": "fit-x", "contains": "padding"},
        **{name: spec[name] for name in ("resolve", "params", "layer") if name in spec},
    }
    _return_selections(spec)
    _leave_out_types(spec)
    return json.dumps(spec, indent=1, ensure_ascii=False) + "\n"


def _return_selections(spec: Json) -> None:
    """Move each selection into its layer, so that an export without the layer has neither."""
    selections = [param for param in spec.get("params", ()) if "select" in param]
    for selection in selections:
        spec["params"].remove(selection)
        (view,) = selection.pop("views")
        target = next(layer for layer in spec["layer"] if layer.get("name") == view)
        target["params"] = [selection]
    for layer in spec["layer"]:
        layer.pop("name", None)


def _leave_out_types(part: Any) -> None:  # noqa: ANN401 - JSON
    """Leave out the types that Vega-Lite assumes: every chart is sent to a browser."""
    if isinstance(part, dict):
        if part.get("type") == "nominal" and "field" in part:
            del part["type"]
        for value in part.values():
            _leave_out_types(value)
    elif isinstance(part, list):
        for value in part:
            _leave_out_types(value)


def main() -> None:
    """Write every template."""
    for form in FORMS:
        (FOLDER / f"{form}.json").write_text(compiled(form), encoding="utf-8")


if __name__ == "__main__":
    main()
