"""Charts made of rows: a name, dots with their interval or a bar, and a figure at the end.

A filled dot is the value of a row, a hollow dot the value it is compared with; the legend beside
the chart explains both.
"""

from collections.abc import Iterator, Sequence

from lib.charts.drawing.marks import Rule, Text, adaptive_rows
from lib.charts.drawing.theme import SERIES, Spec
from lib.charts.palette import PALETTES, ThemeName
from lib.charts.rows.layout import EDGE, RowLayout, row_layout
from lib.charts.rows.parts import Row, ValueScale, as_text, row_values, value_scale
from lib.charts.templates.fill import Frame, fill
from lib.i18n.translate import Locale


def rows_chart(
    title: str,
    rows: Sequence[Row],
    scale: ValueScale | str,
    *,
    locale: Locale,
    theme: ThemeName,
) -> Spec:
    """Return the Vega-Lite specification of rows on one scale.

    Parameters
    ----------
    title
        The content of the chart, in a sentence; a screen reader reads it before the rows.
    scale
        The horizontal scale, or the unit of the values to fit a scale to.
    """
    palette = PALETTES[theme]
    fitted = (
        scale if isinstance(scale, ValueScale) else value_scale(row_values(rows), scale, locale)
    )
    wide, narrow = (row_layout(rows, palette, compact=compact) for compact in (False, True))
    spec = fill(
        "rows",
        data={
            "grid": adaptive_rows(_grid(wide, fitted), _grid(narrow, fitted)),
            "bars": _bars(wide, narrow),
            "intervals": adaptive_rows(_intervals(wide), _intervals(narrow)),
            "dots": _points(wide, narrow, hollow=False),
            "rings": _points(wide, narrow, hollow=True),
            "texts": adaptive_rows(_texts(wide, fitted), _texts(narrow, fitted)),
        },
        values={
            "low": fitted.low,
            "high": fitted.high,
            "left": round(wide.left),
            "right": round(wide.right),
            "narrow_below": round(wide.narrow_below(fitted)),
            "wide_height": round(wide.height),
            "narrow_height": round(narrow.height),
        },
        frame=Frame(SERIES.width, wide.height, f"{title} {as_text(rows)}", theme, locale),
    )
    return {**spec, "usermeta": {"table": [_table_row(row) for row in rows]}}


def _grid(layout: RowLayout, scale: ValueScale) -> list[Rule]:
    """Return the upright lines; they do not cross the names above the marks."""
    theme, lines = layout.palette, []
    for top, bottom in layout.line_spans():
        lines += [Rule(tick, tick, top, bottom, theme.grid, 1) for tick in scale.ticks]
        if scale.low <= 0 <= scale.high:
            lines.append(Rule(0, 0, top, bottom, theme.muted, 1))
        if scale.line is not None:
            lines.append(Rule(scale.line, scale.line, top, bottom, theme.text, 1.5))
    return lines


def _intervals(layout: RowLayout) -> list[Rule]:
    lines = []
    for at, row in enumerate(layout.rows):
        middle = layout.middle(at)
        for dot in row.dots:
            if dot.low is not None and dot.high is not None:
                color, y = dot.color or layout.palette.product, middle - dot.lift
                width = 1.5 if dot.is_hollow else 3
                lines.append(Rule(dot.low, dot.high, y, y, color, width))
        if row.tick is not None:
            lines.append(
                Rule(row.tick, row.tick, middle - 11, middle + 11, layout.palette.text, 2.5)
            )
    return lines


def _bars(wide: RowLayout, narrow: RowLayout) -> list[Spec]:
    return [
        {
            "l": 0,
            "r": row.bar.value,
            "y": wide.middle(at),
            "n": narrow.middle(at),
            "c": row.bar.color or wide.palette.product,
            "d": row.bar.text,
        }
        for at, row in enumerate(wide.rows)
        if row.bar is not None
    ]


def _points(wide: RowLayout, narrow: RowLayout, *, hollow: bool) -> list[Spec]:
    return [
        {
            "x": dot.value,
            "y": wide.middle(at) - dot.lift,
            "n": narrow.middle(at) - dot.lift,
            "c": dot.color or wide.palette.product,
            "d": dot.text,
        }
        for at, row in enumerate(wide.rows)
        for dot in row.dots
        if dot.value is not None and dot.is_hollow == hollow
    ]


def _table_row(row: Row) -> list[str]:
    """Return a row of the table beside the chart: name, figure and the texts of its dots."""
    return [row.name, row.note, "; ".join(dot.text for dot in row.dots)]


def _texts(layout: RowLayout, scale: ValueScale) -> list[Text]:
    return [*_scale_labels(layout, scale), *_names_and_notes(layout, scale)]


def _scale_labels(layout: RowLayout, scale: ValueScale) -> list[Text]:
    theme, size = layout.palette, layout.font - 1
    texts = [Text(tick, 9, label, theme.muted, size) for tick, label in layout.labels(scale)]
    if scale.line is not None and scale.line_label:
        texts.append(Text(scale.line, 9, scale.line_label, theme.text, size, b=600))
    return texts


def _names_and_notes(layout: RowLayout, scale: ValueScale) -> Iterator[Text]:
    theme, font = layout.palette, layout.font
    left = 0 if layout.compact else round(EDGE - layout.left)
    right = 0 if layout.compact else round(layout.right - EDGE)
    for at in range(len(layout.rows)):
        for y, name in zip(layout.name_heights(at), layout.places[at].names, strict=True):
            yield Text(scale.low, y, name, theme.text, font, dx=left, a="left", l=layout.name_width)
        y, note = layout.note_height(at), layout.note(at)
        if layout.places[at].is_beside:
            yield Text(scale.high, y, note, theme.text, font, dx=right, a="right")
        else:
            yield Text(scale.low, y, note, theme.muted, font, dx=left, a="left")
