"""What the page of objectives shows: grades, pace, confidence, forecasts, changed targets."""

from collections.abc import Sequence

import streamlit as st

from lib.charts.confidence import confidence_chart
from lib.charts.drawing.theme import Spec
from lib.charts.objectives import pace_chart
from lib.charts.outlook import outlook_chart
from lib.charts.rows.key_results import Headings
from lib.domain.records import localized
from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.components import chart, notice
from lib.ui.widgets.fragment_cache import cached_fragment
from lib.ui.widgets.key_result_table import key_result_table
from lib.ui.widgets.links import link_to
from lib.ui.widgets.small_headings import small_heading, small_heading_text
from lib.ui.widgets.text import md
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.objectives import ObjectiveLine, ObjectivesView
from lib.views.company import company
from lib.wording.names import name_of
from lib.wording.okrs import (
    KIND_WORDS,
    change_sentence,
    fall_sentence,
    falls_of,
    grading_rules,
    kind_heading,
    objectives_headline,
    outlook_sentence,
)
from lib.wording.overview import pace_explanation


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
    told = [_("As of the end of {month}.").format(month=month)] if month else []
    st.markdown("  \n".join(md(line) for line in grades))
    st.caption(md(" ".join([*told, pace_explanation([line.pace for line in view.lines], locale)])))
    drawer = st.expander(
        md(_("How to read grades and pace")),
        key="objectives_reading",
        on_change="rerun",
        type="compact",
    )
    if drawer.open:
        drawer.markdown("\n".join(f"- {md(line)}" for line in grading_rules(locale)))


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
                key_result_table(page, objective, key)


def show_target_changes(page: Page, objectives: Sequence[ObjectiveLine]) -> None:
    """Show every target changed after its quarter had started, with its reason."""
    _, locale = page.locale.gettext, page.locale
    if not any(objective.lines for objective in objectives):
        return
    st.header(md(_("Targets")), anchor=False, divider="gray")
    changed = [line for objective in objectives for line in objective.lines if line.changes]
    if not changed:
        st.markdown(md(_("No target was changed after the quarter had started.")))
        return
    metrics = company(page.snapshot).metrics
    for line in changed:
        for change in line.changes:
            told = change_sentence(
                change, line.key_result, metrics.get(change.metric_id or ""), locale
            )
            name = name_of(line.key_result, locale)
            st.markdown(f":material/edit_calendar: **{md(name)}** — {md(told)}")
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
    _, locale, own = page.locale.gettext, page.locale, objective.objective
    st.subheader(md(name_of(own, locale)), anchor=False)
    st.caption(md(" · ".join(_facts(page, objective))))
    if not objective.lines:
        st.markdown(md(_("This objective has no key result this quarter.")))
        return
    _charts(page, _key(quarter, objective), objective)
    _told(page, quarter, objective, is_alone=is_alone)


def _charts(page: Page, key: str, objective: ObjectiveLine) -> None:
    """Draw pace and confidence side by side, row by row alike."""
    _, locale = page.locale.gettext, page.locale
    kinds: Headings = {kind: _(word).capitalize() for kind, word in KIND_WORDS.items()}
    expected: Headings = {
        "committed": kind_heading("committed", objective.committed, locale),
        "aspirational": kind_heading("aspirational", objective.aspirational, locale),
    }

    def pace_spec() -> Spec:
        return pace_chart(
            objective.pace,
            locale=locale,
            theme=page.theme,
            is_compact=page.is_compact,
            headings=expected,
        )

    def confidence_spec() -> Spec:
        return confidence_chart(
            objective.lines,
            locale=locale,
            theme=page.theme,
            is_compact=page.is_compact,
            headings=kinds,
        )

    pace, confidence = st.columns([3, 2], gap="medium")
    with pace:
        small_heading(_("Grade and pace"))
        chart(page, f"objectives_pace_{key}", pace_spec)
    with confidence:
        small_heading(_("Confidence, 1 to 10"))
        chart(page, f"objectives_confidence_{key}", confidence_spec)


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


def _told(page: Page, quarter: str, objective: ObjectiveLine, *, is_alone: bool) -> None:
    """Tell falls of confidence and forecasts; draw the forecasts of an objective seen alone."""
    locale = page.locale
    lines = _in_order(objective)
    told = [small_heading_text(locale.gettext("To the end of the quarter"))]
    if all(line.outlook.state == "ended" for line in lines):
        told.append(md(outlook_sentence(lines[0], locale)))
    if is_alone:
        st.markdown("\n\n".join(told))
        grid = st.grid(columns="auto", min_column_width=380, gap="medium")
        for line in lines:
            with grid.cell():
                small_heading(name_of(line.key_result, locale))
                _drawn(page, quarter, line)
                _sentences(page, line)
        return
    named = [(name_of(line.key_result, locale), _told_of(page, line)) for line in lines]
    told.append("\n".join(f"- **{md(name)}** — {md(said)}" for name, said in named if said))
    st.markdown("\n\n".join(told))
    link_to(
        page,
        "objective",
        objective.objective.objective_id,
        locale.gettext("See the forecasts drawn"),
        icon=":material/query_stats:",
    )


def _told_of(page: Page, line: KeyResultLine) -> str:
    told = [f"▼ {fall_sentence(fall, page.locale)}" for fall in falls_of(line)]
    if line.outlook.state != "ended":
        told.insert(0, outlook_sentence(line, page.locale))
    return " ".join(told)


def _in_order(objective: ObjectiveLine) -> list[KeyResultLine]:
    """Return the key results as the charts show them: the committed ones first."""
    return sorted(objective.lines, key=lambda line: line.key_result.kind != "committed")


def _sentences(page: Page, line: KeyResultLine) -> None:
    if told := _told_of(page, line):
        st.markdown(md(told))
    notes = [check for check in line.check_ins if check.note_fr or check.note_en]
    if notes:
        note = notes[-1]
        told = page.locale.gettext("{month}: {note}").format(
            month=formats.month_long(note.period, page.locale).capitalize(),
            note=localized(note, "note", page.locale.language),
        )
        st.caption(md(told))


def _drawn(page: Page, quarter: str, line: KeyResultLine) -> None:
    if line.outlook.months:
        chart(
            page,
            f"objectives_outlook_{quarter}_{line.key_result.key_result_id}",
            lambda: outlook_chart(
                line, locale=page.locale, theme=page.theme, is_compact=page.is_compact
            ),
        )


def _key(quarter: str, objective: ObjectiveLine) -> str:
    shown = "_".join(line.key_result.key_result_id for line in objective.lines)
    return f"{quarter}_{objective.objective.objective_id}_{shown}"
