"""Forms of charts that compare: rows on one scale, cohorts, shares of effort."""

# Altair types its methods loosely: mypy cannot follow what they return.
# mypy: disable-error-code="no-any-return, no-untyped-call, arg-type, return-value, call-overload"

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
    narrow,
    number,
    params,
    path,
    pixels,
    rules,
    texts,
    written,
)

_PLACE = "if(narrow,datum.n,datum.y)"  # a row's height on a narrow and on a wide chart


def rows() -> alt.LayerChart:
    """Return rows with a name, dots with their interval or a bar, and a figure at the end."""
    scale = calendar(low="low", high="high", left="start", right="margin")
    reading = {"description": alt.Description("d:N"), "tooltip": alt.Tooltip("d:N")}
    bars = (
        layer("bars")
        .transform_calculate(top=f"{_PLACE}-7", bottom=f"{_PLACE}+7")
        .mark_rect(cornerRadius=1)
        .encode(x=number("l"), x2="r", y=pixels("top"), y2="bottom", color=color(), **reading)
    )
    place = {"x": number("x"), "y": pixels("at"), **reading}
    dots = layer("dots").transform_calculate(at=_PLACE)
    rings = layer("rings").transform_calculate(at=_PLACE)
    chart = alt.layer(
        rules("grid", x=scale, adaptive=True),
        bars,
        rules("intervals", adaptive=True),
        dots.mark_point(opacity=1, size=80, filled=True).encode(**place, color=color()),
        rings.mark_point(opacity=1, size=170, strokeWidth=1.75).encode(
            **place, stroke=alt.Stroke("c:N").scale(None)
        ),
        texts("texts", halo=True),
    ).add_params(*params("low", "high", "left", "right"))
    return adaptive(chart).add_params(
        alt.param(name="start", expr="if(narrow,10,left)"),
        alt.param(name="margin", expr="if(narrow,10,right)"),
    )


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
    return narrow(chart, *names).add_params(
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
        .mark_rule(aria=False, color="target", strokeWidth=1.3, strokeDash=list(TARGET_DASH))
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
    return narrow(chart, "months")
