"""Forms of charts about metrics over time, and about the link of a pair."""

# Altair types its methods loosely: mypy cannot follow what they return.
# mypy: disable-error-code="no-any-return, no-untyped-call, arg-type, return-value, call-overload"

from collections.abc import Sequence
from typing import Any

import altair as alt

from lib.charts.templates.layers import (
    FITTING,
    FORECAST_DASH,
    FORMER_DASH,
    TARGET_DASH,
    adaptive,
    area,
    calendar,
    columns,
    expression,
    hover,
    layer,
    level,
    levels,
    number,
    params,
    path,
    pixels,
    points,
    rules,
    texts,
)
from lib.i18n.translate import N_

_ENDS = (("low", "high"), ("bottom", "top"))


def _slice(name: str) -> dict[str, Any]:
    ends = [[expression(f"{name}_{end}") for end in pair] for pair in _ENDS]
    return {"domain": ends[0], "range": ends[1], "nice": False, "zero": False}


def _panel(name: str, *, described: bool) -> alt.LayerChart:
    """Return one panel: a metric as a line or as columns, with all that may stand beside it.

    The values of a panel share the vertical scale of its slice of the height.
    """
    dash = {"strokeDash": [4, 2]}
    outline = {"fillOpacity": 0.15, "stroke": name, "strokeWidth": 1.2, **dash}
    month_lines = (
        alt.layer(
            alt.Chart().mark_rule(aria=False, color="background", strokeWidth=3.6),
            alt.Chart().mark_rule(aria=False, color="prior", strokeWidth=2),
            data=alt.NamedData(f"{name}_prior_columns"),
        )
        .transform_calculate(l="datum.x-0.5", r="datum.x+0.5")
        .encode(x=number("l"), x2="r", y=level())
    )
    group = alt.layer(
        columns(f"{name}_columns", described=described, color=name),
        columns(f"{name}_expected_columns", color=name, **outline),
        layer(f"{name}_errors")
        .mark_rule(aria=False, color="text", strokeWidth=1.2)
        .encode(x=number("x"), y=level("lo"), y2="hi"),
        area(f"{name}_band", name, opacity=0.2),
        path(f"{name}_prior", "prior", width=1.5),
        points(f"{name}_lone_prior", "prior", size=12),
        month_lines,
        levels(f"{name}_target_halos", "background", 3.6),
        levels(f"{name}_targets", "target", 1.3, dash=TARGET_DASH),
        path(f"{name}_forecast", name, width=2.2, dash=FORECAST_DASH),
        path(f"{name}_values", name, width=2.4 if described else 2),
        points(f"{name}_points", name, size=26, described=True),
        points(f"{name}_lone", name, size=16),
        points(f"{name}_last", name, size=40),
        layer(f"{name}_former_columns")
        .transform_calculate(l="datum.x-0.33", r="datum.x+0.33")
        .mark_rect(
            aria=False, filled=False, stroke="text", strokeDash=list(FORMER_DASH), strokeWidth=1.2
        )
        .encode(x=number("l"), x2="r", y=level("o"), y2="v"),
        layer(f"{name}_former")
        .mark_rule(aria=False, color=name, strokeWidth=1.2, strokeDash=list(FORMER_DASH))
        .encode(x=number("x"), y=level("o"), y2="v"),
        layer(f"{name}_former")
        .mark_point(aria=False, size=44, fill="background", stroke=name, strokeWidth=1.5, opacity=1)
        .encode(x=number("x"), y=level("o")),
        area(f"{name}_ordinary", name, opacity=0.13),
        points(f"{name}_signals", "text", size=130, shape="diamond"),
        points(f"{name}_incoming", "text", size=90, shape="diamond"),
    )
    return group.encode(y=alt.Y(type="quantitative").scale(**_slice(name)))


def _time_chart(layers: list[Any], panels: tuple[str, ...]) -> alt.LayerChart:
    """Return layers on one calendar, with parameters for its margins and its panels."""
    scales = [f"{name}_{end}" for name in panels for pair in _ENDS for end in pair]
    names = ["months", "left", "wide_right", "narrow_right", *scales]
    chart = alt.layer(*layers).resolve_scale(y="independent").add_params(*params(*names))
    margin = alt.param(name="right", expr="if(narrow,narrow_right,wide_right)")
    return adaptive(chart).add_params(margin)


