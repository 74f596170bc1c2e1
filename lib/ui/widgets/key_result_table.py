"""The figures behind the charts of an objective, as a table."""

import streamlit as st

from lib.i18n import formats
from lib.ui.app.session import Page
from lib.ui.widgets.text import md
from lib.views.committee.key_results import KeyResultLine
from lib.views.committee.objectives import ObjectiveLine
from lib.wording.names import name_of
from lib.wording.okrs import KIND_WORDS, PACE_SIGNS, PACE_WORDS, key_result_value


def key_result_table(page: Page, objective: ObjectiveLine, key: str) -> None:
    """Offer the figures of an objective's key results, read when opened."""
    table = st.expander(
        page.locale.gettext("The figures as a table"),
        key=f"{page.name}_table_{key}",
        on_change="rerun",
        type="compact",
    )
    if table.open:
        with table:
            rows = [_cells(page, line) for line in objective.lines]
            st.table(
                {
                    md(header): [md(row[at]) for row in rows]
                    for at, header in enumerate(_headers(page))
                },
                hide_index=True,
            )


def _headers(page: Page) -> list[str]:
    _ = page.locale.gettext
    return [
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


def _cells(page: Page, line: KeyResultLine) -> list[str]:
    _, locale = page.locale.gettext, page.locale
    result, progress = line.key_result, line.pace.progress
    return [
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
