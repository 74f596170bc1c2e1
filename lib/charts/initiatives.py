"""Charts of the initiatives: spend by class of return; announced, found and measured effects."""

from collections.abc import Sequence

from lib.charts.drawing.theme import Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.rows.parts import Bar, Dot, Row
from lib.charts.rows.rows import rows_chart
from lib.domain.metrics import Metric
from lib.domain.returns import ReturnByClass
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.initiatives import Card, Portfolio
from lib.views.effect_windows import WindowImpact
from lib.views.impacts import MetricImpact
from lib.wording.initiatives import (
    RETURN_SIGNS,
    RETURN_WORDS,
    effect_brief,
    metric_change,
    window_name,
    window_text,
)
from lib.wording.names import name_of

MOST_ROWS = 30
"""Rows a chart draws at most; the table beside it has them all."""


def return_chart(portfolio: Portfolio, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the spend of each class of return as a bar from zero."""
    rows = [_return_row(line, PALETTES[theme], locale) for line in portfolio.lines]
    return rows_chart(
        locale.gettext("Spend by what it can show for itself."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def announced_chart(cards: Sequence[Card], *, locale: Locale, theme: ThemeName) -> Spec:
    """Return announced effects with their range as rings, effects found at reviews as dots."""
    announced = [card for card in cards if card.prediction is not None][:MOST_ROWS]
    rows = [_announced_row(card, PALETTES[theme], locale) for card in announced]
    return rows_chart(
        locale.gettext("Effect announced and found, in euros a year."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def effects_chart(cards: Sequence[Card], *, locale: Locale, theme: ThemeName) -> Spec:
    """Return measured effects on the business metrics, as a share of the level before.

    The right is the favourable side whatever the metric, so that all compare.
    """
    palette = PALETTES[theme]
    measured = [card for card in cards if _relative(card.impact.business) is not None][:MOST_ROWS]
    rows = [_effect_row(card, palette, locale) for card in measured]
    return rows_chart(
        locale.gettext("Measured effect on each business metric."),
        rows,
        "%",
        locale=locale,
        theme=theme,
    )


def windows_chart(
    metric: Metric, windows: Sequence[WindowImpact], *, locale: Locale, theme: ThemeName
) -> Spec:
    """Return the effect on one metric in the short and in the long run, with intervals."""
    palette = PALETTES[theme]
    rows = []
    for impact in windows:
        text = window_text(metric, impact, locale)
        name = window_name(impact.window, locale)
        dots = (
            ()
            if impact.estimate is None
            else (
                Dot(
                    impact.estimate,
                    f"{name}, {text}",
                    low=impact.low,
                    high=impact.high,
                    color=_color(impact.course, palette),
                ),
            )
        )
        rows.append(Row(name, text, dots))
    title = name_of(metric, locale)
    unit = "pt" if metric.unit == "%" else metric.unit
    return rows_chart(f"{title}.", rows, unit, locale=locale, theme=theme)


def _return_row(line: ReturnByClass, palette: Palette, locale: Locale) -> Row:
    name = f"{RETURN_SIGNS[line.kind]} {locale.gettext(RETURN_WORDS[line.kind])}"
    count = len(line.initiative_ids)
    note = locale.ngettext(
        "{spend} · {count} initiative", "{spend} · {count} initiatives", count
    ).format(spend=formats.compact(line.spend, "EUR", locale), count=formats.number(count, locale))
    colors = {"demonstrated": palette.favourable, "reversed": palette.unfavourable}
    return Row(
        name,
        note,
        bar=Bar(line.spend, f"{name}, {note}", colors.get(line.kind, palette.business)),
    )


def _announced_row(card: Card, palette: Palette, locale: Locale) -> Row:
    name = name_of(card.initiative, locale)
    if card.prediction is None:
        return Row(name, "")
    announced = card.prediction.prediction
    mid = formats.compact(announced.mid, "EUR", locale)
    dots = [
        Dot(
            announced.mid,
            locale.gettext("{name}: {mid} announced").format(name=name, mid=mid),
            low=announced.low,
            high=announced.high,
            is_hollow=True,
            color=palette.business,
        )
    ]
    if card.found_effect is None:
        return Row(name, locale.gettext("{mid} announced").format(mid=mid), tuple(dots))
    amount = formats.compact(card.found_effect, "EUR", locale)
    note = locale.gettext("{found} for {mid}").format(found=amount, mid=mid)
    dots.append(
        Dot(
            card.found_effect,
            locale.gettext("{name}: {found} found").format(name=name, found=amount),
        )
    )
    return Row(name, note, tuple(dots))


def _effect_row(card: Card, palette: Palette, locale: Locale) -> Row:
    impact = card.impact.business
    name = name_of(card.initiative, locale)
    ends = _relative(impact)
    if impact is None or ends is None:
        return Row(name, effect_brief(impact, locale))
    metric = impact.metric
    text = locale.gettext("{name}, {metric}: {effect} [{low} to {high}]").format(
        name=name,
        metric=name_of(metric, locale),
        effect=metric_change(metric, impact.estimate, locale),
        low=metric_change(metric, impact.low, locale),
        high=metric_change(metric, impact.high, locale),
    )
    note = brief = effect_brief(impact, locale)
    if card.prediction is not None:
        note = locale.gettext("{effect} · {mid} announced").format(
            effect=brief, mid=formats.compact(card.prediction.prediction.mid, "EUR", locale)
        )
    dot = Dot(
        ends[1],
        text,
        low=ends[0],
        high=ends[2],
        color=_color("worse" if impact.is_alarm else impact.course, palette),
    )
    return Row(name, note, (dot,), brief_note=brief)


def _relative(impact: MetricImpact | None) -> list[float] | None:
    """Return low, estimate and high in percent of the level before, favourable side positive."""
    if impact is None or impact.estimate is None or not impact.level:
        return None
    if impact.low is None or impact.high is None or impact.metric.direction == "none":
        return None
    turn = 100.0 / abs(impact.level) * (1 if impact.metric.direction == "up" else -1)
    low, high = sorted([impact.low * turn, impact.high * turn])
    return [low, impact.estimate * turn, high]


def _color(course: str, palette: Palette) -> str:
    if course == "better":
        return palette.favourable
    return palette.unfavourable if course == "worse" else palette.business
