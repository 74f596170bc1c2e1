"""Scenarios as sentences; each is called a scenario, because it rests on assumptions."""

from collections.abc import Callable

from lib.domain.decisions import ScenarioKind
from lib.domain.metrics import Metric
from lib.domain.periods import add_months
from lib.domain.records import localized
from lib.domain.scenarios import BreakEven, Figure, FigureName, InputUnit, ScenarioResult
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.statistics.what_if import Driver, WhatIf
from lib.views.steering.scenarios import ScenarioCard, WhatIfResult
from lib.wording.evidence import label_name
from lib.wording.figures import euros
from lib.wording.names import name_of

KIND_WORDS: dict[ScenarioKind, str] = {
    "scope": N_("Scope or date"),
    "quality": N_("Quality or future cost"),
    "peak_load": N_("Peak load"),
    "what_if": N_("What if, through a pair"),
}
INPUT_WORDS: dict[str, str] = {
    "horizon_months": N_("Months counted"),
    "full_ready_month": N_("Month at which the full scope is ready"),
    "reduced_ready_month": N_("Month at which the reduced scope is ready"),
    "monthly_value": N_("Value of a month in full scope"),
    "reduced_share": N_("Share of the value that the reduced scope keeps"),
    "one_off_cost": N_("Cost of the work"),
    "maintenance_share_before": N_("Share of effort on maintenance before"),
    "maintenance_share_after": N_("Share of effort on maintenance after"),
    "people": N_("People"),
    "monthly_cost": N_("Cost of a person for a month"),
    "base_orders_per_hour": N_("Orders an hour on an ordinary day"),
    "demand_multiple": N_("Demand at the peak, in ordinary days"),
    "capacity_multiple": N_("Demand that can be borne, in ordinary days"),
    "hours": N_("Hours of peak"),
    "margin_per_order": N_("Margin of an order"),
    "lost_buyer_share": N_("Share of buyers turned away who do not come back"),
    "lost_buyer_value": N_("Yearly value of a lost buyer"),
    "cost": N_("Cost of the work"),
    "move": N_("Likely move of the product metric"),
    "move_low": N_("Smallest move"),
    "move_high": N_("Largest move"),
    "delivery_early": N_("Months to delivery, at best"),
    "delivery_likely": N_("Months to delivery, likely"),
    "delivery_late": N_("Months to delivery, at worst"),
    "ramp_months": N_("Months over which the effect builds"),
    "value_per_unit": N_("Value a year of one unit of the business metric"),
    "yearly_discount": N_("Discount a year"),
}
DRIVER_WORDS: dict[Driver, str] = {
    "link": N_("Strength of the link"),
    "move": N_("Size of the move"),
    "delivery": N_("Date of delivery"),
}
_FIGURES: dict[FigureName, str] = {
    "full_value": N_("Full scope: {value} over the horizon."),
    "reduced_value": N_("Reduced scope: {value} over the horizon."),
    "freed_a_year": N_("Capacity freed: {value} a year."),
    "payback_months": N_("Paid back in {value} months."),
    "orders_lost": N_("Orders lost: {value}."),
    "value_lost": N_("Value lost: {value}."),
}
_BREAK_EVENS: dict[BreakEven, str] = {
    "reduced_share": N_("Break-even: the reduced scope must keep {value} of the value."),
    "maintenance_share_after": N_("Break-even in a year: maintenance must fall to {value}."),
    "demand_multiple": N_("Break-even: demand must reach {value} times an ordinary day."),
}
_PAYS: dict[ScenarioKind, str] = {
    "scope": N_(
        "Scenario: opening earlier with a reduced scope would bring {amount} more over "
        "{months} months"
    ),
    "quality": N_("Scenario: the work would bring {amount} more than its cost in a year"),
    "peak_load": N_("Scenario: bearing the peak would bring {amount} more than its cost"),
}
_DOES_NOT_PAY: dict[ScenarioKind, str] = {
    "scope": N_(
        "Scenario: opening earlier with a reduced scope would bring {amount} less over "
        "{months} months"
    ),
    "quality": N_("Scenario: the work would not pay in a year, {amount} short"),
    "peak_load": N_("Scenario: bearing the peak would not pay, {amount} short"),
}


def input_name(name: str, locale: Locale) -> str:
    """Return the name of an input."""
    return locale.gettext(INPUT_WORDS[name])


def input_value(value: float, unit: InputUnit, locale: Locale) -> str:
    """Return the value of an input with its unit."""
    if unit == "share":
        points = round(100 * value, 3)
        decimals = 0 if points == int(points) else formats.significant_decimals(points)
        return formats.percent(value, locale, decimals=decimals)
    if unit == "EUR":
        return euros(value, locale)
    return formats.number(value, locale, decimals=0 if value == int(value) else 2)


def result_sentence(card: ScenarioCard, result: ScenarioResult, locale: Locale) -> str:
    """Return whether a choice pays, by how much, and over which time."""
    template = (_PAYS if result.pays else _DOES_NOT_PAY)[card.kind]
    return locale.gettext(template).format(
        amount=euros(abs(result.net), locale),
        months=formats.number(card.values.get("horizon_months"), locale),
    )


def result_facts(result: ScenarioResult, locale: Locale) -> list[str]:
    """Return the figures on the way and the break-even, each as one sentence."""
    facts = [_figure(figure, locale) for figure in result.figures]
    return [*facts, break_even_sentence(result, locale)]


