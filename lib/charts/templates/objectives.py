"""Forms of charts about objectives: pace, confidence, and the alignment map."""

# Altair types its methods loosely: mypy cannot follow what they return.
# mypy: disable-error-code="no-any-return, no-untyped-call, arg-type, return-value, call-overload"

from typing import Any

import altair as alt

from lib.charts.templates.layers import (
    adaptive,
    color,
    expression,
    layer,
    narrow,
    number,
    pixels,
    rules_of,
)

_SHARE = {"domain": [0, 1], "nice": False}


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
    return narrow(chart)


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
