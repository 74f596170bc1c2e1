"""Charts of the roadmap: ranks with their ranges, capacity and weight, delays of launches."""

from collections import Counter

from lib.charts.drawing.scale import round_ticks
from lib.charts.drawing.theme import Spec
from lib.charts.palette import PALETTES, Palette, ThemeName
from lib.charts.rows.parts import Bar, Dot, Row, ValueScale
from lib.charts.rows.rows import rows_chart
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.steering.capacity import Capacity
from lib.views.steering.riceo_board import Board, BoardRow
from lib.views.steering.scoring_backtest import Delivery, ScoringBacktest
from lib.wording.names import name_of, squad_name
from lib.wording.roadmap import TIER_WORDS, capacity_gap, chance, row_doubt

MOST_ROWS = 40
"""Rows a chart of ranks draws at most; the table beside it has them all."""


def board_chart(board: Board, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the ranks of the board: filled dot by RICEO, ring by RICE, line over 80 % of draws."""
    listed = board.rows[:MOST_ROWS]
    rows = [_board_row(row, locale) for row in listed]
    last = max([len(board.rows), *(row.rank_high for row in listed)])
    steps = dict.fromkeys((1.0, *round_ticks(1, last, 5)))
    ticks = tuple(t for t in steps if t == int(t) and t >= 1)
    scale = ValueScale(
        low=0.5,
        high=last + 0.5,
        ticks=ticks,
        labels=tuple(formats.number(t, locale) for t in ticks),
        line=board.top + 0.5,
    )
    return rows_chart(
        locale.gettext("Rank of each initiative with its range."),
        rows,
        scale,
        locale=locale,
        theme=theme,
    )


def capacity_chart(capacity: tuple[Capacity, ...], *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the share of effort of each objective as a bar, its weight as an upright mark."""
    rows = [_capacity_row(line, PALETTES[theme], locale) for line in capacity]
    return rows_chart(
        locale.gettext("Share of effort of each objective against its weight."),
        rows,
        "%",
        locale=locale,
        theme=theme,
    )


def delays_chart(delivery: Delivery, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return how many days late each launch of each squad came, one dot a launch."""
    rows = [
        Row(
            name=squad_name(record.squad, locale),
            note=locale.ngettext("{count} launch", "{count} launches", len(record.delays)).format(
                count=formats.number(len(record.delays), locale)
            ),
            dots=tuple(_delay_dots(record.delays, locale)),
        )
        for record in delivery.squads
    ]
    return rows_chart(
        locale.gettext("Days between promised and actual launch, by squad."),
        rows,
        "days",
        locale=locale,
        theme=theme,
    )


def hindsight_chart(hindsight: ScoringBacktest, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the effect found for each reviewed initiative, in the order of their scores."""
    palette = PALETTES[theme]
    rows = [
        Row(
            name=name_of(outcome.row.initiative, locale),
            note=locale.gettext("RICEO {score}").format(
                score=formats.number(outcome.row.riceo, locale, decimals=1)
            ),
            bar=Bar(
                outcome.effect,
                formats.compact(outcome.effect, "EUR", locale),
                palette.product if outcome.effect >= 0 else palette.unfavourable,
            ),
        )
        for outcome in hindsight.outcomes
    ]
    return rows_chart(
        locale.gettext("Effect found at the review, best score first."),
        rows,
        "EUR",
        locale=locale,
        theme=theme,
    )


def _board_row(row: BoardRow, locale: Locale) -> Row:
    name = name_of(row.initiative, locale)
    doubt = row_doubt(row, locale)
    ring = Dot(
        row.rice_rank,
        locale.gettext("{name}: rank {rank} by RICE alone").format(
            name=name, rank=formats.number(row.rice_rank, locale)
        ),
        is_hollow=True,
    )
    if row.tier == "no_objective":
        return Row(name, locale.gettext(TIER_WORDS[row.tier]), (ring,))
    dot = Dot(row.rank, f"{name}. {doubt}", low=row.rank_low, high=row.rank_high)
    note = locale.gettext("{tier} · {p}").format(
        tier=locale.gettext(TIER_WORDS[row.tier]), p=chance(row.p_top, locale)
    )
    return Row(name, note, (ring, dot))


def _capacity_row(capacity: Capacity, palette: Palette, locale: Locale) -> Row:
    name = (
        locale.gettext("Outside any objective")
        if capacity.objective is None
        else name_of(capacity.objective, locale)
    )
    gap = capacity_gap(capacity, locale)
    planned = capacity.planned
    ring = (
        ()
        if planned is None
        else (
            Dot(
                planned * 100,
                locale.gettext("{name}: {share} of the effort of what is not launched yet").format(
                    name=name, share=formats.percent(planned, locale)
                ),
                is_hollow=True,
                color=palette.text,
            ),
        )
    )
    return Row(
        name=name,
        note=gap,
        dots=ring,
        bar=None
        if capacity.spent is None
        else Bar(capacity.spent * 100, f"{name}, {gap}", palette.year),
        tick=None if capacity.weight is None else capacity.weight * 100,
    )


def _delay_dots(delays: tuple[int, ...], locale: Locale) -> list[Dot]:
    """Return one dot a launch; launches with the same delay are set apart in height."""
    counts = Counter(delays)
    dots: list[Dot] = []
    for days, count in counts.items():
        text = locale.ngettext("{count} launch, {days}", "{count} launches, {days}", count).format(
            count=formats.number(count, locale),
            days=formats.quantity(days, "days", locale, signed=True),
        )
        step = min(6.0, 18.0 / count)
        dots.extend(Dot(days, text, lift=(k - (count - 1) / 2) * step) for k in range(count))
    return dots
