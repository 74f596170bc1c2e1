"""Listening sessions: months since each role's last one, as a chart and as sentences."""

from lib.charts.drawing.theme import Spec
from lib.charts.palette import PALETTES, ThemeName
from lib.charts.rows.parts import Bar, Row, ValueScale, row_values, value_scale
from lib.charts.rows.rows import rows_chart
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.steering.listening import RECENT_MONTHS, ListeningView, RoleClock
from lib.wording.pages.choices import EXECUTIVE_ROLES


def listening_finding(view: ListeningView, locale: Locale) -> str:
    """Return how many roles have listened lately, in one sentence."""
    if not view.sessions:
        return locale.gettext("Who has heard our users?")
    return locale.ngettext(
        "{recent} of {total} executive role has heard users in the last {months} months",
        "{recent} of {total} executive roles have heard users in the last {months} months",
        view.recent_roles,
    ).format(
        recent=formats.number(view.recent_roles, locale),
        total=formats.number(len(view.clocks), locale),
        months=formats.number(RECENT_MONTHS, locale),
    )


def reach_sentence(view: ListeningView, locale: Locale) -> str:
    """Return the share of insights that reached a decision or an initiative."""
    total = len(view.insights)
    if not total:
        return locale.gettext("No insight has been recorded: what was heard changed nothing yet.")
    return locale.ngettext(
        "{reached} of {total} insight reached a decision or an initiative ({share}).",
        "{reached} of {total} insights reached a decision or an initiative ({share}).",
        total,
    ).format(
        reached=formats.number(view.reached, locale),
        total=formats.number(total, locale),
        share=formats.percent(view.reached / total, locale),
    )


def absence_text(clock: RoleClock, locale: Locale) -> str:
    """Return how long ago a role last listened."""
    if clock.months is None:
        return locale.gettext("never")
    if clock.months == 0:
        return locale.gettext("less than a month")
    return locale.ngettext("{months} month", "{months} months", clock.months).format(
        months=formats.number(clock.months, locale)
    )


def clock_chart(view: ListeningView, *, locale: Locale, theme: ThemeName) -> Spec:
    """Return the months since each role last listened, as bars from zero; no bar for never."""
    palette = PALETTES[theme]
    rows = [
        _row(clock, palette.product if clock.is_recent else palette.unfavourable, locale)
        for clock in view.clocks
    ]
    fitted = value_scale([*row_values(rows), float(RECENT_MONTHS)], "count", locale)
    scale = ValueScale(
        low=fitted.low,
        high=fitted.high,
        ticks=tuple(tick for tick in fitted.ticks if tick != RECENT_MONTHS),
        labels=tuple(
            label
            for tick, label in zip(fitted.ticks, fitted.labels, strict=True)
            if tick != RECENT_MONTHS
        ),
        line=float(RECENT_MONTHS),
        line_label=formats.number(RECENT_MONTHS, locale),
    )
    return rows_chart(
        locale.gettext("Months since each executive role last heard users."),
        rows,
        scale,
        locale=locale,
        theme=theme,
    )


def _row(clock: RoleClock, color: str, locale: Locale) -> Row:
    name, absence = locale.gettext(EXECUTIVE_ROLES[clock.role]), absence_text(clock, locale)
    bar = None
    if clock.months is not None:
        bar = Bar(float(clock.months), f"{name}: {absence}", color)
    return Row(name, absence, bar=bar)
