"""What is said of all pairs together, wherever they are shown."""

from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.evidence import PairEvidence

SUGGESTIVE_BY_CHANCE = 0.055  # share of unrelated pairs; measured by ``make calibrate``


def wall_headline(evidence: dict[str, PairEvidence], locale: Locale) -> str:
    """Return how many pairs have an established link, in one sentence."""
    if not evidence:
        return locale.gettext("No pair of metrics yet")
    established = sum(found.assessment.label == "established" for found in evidence.values())
    if not established:
        return locale.gettext("No pair has an established link yet")
    return locale.ngettext(
        "{count} of {total} pairs has an established link",
        "{count} of {total} pairs have an established link",
        established,
    ).format(count=formats.number(established, locale), total=formats.number(len(evidence), locale))


def wall_key(locale: Locale) -> str:
    """Return what the lines of the small charts are."""
    return locale.gettext(
        "Above, the product metric; below, the business metric. Pale line: one year earlier. "
        "Dashes: target. Numbered line: launch; dotted: month in which its effect is expected."
    )


def wall_summary(shown: int, evidence: dict[str, PairEvidence], locale: Locale) -> str:
    """Return how many pairs are shown, how many are established, what chance alone would give."""
    total = len(evidence)
    established = sum(found.assessment.label == "established" for found in evidence.values())
    judged = sum(found.assessment.label != "too_early" for found in evidence.values())
    return " ".join(
        (
            locale.ngettext("{shown} of {total} pair.", "{shown} of {total} pairs.", total).format(
                shown=formats.number(shown, locale), total=formats.number(total, locale)
            ),
            locale.ngettext(
                "{count} established link.", "{count} established links.", established
            ).format(count=formats.number(established, locale)),
            locale.gettext(
                "Even if none were real, about {by_chance} of the {judged} judged would look "
                "suggestive or better. A link is not a cause: only a test could show one."
            ).format(
                by_chance=formats.number(judged * SUGGESTIVE_BY_CHANCE, locale, decimals=1),
                judged=formats.number(judged, locale),
            ),
        )
    )
