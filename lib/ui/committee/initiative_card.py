"""One initiative in full: what it was for, what was announced, what it changed and when."""

from datetime import date

import streamlit as st

from lib.charts.drawing.theme import LARGE, PHONE
from lib.charts.initiatives import windows_chart
from lib.charts.pairs.pair_chart import pair_chart
from lib.domain.initiatives import Initiative
from lib.domain.metrics import Metric
from lib.domain.records import localized
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.ui.app import url_state
from lib.ui.app.session import Page
from lib.ui.steering.roadmap_choices import lasting_choices
from lib.ui.widgets.fragment_cache import cached_chart
from lib.ui.widgets.row_charts import show_rows
from lib.ui.widgets.text import md
from lib.views.committee.initiatives import Card
from lib.views.committee.metric_pairs import metric_pairs_view
from lib.views.effect_windows import detectable_of, turns_round, windows_of
from lib.wording.initiatives import (
    RETURN_SIGNS,
    RETURN_WORDS,
    STATUS_WORDS,
    announced_text,
    detectable_sentence,
    effect_sentence,
    found_text,
    seal_text,
)
from lib.wording.names import name_of, squad_name
from lib.wording.roadmap import promised_day


def show_card(page: Page, card: Card) -> None:
    """Show one initiative in full."""
    _, locale = page.locale.gettext, page.locale
    back = {name: value for name, value in url_state.current().items() if name != "initiative"}
    st.page_link(
        "pages/initiatives.py",
        label=_("All initiatives"),
        icon=":material/arrow_back:",
        query_params=back,
    )
    st.title(md(name_of(card.initiative, locale)), anchor=False)
    problem = localized(card.initiative, "problem", locale.language)
    if problem:
        st.markdown(md(problem))
    _facts(page, card)
    _announced(page, card)
    if card.kind is not None:
        _changed(page, card)
    else:
        _detectable(page, card)
    _tandem(page, card)


def _section(title: str, explanation: str = "") -> None:
    st.header(md(title), anchor=False, divider="gray")
    if explanation:
        st.caption(md(explanation))


def _days(one: Initiative, locale: Locale) -> list[str]:
    """Return the days of an initiative that are known, in words."""
    _ = locale.gettext

    def told(text: str, day: date | None) -> list[str]:
        return [text.format(day=formats.day(day, locale))] if day else []

    return [
        *told(_("started {day}"), one.started_on),
        *([promised_day(one, one.planned_on, locale)] if one.planned_on else []),
        *told(_("launched {day}"), one.launched_on),
        *told(_("stopped {day}"), one.stopped_on),
    ]


def _facts(page: Page, card: Card) -> None:
    _, locale, one = page.locale.gettext, page.locale, card.initiative
    months = (
        _("{months} person-months").format(
            months=formats.number(one.person_months, locale, decimals=1)
        )
        if one.person_months is not None
        else ""
    )
    cost = formats.compact(one.cost, "EUR", locale) if one.cost is not None else ""
    objectives = ", ".join(name_of(served, locale) for served in card.objectives)
    lines = [
        (_("Status:"), _(STATUS_WORDS[one.status])),
        (_("Squad:"), squad_name(card.squad, locale)),
        (_("Objectives:"), objectives or _("none")),
        (_("Product metric:"), name_of(card.product, locale)),
        (_("Business KPI:"), name_of(card.business, locale)),
        (
            _("Cost:"),
            " · ".join(part for part in (cost, months) if part) or formats.missing(locale),
        ),
        (
            _("Dates:"),
            " · ".join(_days(one, locale)) or formats.missing(locale),
        ),
    ]
    st.markdown("  \n".join(f"**{md(label)}** {md(text)}" for label, text in lines))
    if card.pair is not None:
        st.page_link(
            "pages/metric_pairs.py",
            label=_("The pair it should move"),
            icon=":material/stacked_line_chart:",
            query_params={**lasting_choices(), "pair": card.pair.pair_id},
        )


def _announced(page: Page, card: Card) -> None:
    _, locale = page.locale.gettext, page.locale
    _section(_("Announced and found"))
    st.markdown(md(announced_text(card.prediction, locale)))
    sealed = card.prediction
    if sealed is not None:
        is_sound = sealed.seal == "intact" and not sealed.is_late
        icon = ":material/verified:" if is_sound else ":material/gpp_maybe:"
        st.markdown(f"{icon} {md(seal_text(sealed, locale))}")
        if sealed.prediction.fingerprint:
            st.caption(
                md(_("Fingerprint: {print}").format(print=sealed.prediction.fingerprint[:16] + "…"))
            )
    st.markdown(md(found_text(card, locale)))
    if card.review:
        note = localized(card.review, "note", locale.language)
        if note:
            st.caption(md(note))


def _changed(page: Page, card: Card) -> None:
    _, locale = page.locale.gettext, page.locale
    _section(_("What changed"))
    if card.kind is not None:
        st.markdown(f"**{md(RETURN_SIGNS[card.kind])} {md(_(RETURN_WORDS[card.kind]))}**")
    st.markdown(md(effect_sentence(card.impact.product, locale)))
    st.markdown(md(effect_sentence(card.impact.business, locale)))
    _section(
        _("Short run and long run"),
        _(
            "Effect on each metric with its interval, by months since the launch; month 0 is that "
            "of the launch."
        ),
    )
    for metric in (card.product, card.business):
        _windows(page, card, metric)


def _detectable(page: Page, card: Card) -> None:
    _, locale = page.locale.gettext, page.locale
    _section(_("What could be shown"), _("Read before funding: what these metrics can prove."))
    for metric in (card.product, card.business):
        found = detectable_of(page.snapshot, metric.metric_id)
        if found is None:
            name = name_of(metric, locale)
            st.markdown(md(_("“{metric}”: too short a history to tell.").format(metric=name)))
        else:
            st.markdown(md(detectable_sentence(found, locale)))


def _windows(page: Page, card: Card, metric: Metric) -> None:
    _, locale = page.locale.gettext, page.locale
    windows = windows_of(page.snapshot, card.initiative.initiative_id, metric.metric_id)
    st.markdown(f"**{md(name_of(metric, locale))}**")
    if turns_round(windows):
        st.warning(
            md(_("The short run and the long run point opposite ways.")),
            icon=":material/u_turn_right:",
        )
    show_rows(
        page,
        f"initiatives_windows_{card.initiative.initiative_id}_{metric.metric_id}",
        lambda: windows_chart(metric, windows, locale=locale, theme=page.theme),
    )


def _tandem(page: Page, card: Card) -> None:
    if card.pair is None:
        return
    pair = metric_pairs_view(page.snapshot).card(card.pair.pair_id)
    if pair is None:
        return
    _section(page.locale.gettext("The pair, month by month"))
    cached_chart(
        page,
        f"initiatives_tandem_{card.pair.pair_id}",
        lambda: pair_chart(
            pair.series,
            locale=page.locale,
            theme=page.theme,
            size=PHONE if page.is_compact else LARGE,
        ),
    )
