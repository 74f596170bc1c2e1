"""Forms of charts about objectives, squads, cohorts and lags."""

# Altair types its methods loosely: mypy cannot follow what they return.
# mypy: disable-error-code="no-any-return, no-untyped-call, arg-type, return-value, call-overload"

from typing import Any

import altair as alt

from lib.charts.templates.layers import (
    FORMER_DASH,
    TARGET_DASH,
    adaptive,
    area,
    calendar,
    color,
    expression,
    layer,
    number,
    path,
    pixels,
    rules_of,
    written,
)
from lib.i18n.translate import N_

_SHARE = {"domain": [0, 1], "nice": False}


def _narrow(chart: alt.LayerChart, *names: str) -> alt.LayerChart:
    """Return a chart that knows whether it is narrow, with parameters of its own."""
    return chart.resolve_scale(y="independent").add_params(
        *(alt.param(name=name, value=0) for name in ("narrow_below", *names)),
        alt.param(name="narrow", expr="width<narrow_below"),
    )


def _at_edge(
    dataset: str,
    field: str,
    y: str,
    tone: str,
    size: float | alt.ExprRef,
    *,
    right: bool = False,
    **style: Any,  # noqa: ANN401 - properties of a mark
) -> alt.Chart:
    """Return texts at the left or the right edge."""
    mark = layer(dataset).mark_text(
        aria=False,
        align="right" if right else "left",
        baseline="middle",
        fontSize=size,
        color=tone,
        **style,
    )
    edge = alt.XDatum(1 if right else 0, type="quantitative")
    return mark.encode(x=edge, y=pixels(y), text=alt.Text(f"{field}:N"))


