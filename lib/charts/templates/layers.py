"""The layers that charts are made of, declared with Altair; only the compiler imports this module.

A colour is written by its name in the palette, and set to the reader's theme by the filler. Rows
with a field ``only`` are drawn on wide or on narrow charts alone.
"""

# Altair types its methods loosely: mypy cannot follow what they return.
# mypy: disable-error-code="no-any-return, no-untyped-call, arg-type, return-value"

from collections.abc import Sequence
from typing import Any

import altair as alt

from lib.i18n.translate import N_

TARGET_DASH = (8, 3, 1.5, 3)
FORMER_DASH = (2, 2)
FORECAST_DASH = (5, 3)

FITTING = "!datum.only||datum.only==if(narrow,'narrow','wide')"
_HALO = {"color": "background", "stroke": "background", "strokeWidth": 4, "strokeJoin": "round"}


def layer(dataset: str, *, adaptive: bool = False) -> alt.Chart:
    """Return a layer without a mark over a named dataset."""
    empty = alt.Chart(alt.NamedData(dataset))
    return empty.transform_filter(FITTING) if adaptive else empty


def number(field: str) -> alt.X:
    """Return a horizontal channel on the scale that the first layer states."""
    return alt.X(f"{field}:Q")


def pixels(field: str = "y") -> alt.Y:
    """Return a vertical channel whose values are pixels already."""
    return alt.Y(f"{field}:Q").scale(None)


def level(field: str = "v") -> alt.Y:
    """Return a vertical channel on the scale of the panel."""
    return alt.Y(f"{field}:Q")


def color(field: str = "c") -> alt.Color:
    """Return a channel that takes its colours as they are."""
    return alt.Color(f"{field}:N").scale(None)


def expression(text: str) -> alt.ExprRef:
    """Return an expression of Vega."""
    return alt.ExprRef(text)


def calendar(
    *,
    low: str = "0",
    high: str = "months",
    left: str = "left",
    right: str = "right",
    field: str = "x",
) -> alt.X:
    """Return the horizontal channel of a first layer: its scale never runs backwards."""
    ends = [expression(left), expression(f"max({left}+24,width-{right})")]
    domain = [expression(low), expression(high)]
    return alt.X(f"{field}:Q").scale(domain=domain, range=ends, nice=False, zero=False)


def rules(
    dataset: str,
    *,
    dash: Sequence[float] = (),
    x: alt.X | None = None,
    adaptive: bool = False,
) -> alt.Chart:
    """Return straight lines, level, upright or slanted, from pixel to pixel."""
    style: dict[str, Any] = {"strokeDash": list(dash)} if dash else {}
    return (
        layer(dataset, adaptive=adaptive)
        .mark_rule(aria=False, **style)
        .encode(
            x=x or number("x"),
            x2="x2",
            y=pixels(),
            y2="y2",
            color=color(),
            strokeWidth=alt.StrokeWidth("w:Q").scale(None),
        )
    )


def rules_of(mark: alt.Chart, x: alt.X) -> alt.Chart:
    """Return a mark of rules from pixel to pixel, on the horizontal scale that ``x`` states."""
    return mark.encode(x=x, x2="x2", y=pixels(), y2="y2")


def written(dataset: str, *, adaptive: bool = False) -> alt.Chart:
    """Return texts without halo, placed and styled by their rows."""
    mark = layer(dataset, adaptive=adaptive).mark_text(
        aria=False,
        baseline="middle",
        align=expression("datum.a||'left'"),
        dx=expression("datum.dx||0"),
        fontWeight=expression("datum.b||400"),
    )
    size = alt.Size("s:Q").scale(None)
    return mark.encode(x=number("x"), y=pixels(), text=alt.Text("text:N"), size=size, color=color())


def texts(dataset: str, *, halo: bool) -> alt.Chart | alt.LayerChart:
    """Return texts, with a halo of the page's colour where lines may run behind them."""
    style: dict[str, Any] = {
        "aria": False,
        "baseline": "middle",
        "align": expression("datum.a||'center'"),
        "dx": expression("datum.dx||0"),
        "fontWeight": expression("datum.b||400"),
        "fontStyle": expression("datum.f||'normal'"),
        "limit": expression("if(datum.l,min(datum.l,width-4),0)"),
    }
    channels = {
        "x": number("x"),
        "y": pixels(),
        "text": alt.Text("t:N"),
        "size": alt.Size("s:Q").scale(None),
    }
    if not halo:
        plain = layer(dataset, adaptive=True).mark_text(**style)
        return plain.encode(**channels, color=color())
    behind = alt.Chart().mark_text(**style, **_HALO)
    front = alt.Chart().mark_text(**style).encode(color=color())
    data = alt.NamedData(dataset)
    return alt.layer(behind, front, data=data).transform_filter(FITTING).encode(**channels)


