"""The report: the same figures for ever, and nothing stronger than its evidence."""

import re
from datetime import date

from lib.domain.decisions import BLOCKS, UpdateCommentary
from lib.exports.update_file import update_report
from lib.i18n.translate import locale
from lib.views.snapshot import snapshot
from tests.builders import months_of, submit, submit_records
from tests.exports.update_reports import demo_report, figures_of

FIGURE = re.compile(r"\d[\d\u202f,.]*")


def test_the_blocks_come_in_the_order_of_a_committee(reports):
    assert tuple(section.block for section in reports["fr"].sections) == BLOCKS


def test_every_pair_has_its_chart_with_its_words(reports):
    charts = reports["fr"].charts

    assert len(charts) == 16
    assert all(chart.title and chart.description and chart.facts for chart in charts)


def test_both_languages_hold_the_same_tables(reports):
    shapes = {
        language: [
            (len(table.rows), table.figures)
            for section in report.sections
            for table in section.tables
        ]
        for language, report in reports.items()
    }

    assert shapes["fr"] == shapes["en"]
    assert shapes["fr"]


def test_a_row_has_as_many_cells_as_its_table_has_headers(reports):
    for section in reports["en"].sections:
        for table in section.tables:
            assert {len(row) for row in table.rows} == {len(table.headers)}
            assert len(table.figures) == len(table.headers)


def test_a_pair_without_established_link_has_no_amount(reports):
    for chart in reports["en"].charts:
        if "Established link" not in chart.subtitle:
            assert "has moved by" not in chart.title


def test_three_later_uploads_leave_every_figure_of_a_frozen_quarter_as_it_was(demo):
    before = {lang: demo_report(demo, lang) for lang in ("fr", "en")}

    restated = months_of([1.0, 2.0], metric_id="revenue", first=date(2026, 8, 1))
    submit(demo, ("metric_value", restated), key="one")
    later = months_of([9.9], metric_id="conversion", first=date(2026, 11, 1))
    submit(demo, ("metric_value", later), key="two")
    commentary = UpdateCommentary(
        quarter="2026-Q3", block="moved", text_fr="Autre", text_en="Other"
    )
    submit_records(demo, commentary)

    for language, report in before.items():
        again = update_report(snapshot(demo), "2026-Q3", locale(language))
        assert "\n".join(figures_of(again)).encode() == "\n".join(figures_of(report)).encode()
        assert again.sections == report.sections


def test_what_was_restated_since_is_noted_with_both_figures(reports):
    (note,) = reports["en"].notes

    assert "Gross merchandise value" in note
    assert "€6.14M" in note
    assert "€6.03M" in note


def test_the_report_of_one_state_is_put_together_once(demo):
    assert demo_report(demo, "fr") is demo_report(demo, "fr")
    assert demo_report(demo, "fr") is not demo_report(demo, "en")


def test_a_draft_says_that_it_is_one(demo):
    assert demo_report(demo, "en", "2026-Q4").state.startswith("Draft")
    assert demo_report(demo, "en").state.startswith("Frozen on 5")


def test_an_update_compared_with_the_previous_one_shows_its_figures_beside(demo):
    report = demo_report(demo, "en", "2026-Q4")
    table = report.sections[0].tables[0]

    assert table.headers[-1] == "Previous update"
    assert all(FIGURE.search(row[-1]) for row in table.rows)
