"""The evidence for a pair in words: its label bounds what may be said, in both languages.

Only a measured effect gets a causal verb, and only an established link an amount; a test reads
every sentence that the demo company and generated ones produce.
"""

from lib.domain.metrics import Metric
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.statistics.pairs import LEAST_MONTHS, PairLabel
from lib.views.evidence import DisplayEffect, PairEvidence
from lib.views.series import PairSeries
from lib.wording.names import name_of

LABELS: dict[PairLabel, str] = {
    "established": N_("Established link"),
    "suggestive": N_("Suggestive"),
    "not_shown": N_("Not shown"),
    "shared_trend": N_("Shared trend only"),
    "reversed": N_("Business leads"),
    "broken": N_("Link broke"),
    "too_early": N_("Too early"),
}
"""Name of each label, in the order of a page."""

ICONS: dict[PairLabel, str] = {
    "established": ":material/verified:",
    "suggestive": ":material/contrast:",
    "not_shown": ":material/visibility_off:",
    "shared_trend": ":material/trending_up:",
    "reversed": ":material/swap_horiz:",
    "broken": ":material/link_off:",
    "too_early": ":material/hourglass_empty:",
}

_FINDINGS: dict[PairLabel, str] = {
    "established": N_("“{business}” goes with “{product}”, as declared."),
    "suggestive": N_(
        "A hint only: “{business}” may go with “{product}”. "
        "One unrelated pair in 20 looks like this."
    ),
    "not_shown": N_(
        "No link seen between “{product}” and “{business}”, beyond what two unrelated metrics show."
    ),
    "shared_trend": N_(
        "“{product}” and “{business}” share a trend or a season; once these are removed, "
        "no link appears."
    ),
    "reversed": N_("“{business}” moves before “{product}”, not after."),
    "broken": N_(
        "The link between “{product}” and “{business}” held until {month}; "
        "it has not been seen since."
    ),
}

_TESTED = N_(
    "In twelve months a link of {r} or stronger could be detected, if there is one; a test would "
    "tell sooner."
)
_CHANGES: dict[PairLabel, str] = {
    "established": N_("If the link is not seen during 18 months, the label becomes “link broke”."),
    "not_shown": _TESTED,
    "shared_trend": _TESTED,
    "reversed": N_(
        "Declare the pair the other way round, and let the coming months judge that hypothesis."
    ),
    "broken": N_(
        "Look for what changed then, a definition or a usage; a pair declared from that month "
        "starts afresh."
    ),
    "too_early": N_("Nothing but more months."),
}

_READING_GUIDE = (
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
)

_FALLS = {
    True: N_("when “{product}” falls by {step}"),
    False: N_("when “{product}” rises by {step}"),
}


_SAME_MONTH = {
    ("rises", "rises"): N_("When “{product}” rises, “{business}” should rise in the same month."),
    ("rises", "falls"): N_("When “{product}” rises, “{business}” should fall in the same month."),
    ("falls", "rises"): N_("When “{product}” falls, “{business}” should rise in the same month."),
    ("falls", "falls"): N_("When “{product}” falls, “{business}” should fall in the same month."),
}


_LATER = {
    ("rises", "rises"): (
        N_("When “{product}” rises, “{business}” should rise {months} month later."),
        N_("When “{product}” rises, “{business}” should rise {months} months later."),
    ),
    ("rises", "falls"): (
        N_("When “{product}” rises, “{business}” should fall {months} month later."),
        N_("When “{product}” rises, “{business}” should fall {months} months later."),
    ),
    ("falls", "rises"): (
        N_("When “{product}” falls, “{business}” should rise {months} month later."),
        N_("When “{product}” falls, “{business}” should rise {months} months later."),
    ),
    ("falls", "falls"): (
        N_("When “{product}” falls, “{business}” should fall {months} month later."),
        N_("When “{product}” falls, “{business}” should fall {months} months later."),
    ),
}

SUGGESTIVE_BY_CHANCE = 0.055  # share of unrelated pairs; measured by ``make calibrate``


