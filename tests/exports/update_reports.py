"""Reports of quarterly updates for the tests of every format."""

import dataclasses

from lib.domain.decisions import Decision, DecisionOption, Story, UpdateCommentary
from lib.domain.feedback import Insight, ListeningSession
from lib.domain.initiatives import Initiative
from lib.exports.update_file import update_report
from lib.i18n.translate import locale
from lib.views.snapshot import snapshot
from tests.builders import a_metric, a_pair, months_of, submit, submit_records

HOSTILE = '=HYPERLINK("http://x.test")<script>alert(1)</script>\r\nBcc: a@b.test #let $x$ **b**'


def demo_report(database, language, quarter="2026-Q3"):
    """Return the report of a quarter of the demo company."""
    return update_report(snapshot(database), quarter, locale(language))


def hostile_report(database, language="en"):
    """Return the report of a company that wrote hostile text wherever a person writes."""
    from datetime import date

    names = {"name_fr": HOSTILE, "name_en": HOSTILE}
    submit_records(
        database,
        a_metric("product", **names),
        a_metric("business", kind="business", common_kpi=True, aggregation="sum", **names),
        a_pair("P01"),
        Initiative(
            initiative_id="I1",
            status="shipped",
            pair_id="P01",
            launched_on=date(2026, 2, 10),
            product_metric_id="product",
            business_metric_id="business",
            **names,
        ),
        Decision(decision_id="D1", status="open", **names),
        DecisionOption(decision_id="D1", option="A", does_nothing=True, **names),
        Story(story_id="T1", initiative_id="I1", pair_id="P01", status="told", **names),
        ListeningSession(session_id="L1", role="ceo", held_on=date(2026, 3, 2), kind="visit"),
        Insight(insight_id="N1", session_id="L1", status="open", text_fr=HOSTILE, text_en=HOSTILE),
        UpdateCommentary(quarter="2026-Q1", block="moved", text_fr=HOSTILE, text_en=HOSTILE),
    )
    for metric_id in ("product", "business"):
        values = months_of([1.0, 2.5, 2.0], metric_id=metric_id)
        submit(database, ("metric_value", values), key=metric_id)
    return update_report(snapshot(database), "2026-Q1", locale(language))


def short(report, charts=2):
    """Return a report with few charts, so that a test is quick."""
    sections = tuple(
        dataclasses.replace(section, charts=section.charts[:charts]) for section in report.sections
    )
    return dataclasses.replace(report, sections=sections)


def figures_of(report):
    """Return every text that holds a figure, in order: equal for equal updates in one language."""
    return tuple(
        text
        for section in report.sections
        for text in (
            section.title,
            *section.findings,
            *(cell for table in section.tables for row in table.rows for cell in row),
            *(line for chart in section.charts for line in (chart.title, *chart.facts)),
            *(chart.description for chart in section.charts),
        )
    )
