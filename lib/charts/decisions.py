"""Charts of the decisions: the options of a decision, and expected against actual effects."""

from collections.abc import Sequence

from lib.charts.drawing.theme import Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.rows.parts import Dot, Row
from lib.charts.rows.rows import rows_chart
from lib.domain.decisions import DecisionOption
from lib.i18n.translate import Locale
from lib.views.steering.decisions import DecisionCard
from lib.wording.decisions import (
    VERDICT_WORDS,
    expected_text,
    option_effect,
    option_name,
    outcome_sentence,
)
from lib.wording.figures import euros
from lib.wording.names import name_of

MOST_ROWS = 30
"""Rows a chart draws at most."""


def options_chart(options: Sequence[DecisionOption], *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the effect of each option with its range, in euros a year."""
    palette = PALETTES[theme]
    rows = [_option_row(option, palette, locale) for option in options[:MOST_ROWS]]
    return rows_chart(
        locale.gettext("Effect of each option, in euros a year."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def verdicts_chart(cards: Sequence[DecisionCard], *, locale: Locale, theme: ThemeName) -> Spec:
    """Return effects expected with their range as rings, effects found at reviews as dots."""
    palette = PALETTES[theme]
    reviewed = [card for card in cards if card.review is not None][:MOST_ROWS]
    rows = [_verdict_row(card, palette, locale) for card in reviewed]
    return rows_chart(
        locale.gettext("Effect expected and found for each decision, in euros a year."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def _option_row(option: DecisionOption, palette: Palette, locale: Locale) -> Row:
    name, effect = option_name(option, locale), option_effect(option, locale)
    dot = Dot(
        value=option.mid,
        text=f"{name}: {effect}",
        low=option.low,
        high=option.high,
        is_hollow=bool(option.does_nothing),
        color=palette.business if option.does_nothing else palette.product,
    )
    return Row(name, euros(option.mid, locale), (dot,))


def _verdict_row(card: DecisionCard, palette: Palette, locale: Locale) -> Row:
    decision, review = card.decision, card.review
    word = locale.gettext(VERDICT_WORDS[review.verdict]) if review else ""
    expected = Dot(
        value=decision.expected_mid,
        text=expected_text(decision, locale),
        low=decision.expected_low,
        high=decision.expected_high,
        is_hollow=True,
        color=palette.business,
    )
    actual = Dot(
        value=review.actual if review else None,
        text=outcome_sentence(card, locale),
        color=palette.product,
    )
    return Row(name_of(decision, locale), word, (expected, actual))