def label_name(label: PairLabel, locale: Locale) -> str:
    """Return the name of an evidence label."""
    return locale.gettext(LABELS[label])


def finding(series: PairSeries, evidence: PairEvidence, locale: Locale) -> str:
    """Return what the data says of a pair, in one or two sentences, never above its label."""
    label = evidence.assessment.label
    if label == "established" and evidence.effect is not None:
        return _established(series, evidence.effect, locale)
    if label == "too_early":
        return _too_early(evidence, locale)
    until = formats.month(evidence.held_until, locale) if evidence.held_until else ""
    return locale.gettext(_FINDINGS[label]).format(
        product=name_of(series.product.metric, locale),
        business=name_of(series.business.metric, locale),
        month=until,
    )


def change_of_mind(evidence: PairEvidence, locale: Locale) -> str:
    """Return what it would take to change the label."""
    _, label = locale.gettext, evidence.assessment.label
    if label == "suggestive":
        return _settle(evidence, locale)
    return _(_CHANGES[label]).format(r=formats.number(evidence.visible_soon, locale, decimals=2))


def evidence_facts(evidence: PairEvidence, locale: Locale) -> list[str]:
    """Return how sure we are: months, chance, all pairs together, smallest visible link."""
    _, assessment = locale.gettext, evidence.assessment
    months = locale.ngettext(
        "Computed on {n} common month; the chart shows the latest.",
        "Computed on {n} common months; the chart shows the latest.",
        assessment.n,
    ).format(n=formats.number(assessment.n, locale))
    if assessment.label == "too_early":
        return [months]
    facts = [
        months,
        _chance(assessment.p_value, locale),
        _("Corrected for all the pairs shown together: {q}.").format(
            q=formats.number(assessment.q_value, locale, decimals=3)
        ),
        _(
            "Correlation of the surprises: {r}. Smallest link these months could show: {visible}."
        ).format(
            r=formats.number(assessment.r, locale, decimals=2),
            visible=formats.number(assessment.smallest_visible, locale, decimals=2),
        ),
    ]
    if assessment.contrary:
        facts.append(
            _("The two metrics move together in the direction opposite to the one declared.")
        )
    return facts


def naive_contrast(evidence: PairEvidence, locale: Locale) -> str:
    """Return the raw correlation and why it says nothing about the pair."""
    return locale.gettext(
        "Correlation of the raw curves: {r}. It says nothing of a link: unrelated metrics that "
        "grow or share a season reach 0.9."
    ).format(r=formats.number(evidence.assessment.naive_r, locale, decimals=2))


def _established(series: PairSeries, effect: DisplayEffect, locale: Locale) -> str:
    _, lag = locale.gettext, series.pair.lag_months
    product, business = series.product.metric, series.business.metric
    condition = _(_FALLS[effect.step < 0]).format(
        product=name_of(product, locale), step=_step(effect, product, locale)
    )
    condition = condition[0].upper() + condition[1:]
    fields = {
        "business": name_of(business, locale),
        "condition": condition,
        "effect": _move(effect.effect, effect, business, locale),
        "low": _move(effect.low, effect, business, locale),
        "high": _move(effect.high, effect, business, locale),
        "months": formats.number(lag, locale),
    }
    if lag == 0:
        return _(
            "{condition}, “{business}” has moved by {effect} on average in the same month "
            "[{low} to {high}]."
        ).format(**fields)
    return locale.ngettext(
        "{condition}, “{business}” has moved by {effect} on average {months} month later "
        "[{low} to {high}].",
        "{condition}, “{business}” has moved by {effect} on average {months} months later "
        "[{low} to {high}].",
        lag,
    ).format(**fields)


def _step(effect: DisplayEffect, metric: Metric, locale: Locale) -> str:
    if effect.step_is_relative:
        return formats.percent(abs(effect.step), locale)
    text = formats.change(
        abs(effect.step), metric.unit, locale, decimals=_decimals(effect.step, metric)
    )
    return text.lstrip("+")


