"""The texts under a chart: notes on its signs, and on a phone the key and the launches."""

from dataclasses import dataclass

from lib.charts.drawing import axes
from lib.charts.drawing.context import ChartContext
from lib.charts.drawing.marks import WHOLE_WIDTH, Text
from lib.charts.drawing.scale import text_width
from lib.charts.drawing.theme import Spec
from lib.charts.pairs.launches import Lane
from lib.charts.pairs.panels import Panel
from lib.i18n.formats import NBSP
from lib.i18n.translate import Locale
from lib.wording.figures import badge
from lib.wording.names import name_of

_SAMPLE = 20.0  # width of a line's sample in the key


@dataclass(frozen=True, slots=True)
class Footer:
    """Texts under a chart, samples of its lines by name, and the pixel where the chart ends."""

    texts: tuple[Text, ...]
    samples: dict[str, Spec]
    bottom: float


def pair_footer(
    panels: tuple[Panel, Panel], lane: Lane, context: ChartContext, *, left: float
) -> Footer:
    """Return the footer of a tandem chart; a small card names its launches, and no more."""
    window = panels[1].window
    y = panels[1].scale.bottom + axes.calendar_height(window, context)
    step = context.size.font + 5.0
    samples: dict[str, Spec] = {}
    texts: list[Text] = []
    if not context.detailed:
        for line in wrapped(_launches(lane, context), context, between=" · "):
            texts.append(_line(line, y + step / 2, context, left=left))
            y += step
        return Footer(tuple(texts), {}, y + (4 if texts else 0))
    if context.size.narrow:
        y += step
        samples, texts = _key(panels, y, context, left=left)
    lines = wrapped(notes(panels, lane, context), context)
    if not any(flag.name for flag in lane.flags):
        listed = _launches(lane, context)
        lines += listed if context.size.narrow else wrapped(listed, context, between=" · ")
    for line in lines:
        y += step
        texts.append(_line(line, y, context, left=left))
    return Footer(tuple(texts), samples, y + step / 2 + 2)


def _launches(lane: Lane, context: ChartContext) -> list[str]:
    """Return the launches with their numbers, where the lane writes no name."""
    return [
        f"{badge(flag.launch, context.locale)}{NBSP}{name_of(flag.launch, context.locale)}"
        for flag in lane.flags
    ]


def notes(panels: tuple[Panel, ...], lane: Lane | None, context: ChartContext) -> list[str]:
    """Return the sentences that explain the signs present, and no other."""
    _ = context.locale.gettext
    sentences = []
    if lane is not None and lane.flags:
        sentences.append(_lag_note(lane.lag, context.locale))
    if any(value is not None for panel in panels for value in panel.series.former):
        sentences.append(_("r: restated value, the former one dotted."))
    truncated = [panel.scale.truncated for panel in panels]
    if all(truncated) and len(truncated) > 1:
        sentences.append(_("Neither scale starts at zero."))
    elif truncated[0] and len(truncated) > 1:
        sentences.append(_("The upper scale does not start at zero."))
    elif truncated[-1] and len(truncated) > 1:
        sentences.append(_("The lower scale does not start at zero."))
    elif truncated[0]:
        sentences.append(_("The scale does not start at zero."))
    return sentences


def wrapped(sentences: list[str], context: ChartContext, *, between: str = " ") -> list[str]:
    """Return the sentences gathered into lines that fit the chart."""
    lines: list[str] = []
    for sentence in sentences:
        longer = f"{lines[-1]}{between}{sentence}" if lines else sentence
        if lines and text_width(longer, context.size.font - 1) <= context.size.width:
            lines[-1] = longer
        else:
            lines.append(sentence)
    return lines


def _lag_note(lag: int, locale: Locale) -> str:
    if lag == 0:
        return locale.gettext("Line of a launch: effect expected the same month.")
    return locale.ngettext(
        "Slanted line: effect expected {n} month later.",
        "Slanted line: effect expected {n} months later.",
        lag,
    ).format(n=lag)


def _line(text: str, y: float, context: ChartContext, *, left: float) -> Text:
    size = context.size
    return Text(
        0, y, text, context.palette.muted, size.font - 1, dx=-round(left), a="left", l=WHOLE_WIDTH
    )


def _key(
    panels: tuple[Panel, ...], y: float, context: ChartContext, *, left: float
) -> tuple[dict[str, Spec], list[Text]]:
    """Return samples of the lines with their names, for a chart without labels at its right."""
    samples: dict[str, Spec] = {}
    texts, x, size = [], 0.0, context.size.font - 1
    for name, word in _lines_of(panels, context.locale).items():
        samples[f"sample_{name}"] = {"x": x, "x2": x + _SAMPLE, "y": y, "only": "narrow"}
        x += _SAMPLE + 4
        dx = round(x - left)
        texts.append(Text(0, y, word, context.palette.muted, size, dx=dx, a="left"))
        x += text_width(word, size) + 14
    return samples, texts


def _lines_of(panels: tuple[Panel, ...], locale: Locale) -> dict[str, str]:
    """Return the names of the lines beside the values."""
    _ = locale.gettext
    lines = {}
    if any(value is not None for panel in panels for value in panel.series.targets):
        lines["target"] = _("target")
    if any(value is not None for panel in panels for value in panel.series.prior):
        lines["prior"] = _("prior year")
    if any(panel.forecast for panel in panels):
        lines["forecast"] = _("forecast")
    return lines
