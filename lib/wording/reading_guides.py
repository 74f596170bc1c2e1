"""How to read each chart: what it shows, how to read it, what to do about it."""

from typing import Literal

from lib.i18n.translate import N_, Locale

ChartName = Literal["tandem", "wall", "series", "pace"]

_GUIDES: dict[ChartName, tuple[str, ...]] = {
    "tandem": (
        N_(
            "Above, what users do: the product metric. Below, what the company gets: the business"
            " metric it is paired with. Both share one calendar, and each has its own scale."
        ),
        N_(
            "A number marks a launch. From it an oblique line leads to the month in which the pair"
            " expects an effect; it states what was declared, not what was caused."
        ),
        N_(
            "The dash-dotted line is the target, grey is the same month one year earlier, r marks"
            " a value restated since, and a month without data is left empty."
        ),
        N_(
            "Columns add up and start at zero. A line shows a rate or a level; where its scale"
            " does not start at zero, the chart says so."
        ),
        N_(
            "Ask first whether the last months leave the usual range, then whether the lower"
            " metric moved when it was expected to. Two curves that rise together prove nothing."
        ),
    ),
    "wall": (
        N_(
            "Each card is one pair: the product metric above, the business metric below, over the"
            " same months, so that cards compare at a glance."
        ),
        N_(
            "Numbers are launches; oblique lines lead to the month of expected effect. Scales"
            " differ from card to card: compare shapes and targets, not heights. A cross marks a"
            " month without data."
        ),
        N_("Open the card whose lower metric missed its target or did not follow."),
    ),
    "series": (
        N_("One metric month by month, with its target and the same month one year earlier."),
        N_(
            "The shaded band is its ordinary variation: a value inside it calls for no comment. A"
            " diamond marks a month outside it."
        ),
        N_("Look for what happened in the months marked; leave the others alone."),
    ),
    "pace": (
        N_("Each bar is the way gone from the start to the target of a key result."),
        N_("The upright mark is the share of the time gone: a bar that reaches it is on pace."),
        N_("Talk first about the key result furthest behind its mark."),
    ),
}


def reading_guide(chart: ChartName, locale: Locale) -> list[str]:
    """Return the sentences that explain a chart to someone who sees it for the first time."""
    return [locale.gettext(sentence) for sentence in _GUIDES[chart]]
