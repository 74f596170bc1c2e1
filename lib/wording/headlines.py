"""Findings as sentences: titles of charts, pages and slides, never stronger than the evidence."""

from collections import Counter

from lib.domain.grading import PaceState
from lib.domain.metrics import Metric, MetricPair
from lib.domain.periods import quarter_start
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.views.committee.objectives import ObjectivesView
from lib.views.committee.overview import OverviewView
from lib.views.pair_series import Tandem

PACE_WORDS: dict[PaceState, str] = {
    "on_pace": N_("on pace"),
    "watch": N_("to watch"),
    "off_pace": N_("off pace"),
    "no_data": N_("no data"),
}
PACE_SIGNS: dict[PaceState, str] = {"on_pace": "●", "watch": "◐", "off_pace": "○", "no_data": "–"}

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


def metric_name(metric: Metric, locale: Locale) -> str:
    """Return a metric's name in the reader's language, its identifier where it has none."""
    return localized(metric, "name", locale.language) or metric.metric_id


def owner_names(owned: Metric | MetricPair, locale: Locale) -> str:
    """Return the roles that own something on both sides, translated where known."""
    roles = (owned.owner_product, owned.owner_business)
    return " · ".join(locale.gettext(role) for role in roles if role)


def hypothesis(tandem: Tandem, locale: Locale) -> str:
    """Return what a pair declares, told from the side on which the product metric improves."""
    cause = "falls" if tandem.product.metric.direction == "down" else "rises"
    together = tandem.pair.expected_sign >= 0
    effect = cause if together else ("rises" if cause == "falls" else "falls")
    lag = tandem.pair.lag_months
    if lag == 0:
        template = locale.gettext(_SAME_MONTH[cause, effect])
    else:
        template = locale.ngettext(*_LATER[cause, effect], lag)
    return template.format(
        product=metric_name(tandem.product.metric, locale),
        business=metric_name(tandem.business.metric, locale),
        months=formats.number(lag, locale),
    )


def overview_headline(view: OverviewView, locale: Locale) -> str:
    """Return where the key results stand, in one sentence."""
    states = Counter(
        pace.progress.state for objective in view.objectives for pace in objective.key_results
    )
    total = sum(states.values())
    if view.told_in is None or not total:
        return locale.gettext("Where we stand")
    return locale.gettext(
        "{month}: {on_pace} of {total} key results on pace, {watch} to watch, {off_pace} off pace"
    ).format(
        month=formats.month_long(view.told_in, locale).capitalize(),
        on_pace=formats.number(states["on_pace"], locale),
        total=formats.number(total, locale),
        watch=formats.number(states["watch"], locale),
        off_pace=formats.number(states["off_pace"], locale),
    )


def forecast_sentence(view: ObjectivesView, locale: Locale) -> str:
    """Return how the quarter's targets are forecast to end; empty without any key result."""
    verdicts = Counter(line.outlook.verdict for line in view.lines)
    total = sum(verdicts.values())
    if not total:
        return ""
    likely = verdicts["on_course"] + verdicts["likely"]
    return locale.ngettext(
        "Forecast for the end of {quarter}: {likely} target of {total} likely, {at_risk} at risk, "
        "{unlikely} out of reach unless something changes, {unknown} not forecast.",
        "Forecast for the end of {quarter}: {likely} targets of {total} likely, {at_risk} at risk, "
        "{unlikely} out of reach unless something changes, {unknown} not forecast.",
        likely,
    ).format(
        quarter=formats.quarter(quarter_start(view.quarter), locale),
        likely=formats.number(likely, locale),
        total=formats.number(total, locale),
        at_risk=formats.number(verdicts["at_risk"], locale),
        unlikely=formats.number(verdicts["out_of_reach"], locale),
        unknown=formats.number(verdicts["unknown"], locale),
    )


def variance_to_target(metric: Metric, value: float, target: float, locale: Locale) -> str:
    """Return the distance to a target, told as better or worse by the metric's direction."""
    gap = value - target
    amount = formats.change(abs(gap), metric.unit, locale, decimals=metric.decimals or 0)
    amount = amount.lstrip("+")
    if round(gap, metric.decimals or 0) == 0:
        return locale.gettext("on target")
    if metric.direction == "none":
        template = N_("{amount} above target") if gap > 0 else N_("{amount} below target")
    elif (gap > 0) == (metric.direction == "up"):
        template = N_("{amount} better than target")
    else:
        template = N_("{amount} short of target")
    return locale.gettext(template).format(amount=amount)


def variance_to_last_year(metric: Metric, value: float, year_ago: float, locale: Locale) -> str:
    """Return the change over one year, said to be one."""
    amount = year_change(metric, value, year_ago, locale)
    return locale.gettext("{amount} over one year").format(amount=amount)


def year_change(metric: Metric, value: float, year_ago: float, locale: Locale) -> str:
    """Return the change over one year: in points for a rate, relative for the rest."""
    if metric.unit == "%" or year_ago <= 0 or metric.unit in ("score", "pt"):
        return formats.change(value - year_ago, metric.unit, locale, decimals=metric.decimals or 0)
    share = (value / year_ago - 1) * 100
    return formats.quantity(share, "%", locale, decimals=1, signed=True)
