"""The objectives page: grades, pace, confidence, forecasts, changed targets, and the map."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from lib.charts.alignment import alignment_chart
from lib.charts.confidence import confidence_chart
from lib.charts.objectives import pace_chart
from lib.charts.outlook import outlook_chart
from lib.charts.rows.key_results import Headings
from lib.domain.initiatives import Initiative
from lib.domain.records import localized
from lib.exports.tables import data_frame
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.components import (
    chart,
    drawer,
    notice,
    section,
    small_heading,
    small_heading_text,
)
from lib.ui.widgets.fragment_cache import cached_chart, cached_fragment
from lib.ui.widgets.links import address_of, common_choices, link_to
from lib.ui.widgets.tables import table_drawer
from lib.ui.widgets.text import md
from lib.views.committee.alignment import AlignedKeyResult, AlignedObjective, AlignmentView
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.objectives import ObjectiveLine, ObjectivesView
from lib.views.company import company
from lib.wording.initiatives import initiatives_text
from lib.wording.names import name_of, squad_name
from lib.wording.okrs import (
    KIND_WORDS,
    PACE_SIGNS,
    PACE_WORDS,
    change_sentence,
    fall_sentence,
    falls_of,
    grading_rules,
    key_result_value,
    kind_heading,
    objectives_headline,
    outlook_sentence,
)
from lib.wording.overview import pace_explanation
from lib.wording.squads import gap_sentences

_LISTED = 12
"""Initiatives listed under one key result; the rest are counted."""


def show_headline(page: Page, view: ObjectivesView) -> None:
    """Show where the key results stand, committed and aspirational graded apart."""
    _, locale = page.locale.gettext, page.locale
    st.title(md(objectives_headline(view, locale)), anchor=False)
    if not view.lines:
        notice(_("Objectives and key results appear here once they are loaded."))
        return
    month = formats.month_long(view.month, locale) if view.month else ""
    grades = [
        kind_heading("committed", view.company_grade("committed"), locale),
        kind_heading("aspirational", view.company_grade("aspirational"), locale),
    ]
    as_of = [_("As of the end of {month}.").format(month=month)] if month else []
    st.markdown("  \n".join(md(line) for line in grades))
    st.caption(md(" ".join([*as_of, pace_explanation([line.pace for line in view.lines], locale)])))
    rules = "\n".join(f"- {md(line)}" for line in grading_rules(locale))
    drawer(_("How to read grades and pace"), "objectives_reading", lambda: st.markdown(rules))


def show_objectives(page: Page, view: ObjectivesView, objectives: Sequence[ObjectiveLine]) -> None:
    """Show each objective with its key results; one alone also with its forecasts drawn."""
    quarter, total = view.quarter, len(view.objectives)
    if not objectives and total:
        notice(page.locale.gettext("No key result answers to this choice."))
    for objective in objectives:
        key, is_alone = _key(quarter, objective), len(objectives) == 1
        with st.container(border=True):
            part = f"objective {key} {is_alone}"
            cached_fragment(page, part, _objective, quarter, objective, is_alone=is_alone)
            if objective.lines:
                table = partial(_key_results, page, objective)
                table_drawer(page, f"{page.name}_table_{key}", table)


def show_target_changes(page: Page, objectives: Sequence[ObjectiveLine]) -> None:
    """Show every target changed after its quarter had started, with its reason."""
    _, locale = page.locale.gettext, page.locale
    if not any(objective.lines for objective in objectives):
        return
    section(_("Targets"))
    changed = [line for objective in objectives for line in objective.lines if line.changes]
    if not changed:
        st.markdown(md(_("No target was changed after the quarter had started.")))
        return
    metrics = company(page.snapshot).metrics
    for line in changed:
        for change in line.changes:
            sentence = change_sentence(
                change, line.key_result, metrics.get(change.metric_id or ""), locale
            )
            name = name_of(line.key_result, locale)
            st.markdown(f":material/edit_calendar: **{md(name)}** — {md(sentence)}")
        if line.grade_at_first_target is not None:
            st.caption(md(_two_grades(page, line)))


def _two_grades(page: Page, line: KeyResultLine) -> str:
    locale = page.locale
    return locale.gettext(
        "Grade {grade} against the present target, {first} against the one set at the start."
    ).format(
        grade=formats.number(line.pace.progress.grade, locale, decimals=2),
        first=formats.number(line.grade_at_first_target, locale, decimals=2),
    )


def _objective(page: Page, quarter: str, objective: ObjectiveLine, *, is_alone: bool) -> None:
    _, locale = page.locale.gettext, page.locale
    st.subheader(md(name_of(objective.objective, locale)), anchor=False)
    st.caption(md(" · ".join(_facts(page, objective))))
    if not objective.lines:
        st.markdown(md(_("This objective has no key result this quarter.")))
        return
    _charts(page, _key(quarter, objective), objective)
    _outlooks(page, quarter, objective, is_alone=is_alone)


def _charts(page: Page, key: str, objective: ObjectiveLine) -> None:
    """Draw pace and confidence side by side, with the same rows."""
    _, locale = page.locale.gettext, page.locale
    kinds: Headings = {kind: _(word).capitalize() for kind, word in KIND_WORDS.items()}
    expected: Headings = {
        "committed": kind_heading("committed", objective.committed, locale),
        "aspirational": kind_heading("aspirational", objective.aspirational, locale),
    }
    pace, confidence = st.columns([3, 2], gap="medium")
    with pace:
        small_heading(_("Grade and pace"))
        chart(
            page,
            f"objectives_pace_{key}",
            lambda: pace_chart(
                objective.pace,
                locale=locale,
                theme=page.theme,
                headings=expected,
            ),
        )
    with confidence:
        small_heading(_("Confidence, 1 to 10"))
        chart(
            page,
            f"objectives_confidence_{key}",
            lambda: confidence_chart(
                objective.lines,
                locale=locale,
                theme=page.theme,
                headings=kinds,
            ),
        )


def _facts(page: Page, objective: ObjectiveLine) -> list[str]:
    _, locale = page.locale.gettext, page.locale
    facts = []
    if objective.objective.weight is not None:
        share = formats.percent(objective.objective.weight, locale)
        facts.append(_("weight {share}").format(share=share))
    if objective.grade is not None:
        grade = formats.number(objective.grade, locale, decimals=2)
        facts.append(_("grade {grade}").format(grade=grade))
    if objective.parent:
        name = name_of(objective.parent, locale)
        facts.append(_("serves “{objective}”").format(objective=name))
    if objective.objective.owner:
        facts.append(_(objective.objective.owner))
    return facts


def _outlooks(page: Page, quarter: str, objective: ObjectiveLine, *, is_alone: bool) -> None:
    """Show falls of confidence and forecasts; an objective seen alone has its forecasts drawn."""
    locale = page.locale
    lines = sorted(objective.lines, key=lambda line: line.key_result.kind != "committed")
    parts = [small_heading_text(locale.gettext("To the end of the quarter"))]
    if all(line.outlook.state == "ended" for line in lines):
        parts.append(md(outlook_sentence(lines[0], locale)))
    if is_alone:
        st.markdown("\n\n".join(parts))
        grid = st.grid(columns="auto", min_column_width=380, gap="medium")
        for line in lines:
            with grid.cell():
                _outlook(page, quarter, line)
        return
    sentences = [(name_of(line.key_result, locale), _sentences(page, line)) for line in lines]
    parts.append("\n".join(f"- **{md(name)}** — {md(text)}" for name, text in sentences if text))
    st.markdown("\n\n".join(parts))
    link_to(
        page,
        "objective",
        objective.objective.objective_id,
        locale.gettext("See the forecasts drawn"),
        icon=":material/query_stats:",
    )


def _sentences(page: Page, line: KeyResultLine) -> str:
    sentences = [f"▼ {fall_sentence(fall, page.locale)}" for fall in falls_of(line)]
    if line.outlook.state != "ended":
        sentences.insert(0, outlook_sentence(line, page.locale))
    return " ".join(sentences)


def _outlook(page: Page, quarter: str, line: KeyResultLine) -> None:
    """Show one key result seen alone: forecast, falls of confidence, latest note."""
    locale = page.locale
    small_heading(name_of(line.key_result, locale))
    if line.outlook.months:
        chart(
            page,
            f"objectives_outlook_{quarter}_{line.key_result.key_result_id}",
            lambda: outlook_chart(line, locale=locale, theme=page.theme),
        )
    if sentences := _sentences(page, line):
        st.markdown(md(sentences))
    notes = [check for check in line.check_ins if check.note_fr or check.note_en]
    if notes:
        text = locale.gettext("{month}: {note}").format(
            month=formats.month_long(notes[-1].period, locale).capitalize(),
            note=localized(notes[-1], "note", locale.language),
        )
        st.caption(md(text))


def _key(quarter: str, objective: ObjectiveLine) -> str:
    results = "_".join(line.key_result.key_result_id for line in objective.lines)
    return f"{quarter}_{objective.objective.objective_id}_{results}"


def _key_results(page: Page, objective: ObjectiveLine) -> pd.DataFrame:
    """Return the figures behind the charts of an objective."""
    _, locale = page.locale.gettext, page.locale
    headers = [
        _("Key result"),
        _("Kind"),
        _("Weight"),
        _("Start"),
        _("Value"),
        _("Target"),
        _("Grade"),
        _("Pace"),
        _("State"),
        _("Confidence, month by month"),
    ]
    rows = []
    for line in objective.lines:
        result, progress = line.key_result, line.pace.progress
        rows.append(
            [
                name_of(result, locale),
                _(KIND_WORDS[result.kind]),
                formats.percent(result.weight, locale),
                key_result_value(result, result.start_value, locale),
                key_result_value(result, line.pace.actual, locale),
                key_result_value(result, result.target_value, locale),
                formats.number(progress.grade, locale, decimals=2),
                formats.percent(progress.pace, locale),
                f"{PACE_SIGNS[progress.state]} {_(PACE_WORDS[progress.state])}",
                " ".join(formats.number(check.confidence, locale) for check in line.check_ins),
            ]
        )
    return data_frame(headers, rows)


def show_alignment(page: Page, view: AlignmentView, *, objective_id: str, squad_id: str) -> None:
    """Show the map from objective to initiative, drawn and as a list of links."""
    _, locale = page.locale.gettext, page.locale
    if not view.objectives and not view.orphans:
        return
    chosen = view.chosen(objective_id, squad_id)
    section(_("From objective to initiative"))
    st.markdown(md(_finding(page, view)))
    if chosen:
        key = "_".join([objective_id, squad_id, *common_choices().values()])
        cached_chart(
            page,
            f"objectives_map_{key}",
            lambda: alignment_chart(chosen, locale=locale, theme=page.theme, link=address_of),
        )
        signs = " · ".join(f"{PACE_SIGNS[state]} {_(word)}" for state, word in PACE_WORDS.items())
        st.caption(md(_("A name opens its page.") + " " + signs))
    drawer(_("The map as a list of links"), "objectives_map_list", _map, page, chosen)


def _map(page: Page, objectives: Sequence[AlignedObjective]) -> None:
    for objective in objectives:
        _aligned_objective(page, objective)


def show_gaps(page: Page, view: AlignmentView) -> None:
    """Show what hangs nowhere: initiatives, objectives and squads that miss a link."""
    _, locale = page.locale.gettext, page.locale
    if not (view.orphans or view.unserved or view.gaps or view.drafts):
        return
    section(_("Not attached"))
    if view.orphans:
        small_heading(_("Initiatives that serve no objective"))
        _initiatives(page, view.orphans[:_LISTED])
        rest = [name_of(item, locale) for item in view.orphans[_LISTED:]]
        if rest:  # named all the same: an orphan is never hidden
            st.caption(md(" · ".join(rest)))
    for objective in view.unserved:
        name = name_of(objective, locale)
        sentence = _("No initiative serves the objective “{objective}”.").format(objective=name)
        st.markdown(f":material/link_off: {md(sentence)}")
    for gap in view.gaps:
        link_to(page, "squad", gap.squad.squad_id, squad_name(gap.squad, locale))
        st.caption(md(" ".join(gap_sentences(gap, locale))))
    if view.drafts:
        sentence = locale.ngettext(
            "{n} initiative is not tied to a product metric and a business metric: it stays a "
            "draft, and no committee page shows it.",
            "{n} initiatives are not tied to a product metric and a business metric: they stay "
            "drafts, and no committee page shows them.",
            view.drafts,
        ).format(n=formats.number(view.drafts, locale))
        st.markdown(f":material/edit_note: {md(sentence)}")


def _finding(page: Page, view: AlignmentView) -> str:
    _, locale = page.locale.gettext, page.locale
    placed = len({item.initiative_id for item in _placed(view)})
    total = placed + len(view.orphans)
    if not total:
        return _("No initiative is tied to its metrics yet.")
    return locale.ngettext(
        "{placed} of {total} initiative serves an objective.",
        "{placed} of {total} initiatives serve an objective.",
        total,
    ).format(placed=formats.number(placed, locale), total=formats.number(total, locale))


def _placed(view: AlignmentView) -> list[Initiative]:
    return [
        item
        for objective in view.objectives
        for item in (
            *objective.loose,
            *(
                item
                for result in objective.key_results
                for squad in result.squads
                for item in squad.initiatives
            ),
        )
    ]


def _aligned_objective(page: Page, aligned: AlignedObjective) -> None:
    _, locale = page.locale.gettext, page.locale
    name = name_of(aligned.objective, locale)
    link_to(page, "objective", aligned.objective.objective_id, name, icon=":material/flag:")
    for result in aligned.key_results:
        _key_result(page, result)
    if aligned.loose:
        st.caption(md(_("Without a key result of the quarter")))
        _initiatives(page, aligned.loose)
    if not aligned.served:
        st.caption(md(_("No initiative serves it.")))


def _key_result(page: Page, aligned: AlignedKeyResult) -> None:
    _, locale = page.locale.gettext, page.locale
    state = aligned.line.pace.progress.state
    name = name_of(aligned.key_result, locale)
    facts = (
        f"{PACE_SIGNS[state]} {_(PACE_WORDS[state])} · {initiatives_text(aligned.count, locale)}"
    )
    st.markdown(f"**{md(name)}** — {md(facts)}")
    for branch in aligned.squads:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if branch.squad:
                name = squad_name(branch.squad, locale)
                link_to(page, "squad", branch.squad.squad_id, name, icon=":material/group:")
            else:
                st.markdown(md(_("No squad")))
        _initiatives(page, branch.initiatives)


def _initiatives(page: Page, initiatives: Sequence[Initiative]) -> None:
    locale = page.locale
    with st.container(horizontal=True, gap="small"):
        for item in initiatives[:_LISTED]:
            link_to(page, "initiative", item.initiative_id, name_of(item, locale))
    if len(initiatives) > _LISTED:
        more = len(initiatives) - _LISTED
        text = locale.ngettext("and {n} more", "and {n} more", more)
        st.caption(md(text.format(n=formats.number(more, locale))))
