"""Charts of the scenarios: the most important inputs of a result, the uncertainty of a what-if."""

from collections.abc import Sequence

from lib.charts.drawing.theme import Spec
from lib.charts.palette import ThemeName
from lib.charts.rows.parts import Bar, Dot, Row
from lib.charts.rows.rows import rows_chart
from lib.domain.scenarios import ScenarioResult, Swing
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.statistics.what_if import Percentiles, WhatIf
from lib.wording.scenarios import DRIVER_WORDS, input_name


def tornado_chart(
    result: ScenarioResult, swings: Sequence[Swing], *, locale: Locale, theme: ThemeName
) -> Spec:
    """Return the result with each input a fifth lower and higher; the result pays right of zero."""
    rows = [_swing_row(result, swing, locale) for swing in swings]
    return rows_chart(
        locale.gettext("Scenario: the result with each input a fifth lower and higher."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def what_if_chart(outcome: WhatIf, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the value and the cost of a month of delay, from the tenth to the ninetieth draw."""
    _ = locale.gettext
    rows = [
        _range_row(_("Value over the months counted"), outcome.value, locale),
        _range_row(_("Cost of one month of delay"), outcome.cost_of_delay, locale),
    ]
    return rows_chart(
        _("Scenario: eight draws in ten lie on the line, half on each side of the dot."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def drivers_chart(outcome: WhatIf, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the share of the uncertainty that comes from each input."""
    ordered = sorted(outcome.drivers.items(), key=lambda driver: -driver[1])
    rows = []
    for name, share in ordered:
        word, text = locale.gettext(DRIVER_WORDS[name]), formats.percent(share, locale)
        rows.append(Row(word, text, bar=Bar(100 * share, f"{word}: {text}")))
    return rows_chart(
        locale.gettext("Scenario: share of the doubt that goes with each input."),
        rows,
        "%",
        locale=locale,
        theme=theme,
    )


def _swing_row(result: ScenarioResult, swing: Swing, locale: Locale) -> Row:
    low, high = sorted((swing.at_low, swing.at_high))
    fields = {"low": _euros(low, locale), "high": _euros(high, locale)}
    text = locale.gettext("{low} to {high}").format(**fields)
    name = input_name(swing.name, locale)
    return Row(name, text, (Dot(result.net, f"{name}: {text}", low, high),))


def _range_row(name: str, percentiles: Percentiles, locale: Locale) -> Row:
    text = locale.gettext("{p50} [{p10} to {p90}]").format(
        p50=_euros(percentiles.p50, locale),
        p10=_euros(percentiles.p10, locale),
        p90=_euros(percentiles.p90, locale),
    )
    dot = Dot(percentiles.p50, f"{name}: {text}", percentiles.p10, percentiles.p90)
    return Row(name, _euros(percentiles.p50, locale), (dot,))


def _euros(value: float, locale: Locale) -> str:
    return formats.compact(value, "EUR", locale)