def _names(tone: str, size: float | alt.ExprRef, **style: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
    """Return the names of key results, each on one line from the width that it needs."""
    names = _at_edge("names", "text", "y", tone, size, limit=expression("width"), **style)
    return names.transform_filter("!datum.fit||(width<datum.fit)==datum.split")


def _headings() -> list[alt.Chart]:
    """Return the headings of a chart of key results with a line under each."""
    line = layer("headings").mark_rule(aria=False, color="grid")
    ends = {"x": alt.XDatum(0, type="quantitative"), "x2": alt.X2Datum(1)}
    return [
        line.encode(**ends, y=pixels("line")),
        _at_edge("headings", "text", "y", "muted", 13),
    ]


def pace() -> alt.LayerChart:
    """Return key results: a bar from 0 to the grade, a tick at the share of the time gone."""
    bar = {"orient": "horizontal", "height": 9, "cornerRadius": 2}
    tick = {"orient": "vertical", "height": 18, "thickness": 2}
    size, small = expression("if(narrow,13,14)"), expression("if(narrow,12,13)")

    def share(field: str) -> alt.X:
        return alt.X(f"{field}:Q").scale(**_SHARE)

    rows, place = layer("rows"), {"y": pixels("drawn")}
    state = alt.Text("shown:N")
    chart = alt.layer(
        rows.mark_bar(**bar, color="grid", aria=False).encode(x=share("full"), **place),
        rows.mark_bar(**bar, color="product").encode(
            x=share("grade"), **place, description=alt.Description("text:N")
        ),
        rows.mark_tick(**tick, color="text", aria=False).encode(x=share("elapsed"), **place),
        _names("text", size, fontWeight=600),
        _at_edge("rows", "weight", "head", "muted", 12, right=True),
        _at_edge("rows", "figures", "foot", "text", small),
        _at_edge("rows", "state", "foot", "text", small, right=True)
        .transform_calculate(shown="if(narrow,datum.brief,datum.state)")
        .encode(text=state),
        *_headings(),
    )
    return _narrow(chart)


def confidence() -> alt.LayerChart:
    """Return the path of confidence of each key result, falls drawn thick."""

    def edge(field: str) -> alt.Chart:
        mark = layer("rows").mark_rule(aria=False, color="grid")
        x = alt.XDatum(0, type="quantitative").scale(**_SHARE)
        return mark.encode(x=x, x2=alt.X2Datum(0.8), y=pixels(field))

    place = {"x": number("x"), "y": pixels()}
    reading = {"description": alt.Description("d:N"), "tooltip": alt.Tooltip("d:N")}
    fall = {"align": "right", "baseline": "top", "dx": -7, "dy": 1, "fontSize": 12}
    chart = alt.layer(
        edge("top"),
        edge("bottom"),
        layer("points")
        .mark_line(aria=False, color="business", strokeWidth=1.8)
        .encode(**place, detail=alt.Detail("key:N")),
        layer("points")
        .mark_point(filled=True, size=22, opacity=1, color="business")
        .encode(**place, **reading),
        layer("falls")
        .mark_rule(aria=False, color="unfavourable", strokeWidth=3)
        .encode(**place, x2="x2", y2="y2"),
        layer("falls")
        .mark_text(aria=False, fontWeight=700, color="unfavourable", **fall)
        .encode(x=number("x2"), y=pixels("y2"), text=alt.Text("text:N")),
        _at_edge("rows", "last", "at", "text", 14, right=True, fontWeight=700),
        _at_edge("rows", "none", "middle", "muted", 12),
        _names("muted", 12),
        *_headings(),
    )
    return chart.resolve_scale(y="independent")


def cohorts() -> alt.LayerChart:
    """Return mean value by age, before and after a launch, over the band of former cohorts."""
    scale = calendar(low="first", high="last", left="44", right="60")
    level = alt.Y("lo:Q").scale(
        domain=[expression("low"), expression("high")], range=[160, 12], nice=False, zero=False
    )
    place = {"x": number("x"), "y": pixels()}
    reading = {"description": alt.Description("d:N"), "tooltip": alt.Tooltip("d:N")}

    def points(dataset: str, tone: str) -> alt.Chart:
        mark = layer(dataset).mark_point(filled=True, size=26, opacity=1, color=tone)
        return mark.encode(x=number("x"), y=alt.Y("v:Q"), **reading)

    end = {
        "aria": False,
        "align": expression("datum.a"),
        "dx": expression("datum.dx"),
        "dy": expression("datum.dy"),
        "fontSize": 12,
        "fontWeight": 700,
    }
    halo = {"color": "background", "stroke": "background", "strokeWidth": 4}
    at_end = {"x": number("x"), "y": alt.Y("v:Q"), "text": alt.Text("text:N")}
    curves = alt.layer(
        area("ages", "grid", opacity=0.35).encode(y=level),
        path("before", "prior", width=2.2, dash=(5, 3)),
        points("before_points", "prior"),
        path("after", "product", width=2.2),
        points("after_points", "product"),
        layer("ends").mark_text(**end, **halo).encode(**at_end),
        layer("ends").mark_text(**end).encode(**at_end, color=color()),
    )
    chart = alt.layer(
        layer("ages").mark_point(opacity=0, aria=False).encode(x=scale, y=alt.YValue(0)),
        curves,
        layer("compared")
        .mark_rule(aria=False, color="muted", strokeDash=list(FORMER_DASH))
        .encode(**place, y2="y2"),
        written("compared_texts", adaptive=True),
        written("axis"),
    )
    names = ("first", "last", "low", "high", "wide_height", "narrow_height")
    return _narrow(chart, *names).add_params(
        alt.param(name="height", expr="if(narrow,narrow_height,wide_height)")
    )


def effort() -> alt.LayerChart:
    """Return the share of build, maintain and repair by month, a row each."""
    place = {"x": number("x"), "y": pixels()}
    word = {"aria": False, "dy": -12, "fontSize": 12, "fontWeight": 700}
    halo = {"color": "background", "stroke": "background", "strokeWidth": 4}
    chart = alt.layer(
        layer("columns")
        .mark_rect(color="business", opacity=0.75)
        .encode(
            x=calendar(left="2", right="62", field="l"),
            x2="r",
            y=pixels(),
            y2="y0",
            description=alt.Description("d:N"),
            tooltip=alt.Tooltip("d:N"),
        ),
        layer("agreed")
        .mark_rule(aria=False, color="text", strokeWidth=1.3, strokeDash=list(TARGET_DASH))
        .encode(**place, x2="x2"),
        layer("named")
        .mark_point(
            shape="diamond", filled=True, size=70, opacity=1, aria=False, color="unfavourable"
        )
        .encode(**place),
        layer("named").mark_text(**word, **halo).encode(**place, text=alt.Text("text:N")),
        layer("named")
        .mark_text(**word, color="unfavourable")
        .encode(**place, text=alt.Text("text:N")),
        written("texts", adaptive=True),
    )
    return _narrow(chart, "months")


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


def alignment() -> alt.LayerChart:
    """Return a tree: lines, then names that may open an address."""

    def edges(dataset: str, dash: list[int]) -> alt.Chart:
        mark = layer(dataset).mark_rule(aria=False, color="year", strokeWidth=1.3, strokeDash=dash)
        return rules_of(mark.transform_filter("!narrow"), alt.X("x:Q").scale(**_SHARE))

    def names(dataset: str, **style: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
        mark = layer(dataset, adaptive=True).mark_text(
            align="left", baseline="middle", lineBreak="\n", lineHeight=16, **style
        )
        return mark.encode(x=number("x"), y=pixels(), text=alt.Text("text:N"))

    def nodes(dataset: str, **style: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
        looks = {"dx": expression("datum.dx"), "fontWeight": expression("datum.weight")}
        return names(dataset, fontSize=13, **looks, **style).encode(
            color=color("color"), description=alt.Description("label:N")
        )

    linked = nodes("linked", cursor="pointer")
    chart = alt.layer(
        edges("edges", []),
        edges("open_ends", [3, 3]),
        linked.encode(href=alt.Href("link:N"), tooltip=alt.Tooltip("label:N")),
        nodes("plain"),
        names("titles", fontSize=12, color="muted", aria=False),
    )
    return adaptive(chart.resolve_scale(y="independent"))