def _move(value: float, effect: DisplayEffect, metric: Metric, locale: Locale) -> str:
    if effect.is_relative:
        return formats.quantity(value * 100, "%", locale, decimals=1, signed=True)
    return formats.change(value, metric.unit, locale, decimals=_decimals(effect.effect, metric))


def _decimals(value: float, metric: Metric) -> int:
    """Return enough decimals for two significant digits, and at least those of the metric."""
    return max(metric.decimals or 0, formats.significant_decimals(value, 2))


def _too_early(evidence: PairEvidence, locale: Locale) -> str:
    _, assessment = locale.gettext, evidence.assessment
    if evidence.answer_on is not None:
        return _(
            "Too early: {n} common months, {least} are needed. First answer possible in {month}."
        ).format(
            n=formats.number(assessment.n, locale),
            least=formats.number(LEAST_MONTHS, locale),
            month=formats.month(evidence.answer_on, locale),
        )
    if assessment.reason == "flat":
        return _("Nothing can be said: one of the two metrics does not vary.")
    return _("Nothing can be said: too many months are missing.")


def _settle(evidence: PairEvidence, locale: Locale) -> str:
    months = evidence.months_to_settle
    if months is None:
        return locale.gettext(
            "A link this faint would need years of data; a test would tell sooner."
        )
    return locale.ngettext(
        "If the link is real, about {months} more month would settle it.",
        "If the link is real, about {months} more months would settle it.",
        months,
    ).format(months=formats.number(months, locale))


def _chance(p_value: float, locale: Locale) -> str:
    if p_value <= 0.001:
        return locale.gettext("Chance alone would do this less than once in 1,000.").replace(
            "1,000", formats.number(1_000, locale)
        )
    if p_value > 0.2:
        return locale.gettext("Two unrelated metrics would often look like this.")
    return locale.gettext("Chance alone would do this about once in {times}.").format(
        times=formats.number(round(1 / p_value), locale)
    )


def hypothesis(series: PairSeries, locale: Locale) -> str:
    """Return what a pair declares for the direction in which its product metric improves."""
    cause = "falls" if series.product.metric.direction == "down" else "rises"
    together = series.pair.expected_sign >= 0
    effect = cause if together else ("rises" if cause == "falls" else "falls")
    lag = series.pair.lag_months
    if lag == 0:
        template = locale.gettext(_SAME_MONTH[cause, effect])
    else:
        template = locale.ngettext(*_LATER[cause, effect], lag)
    return template.format(
        product=name_of(series.product.metric, locale),
        business=name_of(series.business.metric, locale),
        months=formats.number(lag, locale),
    )


def wall_headline(evidence: dict[str, PairEvidence], locale: Locale) -> str:
    """Return how many pairs have an established link, in one sentence."""
    if not evidence:
        return locale.gettext("No pair of metrics yet")
    established = sum(pair.assessment.label == "established" for pair in evidence.values())
    if not established:
        return locale.gettext("No pair has an established link yet")
    return locale.ngettext(
        "{count} of {total} pairs has an established link",
        "{count} of {total} pairs have an established link",
        established,
    ).format(count=formats.number(established, locale), total=formats.number(len(evidence), locale))


def wall_key(locale: Locale) -> str:
    """Return the legend of the small charts."""
    return locale.gettext(
        "Above, the product metric; below, the business metric. Pale line: one year earlier. "
        "Dashes: target. Numbered line: launch; dotted: month in which its effect is expected."
    )


def wall_summary(count: int, evidence: dict[str, PairEvidence], locale: Locale) -> str:
    """Return how many pairs are shown, how many are established, what chance alone would give."""
    total = len(evidence)
    established = sum(pair.assessment.label == "established" for pair in evidence.values())
    judged = sum(pair.assessment.label != "too_early" for pair in evidence.values())
    return " ".join(
        (
            locale.ngettext("{shown} of {total} pair.", "{shown} of {total} pairs.", total).format(
                shown=formats.number(count, locale), total=formats.number(total, locale)
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


def reading_guide(locale: Locale) -> list[str]:
    """Return how to read the chart of a pair: what it shows and what to do about it."""
    return [locale.gettext(sentence) for sentence in _READING_GUIDE]
