"""What the portfolio of initiatives has to show: its return, its track record, its effects."""

from collections.abc import Sequence

import streamlit as st

from lib.charts.initiatives import MOST_ROWS, announced_chart, effects_chart, return_chart
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.components import notice
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.row_charts import show_rows
from lib.ui.widgets.text import md
from lib.views.committee.initiatives import Card, Portfolio
from lib.wording.initiatives import RETURN_WORDS, record_sentences
from lib.wording.names import name_of


def show_return(page: Page, found: Portfolio, key: str) -> None:
    """Show the spend by what it can show, class by class, and the effects announced for each."""
    if not any(line.initiative_ids for line in found.lines):
        return
    _, locale = page.locale.gettext, page.locale
    _section(
        _("What the spend can show"),
        _(
            "Cost of the launched initiatives, by what their business metric shows. Effects of "
            "different classes are never added."
        ),
    )
    cached_chart(
        page,
        f"initiatives_return_{key}",
        lambda: return_chart(found, locale=locale, theme=page.theme),
    )
    _return_table(page, found)


def show_record(page: Page, cards: Sequence[Card], found: Portfolio, key: str) -> None:
    """Show announced effects against those found: the portfolio's own track record."""
    _, locale = page.locale.gettext, page.locale
    announced = [card for card in cards if card.prediction is not None]
    reviewed = [card for card in announced if card.found_effect is not None]
    if not announced:
        return
    _section(
        _("Announced and found"),
        _(
            "Ring and thin line: effect announced at approval, with its range. Dot: effect found "
            "at the review. In euros a year."
        ),
    )
    first, *others = record_sentences(found, locale)
    st.markdown("\n".join([md(first), "", *(f"- {md(sentence)}" for sentence in others)]))
    waiting = len(announced) - len(reviewed)
    if waiting:
        st.caption(
            md(
                locale.ngettext(
                    "{count} other announced effect has not been reviewed yet.",
                    "{count} other announced effects have not been reviewed yet.",
                    waiting,
                ).format(count=formats.number(waiting, locale))
            )
        )
    if not reviewed:
        return
    _shortened(page, len(reviewed))
    show_rows(
        page,
        f"initiatives_announced_{key}",
        lambda: announced_chart(reviewed, locale=locale, theme=page.theme),
    )


def show_effects(page: Page, cards: Sequence[Card], key: str) -> None:
    """Show the measured effect of each launch on its business metric, with its interval."""
    _, locale = page.locale.gettext, page.locale
    launched = [card for card in cards if card.kind is not None]
    if not launched:
        return
    _section(
        _("Measured on the business metric"),
        _(
            "Dot and line: effect since the launch with its interval, in percent of the level "
            "before; right is the favourable side. A line across zero shows no effect."
        ),
    )
    measured = [card for card in launched if card.impact.business and card.impact.business.estimate]
    early = len(launched) - len(measured)
    if early:
        st.caption(
            md(
                locale.ngettext(
                    "{count} launch is too recent, or has too few months of data, to be measured.",
                    "{count} launches are too recent, or have too few months of data, to be "
                    "measured.",
                    early,
                ).format(count=formats.number(early, locale))
            )
        )
    if not measured:
        notice(_("No effect has been measured yet."))
        return
    _shortened(page, len(measured))
    show_rows(
        page,
        f"initiatives_effects_{key}",
        lambda: effects_chart(measured, locale=locale, theme=page.theme),
    )


def show_stopped(page: Page, found: Portfolio) -> None:
    """Show the bets that were stopped and the money that stopping saved."""
    if not found.stopped:
        return
    _, locale = page.locale.gettext, page.locale
    _section(
        _("Stopped initiatives"),
        _("Money saved by stopping: {saved}.").format(
            saved=formats.compact(found.saved, "EUR", locale)
        ),
    )
    for card in found.stopped:
        one = card.initiative
        parts = []
        if one.stopped_on:
            parts.append(_("stopped {day}").format(day=formats.day(one.stopped_on, locale)))
        if one.money_saved is not None:
            parts.append(
                _("{saved} saved").format(saved=formats.compact(one.money_saved, "EUR", locale))
            )
        if card.review:
            parts.append(localized(card.review, "note", locale.language))
        st.markdown(
            f":material/front_hand: **{md(name_of(one, locale))}** — "
            f"{md(' · '.join(part for part in parts if part))}"
        )


def _section(title: str, explanation: str) -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))


def _shortened(page: Page, count: int) -> None:
    locale = page.locale
    if count > MOST_ROWS:
        st.caption(
            md(
                locale.gettext("The latest {shown} of {total}.").format(
                    shown=formats.number(MOST_ROWS, locale), total=formats.number(count, locale)
                )
            )
        )


def _return_table(page: Page, found: Portfolio) -> None:
    _, locale = page.locale.gettext, page.locale
    drawer = st.expander(
        md(_("The figures as a table")), key="initiatives_table", on_change="rerun", type="compact"
    )
    if not drawer.open:
        return

    def euros(value: float) -> str:
        return md(formats.compact(value, "EUR", locale))

    lines = found.lines
    with drawer:
        st.table(
            {
                md(_("What it shows")): [md(_(RETURN_WORDS[line.kind])) for line in lines],
                md(_("Initiatives")): [
                    md(formats.number(len(line.initiative_ids), locale)) for line in lines
                ],
                md(_("Spend")): [euros(line.spend) for line in lines],
                md(_("Announced a year")): [euros(line.announced) for line in lines],
                md(_("Reviewed")): [md(formats.number(line.reviewed, locale)) for line in lines],
                md(_("Found a year, where reviewed")): [
                    euros(line.found) if line.reviewed else md(formats.missing(locale))
                    for line in lines
                ],
            },
            hide_index=True,
        )
