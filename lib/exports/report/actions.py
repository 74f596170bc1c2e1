"""Blocks of the report on what people do: initiatives, stories, listening, decisions, next."""

from datetime import date

from lib.domain.decisions import Story
from lib.domain.feedback import ExecutiveRole
from lib.domain.records import localized
from lib.exports.report.report import Section, Table, optional_table
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.initiatives import Card, portfolio
from lib.views.committee.quarterly_update import PendingDecision, QuarterlyUpdateView
from lib.views.company import company
from lib.wording.evidence import label_name
from lib.wording.figures import euros
from lib.wording.initiatives import effect_brief, portfolio_finding, record_sentences
from lib.wording.names import name_of
from lib.wording.roadmap import HORIZON_WORDS, expected_launch

_RECENT = 6  # months within which a role has heard users


def initiatives_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return what was announced beside what was measured, launch by launch."""
    _ = locale.gettext
    columns = {
        _("Initiative"): False,
        _("Launched on"): False,
        _("Announced, a year"): True,
        _("Product metric: effect"): False,
        _("Business metric: effect"): False,
    }
    rows: list[tuple[str, ...]] = [
        (
            name_of(card.initiative, locale),
            _day(card.launched_on, locale),
            _announced(card, locale),
            effect_brief(card.impact.product, locale),
            effect_brief(card.impact.business, locale),
        )
        for card in view.launched
    ]
    return Section(
        block="initiatives",
        title=portfolio_finding(view.launched, locale),
        findings=tuple(record_sentences(portfolio(view.launched), locale)),
        tables=optional_table(_("Launched in the last twelve months"), columns, rows),
    )


def stories_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return the stories with the label of their pair today, and the withdrawn ones with why."""
    _ = locale.gettext
    title = _("Stories presented: {presented}; withdrawn: {withdrawn}").format(
        presented=formats.number(len(view.stories), locale),
        withdrawn=formats.number(len(view.withdrawn), locale),
    )
    presented_columns = {
        _("Story presented"): False,
        _("Evidence of its pair"): False,
        _("Presented on"): False,
    }
    stories: list[tuple[str, ...]] = [
        (
            name_of(story, locale),
            _story_label(view, story, locale),
            _day(story.told_on, locale),
        )
        for story in view.stories
    ]
    gone_columns = {_("Story withdrawn"): False, _("Reason"): False, _("Withdrawn on"): False}
    gone: list[tuple[str, ...]] = [
        (
            name_of(story, locale),
            localized(story, "reason", locale.language),
            _day(story.withdrawn_on, locale),
        )
        for story in view.withdrawn
    ]
    return Section(
        block="stories",
        title=title,
        tables=optional_table(_("Stories presented"), presented_columns, stories)
        + optional_table(_("Stories withdrawn"), gone_columns, gone),
    )


def listening_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return when each role last heard users, and what was heard in the quarter."""
    _, listened = locale.gettext, view.listened
    recent = sum(months <= _RECENT for months in listened.roles.values())
    title = locale.ngettext(
        "{count} executive role has heard users in the last {months} months",
        "{count} executive roles have heard users in the last {months} months",
        recent,
    ).format(count=formats.number(recent, locale), months=formats.number(_RECENT, locale))
    findings = [
        _("Heard this quarter: {insight}").format(
            insight=localized(insight, "text", locale.language)
        )
        for insight in listened.insights
    ]
    if listened.insight_count:
        findings.append(
            _("{led} of {total} insights led to an initiative or a decision.").format(
                led=formats.number(listened.led_somewhere, locale),
                total=formats.number(listened.insight_count, locale),
            )
        )
    columns = {_("Executive role"): False, _("Months since it last heard users"): True}
    rows: list[tuple[str, ...]] = [
        (_role_name(role, locale), formats.number(months, locale))
        for role, months in sorted(listened.roles.items(), key=lambda item: -item[1])
    ]
    return Section(
        block="listening",
        title=title if listened.roles else _("No executive role has heard users yet"),
        findings=tuple(findings),
        tables=optional_table(_("Last time each role heard users"), columns, rows),
    )


def decisions_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return what must be decided, each with its options and figures."""
    decisions = view.decisions
    title = locale.ngettext(
        "{count} decision is asked for", "{count} decisions are asked for", len(decisions)
    ).format(count=formats.number(len(decisions), locale))
    return Section(
        block="decisions",
        title=title if decisions else locale.gettext("No decision is asked for"),
        findings=tuple(_decision(view, decision, locale) for decision in decisions),
        tables=tuple(options for decision in decisions for options in _options(decision, locale)),
    )