def break_even_sentence(result: ScenarioResult, locale: Locale) -> str:
    """Return the value of one input at which a choice brings nothing."""
    if result.break_even is None:
        return locale.gettext("No value of this input would make it break even.")
    if result.break_even_input == "demand_multiple":
        value = formats.number(result.break_even, locale, decimals=1)
    else:
        value = formats.percent(result.break_even, locale, decimals=1)
    return locale.gettext(_BREAK_EVENS[result.break_even_input]).format(value=value)


def assumption(card: ScenarioCard, at: int, locale: Locale) -> str:
    """Return what an input assumes; that Tandem assumed it, where no row gives it."""
    record = card.inputs[at].record
    if record is None:
        return locale.gettext("Assumed by Tandem: no row gives it.")
    return localized(record, "assumption", locale.language) or locale.gettext(
        "No assumption is stated."
    )


def refusal_sentence(carried: WhatIfResult, locale: Locale) -> str:
    """Return why no what-if is computed; empty where it is."""
    if not carried.refused:
        return ""
    return _REFUSALS[carried.refused](carried, locale)


def what_if_sentence(card: ScenarioCard, carried: WhatIfResult, locale: Locale) -> str:
    """Return what a move would bring, with its range; only if the past link holds."""
    _, outcome, pair = locale.gettext, carried.outcome, carried.pair
    if outcome is None or pair is None or carried.evidence is None:
        return ""
    template = (
        _(
            "Scenario: if “{product}” moves by {move}, “{business}” would bring {p50} "
            "[{p10} to {p90}] over {months} months, if the past link holds."
        )
        if carried.evidence.assessment.label == "established"
        else _(
            "Scenario: if “{product}” moves by {move}, “{business}” would bring {p50} "
            "[{p10} to {p90}] over {months} months, if the hint is real."
        )
    )
    return template.format(
        product=name_of(pair.series.product.metric, locale),
        business=name_of(pair.series.business.metric, locale),
        move=_move(card.values["move"], pair.series.product.metric, locale),
        p50=euros(outcome.value.p50, locale),
        p10=euros(outcome.value.p10, locale),
        p90=euros(outcome.value.p90, locale),
        months=formats.number(card.values["horizon_months"], locale),
    )


def what_if_facts(carried: WhatIfResult, what_if: WhatIf, locale: Locale) -> list[str]:
    """Return delivery, cost of delay and chances, each as one sentence."""
    _ = locale.gettext
    delay, delivery = what_if.cost_of_delay, what_if.delivery
    facts = [
        _("Delivery: {p50} [{p10} to {p90}], drawn from the months stated.").format(
            p50=_delivered(carried, delivery.p50, locale),
            p10=_delivered(carried, delivery.p10, locale),
            p90=_delivered(carried, delivery.p90, locale),
        ),
        _("Each month of delay costs about {p50} [{p10} to {p90}].").format(
            p50=euros(delay.p50, locale),
            p10=euros(delay.p10, locale),
            p90=euros(delay.p90, locale),
        ),
        _(
            "Chance that it brings something: {positive}; more than its cost: {pays}; not "
            "delivered within the months counted: {late}."
        ).format(
            positive=formats.percent(what_if.p_positive, locale),
            pays=formats.percent(what_if.p_pays, locale),
            late=formats.percent(what_if.p_late, locale),
        ),
    ]
    if carried.is_edge:
        facts.append(_("This move lies at the edge of what was ever seen."))
    return facts


def _delivered(carried: WhatIfResult, months: float, locale: Locale) -> str:
    if carried.starts is None:
        return formats.number(months, locale, decimals=1)
    return formats.month(add_months(carried.starts, round(months)), locale)


def _figure(figure: Figure, locale: Locale) -> str:
    if figure.value is None:
        return locale.gettext("It is never paid back.")
    if figure.name == "payback_months":
        value = formats.number(figure.value, locale, decimals=1)
    elif figure.name == "orders_lost":
        value = formats.number(figure.value, locale)
    else:
        value = euros(figure.value, locale)
    return locale.gettext(_FIGURES[figure.name]).format(value=value)


def _by_label(carried: WhatIfResult, locale: Locale) -> str:
    label = carried.evidence.assessment.label if carried.evidence else "too_early"
    return locale.gettext(
        "Nothing is computed: the pair is labelled “{label}”. A what-if needs an established or "
        "a suggestive link."
    ).format(label=label_name(label, locale))


def _beyond(carried: WhatIfResult, locale: Locale) -> str:
    largest = formats.missing(locale)
    if carried.pair is not None:
        largest = _move(carried.largest, carried.pair.series.product.metric, locale).lstrip("+")
    return locale.gettext(
        "Nothing is computed: the largest move ever seen over such a span is {largest}. Beyond "
        "it, the past link says nothing."
    ).format(largest=largest)


def _plainly(sentence: str) -> Callable[[WhatIfResult, Locale], str]:
    return lambda _carried, locale: locale.gettext(sentence)


_REFUSALS: dict[str, Callable[[WhatIfResult, Locale], str]] = {
    "label": _by_label,
    "beyond": _beyond,
    "no_history": _plainly(N_("Nothing is computed: the product metric has no history.")),
    "pair": _plainly(N_("Nothing is computed: the scenario names no known pair.")),
    "missing": _plainly(N_("Nothing is computed: the move or its value is missing.")),
    "order": _plainly(
        N_("Nothing is computed: smallest, likely and largest values are not in order.")
    ),
}


def _move(value: float, metric: Metric, locale: Locale) -> str:
    return formats.change(value, metric.unit, locale, decimals=max(1, metric.decimals or 0))
