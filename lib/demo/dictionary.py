"""The data dictionary of the demo exports, written from the contracts of the tables."""

from collections.abc import Iterator
from functools import cache

from lib.demo.company import ExportFile, load_order
from lib.demo.registers import metrics
from lib.domain.records import Column, columns_of, key_of
from lib.domain.tables import TABLES

_INTRODUCTION = """\
# Data

`exports/` holds the exports of *Tramontille*, an invented marketplace for independent makers: 46
months, January 2023 to October 2026. Everything in it comes from a seeded generator
(`lib/demo`); no figure and no text is real, and owners are roles.
`python -m lib.demo.write_exports` writes the files and this page again. Files are loaded in the
order of their numbers.

Unless said otherwise a file is UTF-8, separated by commas, with decimal points, days written
`2026-03-31`, months `2026-03`, quarters `2026-Q1`, booleans `true` and `false`. An empty cell is
a missing value, never a zero.

Three systems send metric values, each in its own shape:

- `finance`: a French spreadsheet (cp1252, semicolons, decimal commas, no-break spaces between
  thousands, months in words; columns `Indicateur`, `Mois`, `Segment`, `Valeur`);
- `suivi_produit`: one row a metric and one column a month, with a byte-order mark; each delivery
  repeats the two months before;
- `warehouse`: one row a value (columns `Date`, `Metric`, `Segment`, `Value`).

The files of `2026-10` arrived on 5 November 2026. Finance corrects July's gross merchandise value
in them, by −1.8%.
"""

_UNITS = {
    "metric_value.value": "unit of the metric",
    "metric_target.value": "unit of the metric",
    "key_result.start_value": "unit of the key result",
    "key_result.target_value": "unit of the key result",
    "check_in.value": "unit of the key result",
    "scenario.value": "unit of the row",
    "squad.people": "count",
    "listening_session.participants": "count",
    "initiative.reach": "count a quarter",
    "initiative.population": "count a quarter",
    "metric_pair.lag_months": "months",
    "initiative.ramp_months": "months",
    "initiative.person_months": "person-months",
    "effort.person_months": "person-months",
    "cohort_value.age": "months",
    "cohort_value.value": "unit of the metric",
    "initiative.cost": "EUR",
    "initiative.money_saved": "EUR",
    "squad.monthly_cost": "EUR",
    "decision.monthly_cost_of_waiting": "EUR a month",
    "decision_option.cost": "EUR",
    "objective.weight": "share",
    "key_result.weight": "share",
    "squad.build_share": "share",
    "squad.maintain_share": "share",
    "squad.repair_share": "share",
}
_YEARLY_EUROS = ("expected_low", "expected_mid", "expected_high", "low", "mid", "high", "actual")


@cache
def data_dictionary() -> str:
    """Return the page, in Markdown."""
    return "\n".join([_INTRODUCTION, *_files(), *_metrics(), *_tables()]) + "\n"


def _files() -> Iterator[str]:
    yield "## Files"
    yield ""
    yield "| file | table | received on |"
    yield "|---|---|---|"
    for file in load_order():
        yield f"| `{file.name}` | [{file.table}](#{file.table}) | {file.received_on} |"
    yield ""


def _metrics() -> Iterator[str]:
    yield "## Metrics"
    yield ""
    yield "| metric | name | unit | what the unit counts | a quarter is | better |"
    yield "|---|---|---|---|---|---|"
    how = {
        "sum": "the sum of its months",
        "mean": "the mean of its months",
        "last": "its last month",
    }
    for metric in metrics():
        quarter = how[metric.aggregation or "mean"]
        yield (
            f"| `{metric.metric_id}` | {metric.name_en} | {metric.unit} | {metric.unit_note_en} "
            f"| {quarter} | {metric.direction} |"
        )
    yield ""


def _tables() -> Iterator[str]:
    yield "## Tables"
    for table, record in TABLES.items():
        files = [file for file in load_order() if file.table == table]
        grain = " × ".join(f"`{name}`" for name in key_of(record))
        yield ""
        yield f"### {table}"
        yield ""
        yield f"{(record.__doc__ or '').strip()} One row: {grain}. {_sources(files)}"
        yield ""
        yield "| column | type | unit | required | meaning |"
        yield "|---|---|---|---|---|"
        for column in columns_of(record):
            yield _column(table, column)


def _sources(files: list[ExportFile]) -> str:
    if not files:
        return "File: none, edited in the application."
    names = ", ".join(f"`{file.name}`" for file in files)
    return f"{'Files' if len(files) > 1 else 'File'}: {names}."


def _column(table: str, column: Column) -> str:
    kind = " or ".join(f"`{choice}`" for choice in column.choices) or column.type
    meaning = column.description
    if column.references:
        meaning += f" (a row of [{column.references}](#{column.references}))"
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {kind} | {_unit(table, column)} | {required} | {meaning} |"


def _unit(table: str, column: Column) -> str:
    if column.type not in {"number", "integer"}:
        return ""
    if column.name in _YEARLY_EUROS:
        return "EUR a year"
    return _UNITS.get(f"{table}.{column.name}", "")
