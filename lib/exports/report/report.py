"""The report that a committee reads, as finished text in one language, for every format.

Nothing here depends on a file format, and the writer of a format adds no sentence or figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.domain.decisions import Block
from lib.i18n.translate import Locale
from lib.views.series import PairSeries


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as finished text.

    Attributes
    ----------
    title
        What the table holds.
    headers
        Names of the columns.
    rows
        Cells by row, as many as headers.
    figures
        Which columns hold figures, and stand to the right.
    """

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class PairChart:
    """A pair with its chart and what the data supports.

    Attributes
    ----------
    pair_id
        Identifier of the pair.
    title
        Finding, never above the evidence.
    subtitle
        Names of both metrics and the label of the evidence.
    hypothesis
        What the pair declares.
    facts
        How sure we are, one sentence each.
    description
        The chart in words, for those who do not see it.
    series
        What the chart draws.
    """

    pair_id: str
    title: str
    subtitle: str
    hypothesis: str
    facts: tuple[str, ...]
    description: str
    series: PairSeries


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the update.

    Attributes
    ----------
    block
        Which one.
    title
        Its finding, in one sentence.
    findings
        What the data says, one sentence each.
    commentary
        What the product leader says; empty for nothing.
    tables, charts
        Figures and pairs.
    name
        Its name in the table of contents, given by ``build_report``.
    """

    block: Block
    title: str
    findings: tuple[str, ...] = ()
    commentary: str = ""
    tables: tuple[Table, ...] = ()
    charts: tuple[PairChart, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """A quarterly update as text.

    Attributes
    ----------
    quarter, version
        Quarter of the update and its data version.
    title, subtitle
        Of the whole.
    state
        Which data, and whether the update is frozen: at the foot of every page.
    sections
        Blocks in their order.
    notes
        What a reader must know beside the figures: months restated since, data that came late.
    commentary_label, notes_label, data_label
        Names of what recurs in every format.
    locale
        Language of the texts.
    """

    quarter: str
    version: int
    title: str
    subtitle: str
    state: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    commentary_label: str
    notes_label: str
    data_label: str
    locale: Locale

    @property
    def charts(self) -> tuple[PairChart, ...]:
        """Every chart, in order."""
        return tuple(chart for section in self.sections for chart in section.charts)


def optional_table(
    title: str, columns: dict[str, bool], rows: Sequence[tuple[str, ...]]
) -> tuple[Table, ...]:
    """Return a table, or none without rows; ``columns`` says which columns hold figures."""
    if not rows:
        return ()
    return (Table(title, tuple(columns), tuple(rows), tuple(columns.values())),)
