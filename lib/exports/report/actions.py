"""Blocks of the report on what people do: initiatives, stories, listening, decisions, next."""

from lib.domain.decisions import Story
from lib.domain.records import localized
from lib.exports.report.report import Section, Table
from lib.exports.report.words import block_name, day_or_none, money, money_range, role_name, table
from lib.i18n import formats
from lib.i18n.translate import Locale
from lib.views.committee.initiatives import Card, portfolio
from lib.views.committee.quarterly_update import PendingDecision, QuarterlyUpdateView
from lib.views.company import company
from lib.wording.evidence import label_name
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
            day_or_none(card.launched_on, locale),
            _announced(card, locale),
            effect_brief(card.impact.product, locale),
            effect_brief(card.impact.business, locale),
        )
        for card in view.launched
    ]
    return Section(
        block="initiatives",
        name=block_name("initiatives", locale),
        title=portfolio_finding(view.launched, locale),
        findings=tuple(record_sentences(portfolio(view.launched), locale)),
        tables=table(_("Launched in the last twelve months"), columns, rows),
    )


def stories_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return the stories with the label of their pair today, and the withdrawn ones with why."""
    _ = locale.gettext
    title = _("Stories told: {told}; withdrawn: {withdrawn}").format(
        told=formats.number(len(view.stories), locale),
        withdrawn=formats.number(len(view.withdrawn), locale),
    )
    told_columns = {_("Story told"): False, _("Evidence of its pair"): False, _("Told on"): False}
    told: list[tuple[str, ...]] = [
        (
            _story(story, locale),
            _story_label(view, story, locale),
            day_or_none(story.told_on, locale),
        )
        for story in view.stories
    ]
    gone_columns = {_("Story withdrawn"): False, _("Reason"): False, _("Withdrawn on"): False}
    gone: list[tuple[str, ...]] = [
        (
            _story(story, locale),
            localized(story, "reason", locale.language),
            day_or_none(story.withdrawn_on, locale),
        )
        for story in view.withdrawn
    ]
    return Section(
        block="stories",
        name=block_name("stories", locale),
        title=title,
        tables=table(_("Stories told"), told_columns, told)
        + table(_("Stories withdrawn"), gone_columns, gone),
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
        (role_name(role, locale), formats.number(months, locale))
        for role, months in sorted(listened.roles.items(), key=lambda item: -item[1])
    ]
    return Section(
        block="listening",
        name=block_name("listening", locale),
        title=title if listened.roles else _("No executive role has heard users yet"),
        findings=tuple(findings),
        tables=table(_("Last time each role heard users"), columns, rows),
    )


def decisions_section(view: QuarterlyUpdateView, locale: Locale) -> Section:
    """Return what must be decided, each with its options and figures."""
    asked = view.decisions
    title = locale.ngettext(
        "{count} decision is asked for", "{count} decisions are asked for", len(asked)
    ).format(count=formats.number(len(asked), locale))
    return Section(
        block="decisions",
        name=block_name("decisions", locale),
        title=title if asked else locale.gettext("No decision is asked for"),
        findings=tuple(_decision(view, one, locale) for one in asked),
        tables=tuple(made for one in asked for made in _options(one, locale)),
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
            _(HORIZON_WORDS[one.horizon]),
            name_of(one.initiative, locale),
            name_of(objectives[one.objective_id], locale)
            if one.objective_id in objectives
            else _("no objective"),
            expected_launch(one, locale),
        )
        for one in work
    ]
    title = locale.ngettext(
        "{count} initiative is waiting for its launch",
        "{count} initiatives are waiting for their launch",
        len(work),
    ).format(count=formats.number(len(work), locale))
    return Section(
        block="next",
        name=block_name("next", locale),
        title=title if work else _("Nothing is planned yet"),
        tables=table(_("Next launches"), columns, rows),
    )


def _announced(card: Card, locale: Locale) -> str:
    if card.prediction is None:
        return locale.gettext("nothing announced")
    said = card.prediction.prediction
    return money_range(said.low, said.mid, said.high, locale)


def _story(story: Story, locale: Locale) -> str:
    return name_of(story, locale)


def _story_label(view: QuarterlyUpdateView, story: Story, locale: Locale) -> str:
    found = view.evidence.get(story.pair_id or "")
    return label_name(found.assessment.label, locale) if found else locale.gettext("no pair")


def _decision(view: QuarterlyUpdateView, one: PendingDecision, locale: Locale) -> str:
    _, decision = locale.gettext, one.decision
    parts = [name_of(decision, locale)]
    if decision.due_on:
        parts.append(_("Needed by {day}.").format(day=formats.day(decision.due_on, locale)))
    if decision.monthly_cost_of_waiting is not None:
        parts.append(
            _("Each month of waiting costs {amount}, by the estimate given.").format(
                amount=money(decision.monthly_cost_of_waiting, locale)
            )
        )
    found = view.evidence.get(decision.pair_id or "")
    if found:
        parts.append(
            _("Evidence of its pair: {label}.").format(
                label=label_name(found.assessment.label, locale)
            )
        )
    if decision.review_on:
        parts.append(
            _("Result reviewed on {day}.").format(day=formats.day(decision.review_on, locale))
        )
    return " ".join(parts)


def _options(one: PendingDecision, locale: Locale) -> tuple[Table, ...]:
    _ = locale.gettext
    columns = {_("Option"): False, _("Cost"): True, _("Effect a year"): True}
    rows: list[tuple[str, ...]] = [
        (
            localized(option, "name", locale.language) or option.option,
            money(option.cost, locale),
            money_range(option.low, option.mid, option.high, locale),
        )
        for option in one.options
    ]
    name = name_of(one.decision, locale)
    return table(name, columns, rows)
