"""Every form of chart as a fixed list of layers over named datasets."""

# Altair types its methods loosely: mypy cannot follow what they return.
# mypy: disable-error-code="no-any-return, no-untyped-call, arg-type, return-value"

from collections.abc import Callable

import altair as alt

from lib.charts.templates.layers import (
    adaptive,
    calendar,
    color,
    layer,
    number,
    pixels,
    rules,
    texts,
)

_PLACE = "if(narrow,datum.n,datum.y)"  # a row's height on a narrow and on a wide chart


def _params(*names: str) -> list[alt.Parameter]:
    return [alt.param(name=name, value=0) for name in names]


def rows() -> alt.LayerChart:
    """Return rows with a name, dots with their interval or a bar, and a figure at the end."""
    scale = calendar(low="low", high="high", left="start", right="margin")
    told = {"description": alt.Description("d:N"), "tooltip": alt.Tooltip("d:N")}
    bars = (
        layer("bars")
        .transform_calculate(top=f"{_PLACE}-7", bottom=f"{_PLACE}+7")
        .mark_rect(cornerRadius=1)
        .encode(x=number("l"), x2="r", y=pixels("top"), y2="bottom", color=color(), **told)
    )
    place = {"x": number("x"), "y": pixels("at"), **told}
    dots = layer("dots").transform_calculate(at=_PLACE)
    rings = layer("rings").transform_calculate(at=_PLACE)
    chart = alt.layer(
        rules("grid", x=scale),
        bars,
        rules("intervals"),
        dots.mark_point(opacity=1, size=80, filled=True).encode(**place, color=color()),
        rings.mark_point(opacity=1, size=170, strokeWidth=1.75).encode(
            **place, stroke=alt.Stroke("c:N").scale(None)
        ),
        texts("texts", halo=True),
    ).add_params(*_params("low", "high", "left", "right"))
    return adaptive(chart).add_params(
        alt.param(name="start", expr="if(narrow,10,left)"),
        alt.param(name="margin", expr="if(narrow,10,right)"),
    )


FORMS: dict[str, Callable[[], alt.LayerChart]] = {"rows": rows}