def _hovered(chart: alt.LayerChart) -> alt.LayerChart:
    return chart.add_params(*params("hover_top", "hover_bottom"))


def _samples(name: str, tone: str, width: float, dash: Sequence[float] = ()) -> alt.Chart:
    """Return a short line of the key of a narrow chart."""
    style: dict[str, Any] = {"strokeDash": list(dash)} if dash else {}
    mark = layer(f"sample_{name}", adaptive=True).mark_rule(
        aria=False, color=tone, strokeWidth=width, **style
    )
    return mark.encode(x=alt.X("x:Q").scale(None), x2="x2", y=pixels())


def _badges() -> alt.LayerChart:
    """Return the numbered discs of the launches."""
    place = {"x": number("x"), "y": pixels()}
    disc = alt.Chart().mark_circle(aria=False, size=300, opacity=1, color="badge").encode(**place)
    figure = (
        alt.Chart()
        .mark_text(aria=True, color="badge_text", fontSize=12, fontWeight=700, baseline="middle")
        .encode(**place, text=alt.Text("t:N"), description=alt.Description("d:N"))
    )
    return alt.layer(disc, figure, data=alt.NamedData("badges")).transform_filter(FITTING)


def pair(*, detailed: bool) -> alt.LayerChart:
    """Return a product metric above its business metric, on one calendar."""
    layers = [
        rules("grid", x=calendar()),
        _panel("upper", described=detailed),
        _panel("lower", described=detailed),
        rules("launches", adaptive=True),
        rules("expected_ground"),
        rules("expected", dash=FORMER_DASH),
    ]
    if detailed:
        layers += [
            _badges(),
            _samples("target", "target", 1.3, TARGET_DASH),
            _samples("prior", "prior", 2),
            _samples("forecast", "product", 2.2, FORECAST_DASH),
        ]
    layers += [texts("texts", halo=True), hover(is_pair=True)]
    return _hovered(_time_chart(layers, ("upper", "lower")))


def series(*, detailed: bool) -> alt.LayerChart:
    """Return one metric on its calendar."""
    layers = [
        rules("grid", x=calendar()),
        _panel("upper", described=detailed),
        texts("texts", halo=detailed),
        hover(is_pair=False),
    ]
    return _hovered(_time_chart(layers, ("upper",)))


def message() -> alt.LayerChart:
    """Return a sentence in the place of a chart."""
    x = alt.X("x:Q").scale(domain=[0, 1], nice=False, zero=False)
    text = layer("texts").mark_text(aria=False, baseline="middle", color="muted", fontSize=13)
    return alt.layer(text.encode(x=x, y=pixels(), text=alt.Text("t:N")))


def lag_profile() -> alt.LayerChart:
    """Return the correlation at each lag with its interval; the declared lag is a diamond."""
    title = N_("Months between the two moves")
    axis = alt.Axis(tickMinStep=1, grid=False, format="+d")

    def lag() -> alt.X:
        return alt.X("lag:Q").title(title).axis(axis)

    def link(field: str) -> alt.Y:
        scale = {"domain": [-1, 1], "nice": False}
        return alt.Y(f"{field}:Q").title(None).scale(**scale).axis(tickCount=5)

    return alt.layer(
        layer("zero").mark_rule(color="muted", aria=False).encode(y=link("zero")),
        layer("lags")
        .mark_rule(strokeWidth=2, color="business", aria=False)
        .encode(x=lag(), y=link("low"), y2="high"),
        layer("lags")
        .mark_point(filled=True, size=70, color="business")
        .encode(x=lag(), y=link("r"), description=alt.Description("text:N")),
        layer("declared")
        .mark_point(shape="diamond", filled=True, size=190, color="product")
        .encode(x=lag(), y=link("r")),
    ).resolve_scale(y="shared")


def line_up() -> alt.LayerChart:
    """Return two standardised curves without any name."""

    def curve(dataset: str, tone: str, dash: list[int]) -> alt.Chart:
        mark = layer(dataset).mark_line(color=tone, strokeWidth=1.8, aria=False, strokeDash=dash)
        return mark.encode(x=alt.X("at:Q").axis(None), y=alt.Y("v:Q").axis(None))

    curves = [curve("product", "product", [1, 0]), curve("business", "business", [4, 2])]
    return alt.layer(*curves).resolve_scale(y="shared")
