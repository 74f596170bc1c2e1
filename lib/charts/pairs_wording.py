"""What is said of all pairs together, wherever they are shown."""

from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.evidence import PairEvidence

SUGGESTIVE_BY_CHANCE = 0.055  # share of unrelated pairs; measured by ``make calibrate``


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