def next_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return what comes next, with launch days as ranges."""
    _ = locale.gettext
    objectives = company(view.source.snapshot).objectives
    work = view.roadmap.work
    columns = {
        _("Horizon"): False,
        _("Initiative"): False,
        _("Objective"): False,
        _("Expected launch"): False,
    }
    rows: list[tuple[str, ...]] = [
        (
            _(HORIZON_WORDS[item.horizon]),
            name_of(item.initiative, locale),
            name_of(objectives[item.objective_id], locale)
            if item.objective_id in objectives
            else _("no objective"),
            expected_launch(item, locale),
        )
        for item in work
    ]
    title = locale.ngettext(
        "{count} initiative is waiting for its launch",
        "{count} initiatives are waiting for their launch",
        len(work),
    ).format(count=formats.number(len(work), locale))
    return Section(
        block="next",
        title=title if work else _("Nothing is planned yet"),
        tables=optional_table(_("Next launches"), columns, rows),
    )


def _announced(card: Card, locale: Locale) -> str:
    if card.prediction is None:
        return locale.gettext("nothing announced")
    prediction = card.prediction.prediction
    return _euro_range(prediction.low, prediction.mid, prediction.high, locale)


def _euro_range(low: float | None, mid: float | None, high: float | None, locale: Locale) -> str:
    if low is None or high is None:
        return euros(mid, locale)
    return locale.gettext("{effect} [{low} to {high}]").format(
        effect=euros(mid, locale), low=euros(low, locale), high=euros(high, locale)
    )


def _day(day: date | None, locale: Locale) -> str:
    return formats.day(day, locale) if day else formats.missing(locale)


def _story_label(view: QuarterlyUpdateView, story: Story, locale: Locale) -> str:
    evidence = view.evidence.get(story.pair_id or "")
    return label_name(evidence.assessment.label, locale) if evidence else locale.gettext("no pair")


def _decision(view: QuarterlyUpdateView, asked_decision: PendingDecision, locale: Locale) -> str:
    _, decision = locale.gettext, asked_decision.decision
    parts = [name_of(decision, locale)]
    if decision.due_on:
        parts.append(_("Needed by {day}.").format(day=formats.day(decision.due_on, locale)))
    if decision.monthly_cost_of_waiting is not None:
        parts.append(
            _("Each month of waiting costs {amount}, by the estimate given.").format(
                amount=euros(decision.monthly_cost_of_waiting, locale)
            )
        )
    evidence = view.evidence.get(decision.pair_id or "")
    if evidence:
        parts.append(
            _("Evidence of its pair: {label}.").format(
                label=label_name(evidence.assessment.label, locale)
            )
        )
    if decision.review_on:
        parts.append(
            _("Result reviewed on {day}.").format(day=formats.day(decision.review_on, locale))
        )
    return " ".join(parts)


def _options(asked_decision: PendingDecision, locale: Locale) -> tuple[Table, ...]:
    _ = locale.gettext
    columns = {_("Option"): False, _("Cost"): True, _("Effect a year"): True}
    rows: list[tuple[str, ...]] = [
        (
            localized(option, "name", locale.language) or option.option,
            euros(option.cost, locale),
            _euro_range(option.low, option.mid, option.high, locale),
        )
        for option in asked_decision.options
    ]
    name = name_of(asked_decision.decision, locale)
    return optional_table(name, columns, rows)


def _role_name(role: ExecutiveRole, locale: Locale) -> str:
    """Return an executive role in words."""
    words: dict[ExecutiveRole, str] = {
        "ceo": locale.pgettext("update", "Chief executive"),
        "cfo": locale.pgettext("update", "Finance"),
        "cto": locale.pgettext("update", "Technology"),
        "marketing": locale.pgettext("update", "Marketing"),
        "sales": locale.pgettext("update", "Sales"),
        "hr": locale.pgettext("update", "Human resources"),
        "operations": locale.pgettext("update", "Operations"),
    }
    return words[role]