def path(
    dataset: str, tone: str, *, width: float, dash: Sequence[float] = (), field: str = "v"
) -> alt.Chart:
    """Return a line through values, broken where one is missing."""
    style: dict[str, Any] = {"strokeDash": list(dash)} if dash else {}
    mark = layer(dataset).mark_line(aria=False, color=tone, strokeWidth=width, **style)
    return mark.encode(x=number("x"), y=level(field))


def area(dataset: str, tone: str, *, opacity: float) -> alt.Chart:
    """Return a band from ``lo`` to ``hi``."""
    mark = layer(dataset).mark_area(aria=False, color=tone, opacity=opacity)
    return mark.encode(x=number("x"), y=level("lo"), y2="hi")


def points(
    dataset: str,
    tone: str,
    *,
    size: int,
    described: bool = False,
    **style: Any,  # noqa: ANN401 - properties of a mark
) -> alt.Chart:
    """Return one point a value."""
    mark = layer(dataset).mark_point(
        filled=True, opacity=1, aria=described, size=size, color=tone, **style
    )
    chart = mark.encode(x=number("x"), y=level())
    return chart.encode(description=alt.Description("d:N")) if described else chart


def columns(dataset: str, *, described: bool = False, **style: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
    """Return columns from zero, centred on their month."""
    mark = layer(dataset).transform_calculate(l="datum.x-0.33", r="datum.x+0.33")
    chart = mark.mark_rect(aria=described, **style).encode(
        x=number("l"), x2="r", y=level(), y2=alt.Y2Datum(0)
    )
    return chart.encode(description=alt.Description("d:N")) if described else chart


def levels(dataset: str, tone: str, width: float, *, dash: Sequence[float] = ()) -> alt.Chart:
    """Return level lines from month ``x`` to month ``x2``."""
    style: dict[str, Any] = {"strokeDash": list(dash)} if dash else {}
    mark = layer(dataset).mark_rule(aria=False, color=tone, strokeWidth=width, **style)
    return mark.encode(x=number("x"), x2="x2", y=level())


def hover(*, is_pair: bool) -> alt.Chart:
    """Return one invisible column a month that answers to the pointer with its readings.

    Titles are constants: a metric's name never becomes a key of the tooltip.
    """
    month = alt.selection_point(name="month", fields=["x"], on="pointerover", clear="pointerout")
    titles = {"m": N_("Month"), "a": N_("Value")}
    if is_pair:
        titles |= {"a": N_("Product metric"), "b": N_("Business metric")}
    return (
        layer("hover")
        .transform_calculate(l="datum.x-0.5", r="datum.x+0.5")
        .mark_rect(aria=False, color="muted")
        .encode(
            x=number("l"),
            x2="r",
            y=alt.YValue(expression("hover_top")),
            y2=alt.Y2Value(expression("hover_bottom")),
            opacity=alt.when(month, empty=False).then(alt.value(0.14)).otherwise(alt.value(0)),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()],
        )
        .add_params(month)
    )


def adaptive(chart: alt.LayerChart) -> alt.LayerChart:
    """Return a chart that is narrow, with another height, below the width ``narrow_below``."""
    return chart.add_params(
        alt.param(name="narrow_below", value=0),
        alt.param(name="wide_height", value=0),
        alt.param(name="narrow_height", value=0),
        alt.param(name="narrow", expr="width<narrow_below"),
        alt.param(name="height", expr="if(narrow,narrow_height,wide_height)"),
    )


def params(*names: str) -> list[alt.Parameter]:
    """Return parameters that the filler gives a value."""
    return [alt.param(name=name, value=0) for name in names]


def narrow(chart: alt.LayerChart, *names: str) -> alt.LayerChart:
    """Return a chart that knows whether it is narrow, with parameters of its own."""
    return chart.resolve_scale(y="independent").add_params(
        *params("narrow_below", *names),
        alt.param(name="narrow", expr="width<narrow_below"),
    )
