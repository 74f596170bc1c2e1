"""Words for tables, verdicts, states of uploads and answers to questions."""

from datetime import date

from lib.domain.metrics import TOTAL, Metric
from lib.domain.records import Column, columns_of, key_of
from lib.domain.tables import TABLES
from lib.i18n import formats
from lib.i18n.translate import N_, Locale
from lib.ingest.edits import KIND
from lib.store.uploads.previews import ChangedRecord, RestatedValue
from lib.store.uploads.uploads import Counts, Upload

TABLE_NAMES = {
    "metric": N_("Catalogue of metrics"),
    "squad": N_("Squads"),
    "company": N_("Company"),
    "metric_value": N_("Values of metrics"),
    "metric_target": N_("Targets of metrics"),
    "metric_pair": N_("Pairs of metrics"),
    "event": N_("Events"),
    "objective": N_("Objectives"),
    "key_result": N_("Key results"),
    "check_in": N_("Check-ins of key results"),
    "initiative": N_("Initiatives"),
    "contribution": N_("Contributions to objectives"),
    "prediction": N_("Predictions of effects"),
    "decision": N_("Decisions"),
    "decision_option": N_("Options of decisions"),
    "review": N_("Reviews of decisions"),
    "listening_session": N_("Listening sessions"),
    "insight": N_("Insights"),
    "story": N_("Stories"),
    "scenario": N_("Scenarios"),
    "one_on_one": N_("One-on-ones"),
    "objection": N_("Objections"),
    "effort": N_("Effort of squads"),
    "cohort_value": N_("Values by cohort"),
    "update_commentary": N_("Comments of quarterly updates"),
    "frozen_update": N_("Frozen quarterly updates"),
    KIND: N_("Edit in the app"),
    "auto": N_("Content not recognised"),
    "okr": N_("Objectives and key results"),
}
"""Name of each table, and of the other kinds of uploads."""

_ANSWERS = {
    ("decimal", ","): N_("The comma is the decimal mark"),
    ("decimal", "."): N_("The point is the decimal mark"),
    ("date_order", "dmy"): N_("The day comes first"),
    ("date_order", "mdy"): N_("The month comes first"),
    ("percent", "percent"): N_("They are percents"),
    ("percent", "fraction"): N_("They are fractions of 1"),
    ("aggregation", "usual"): N_("The mean for rates, means and durations, the sum for the others"),
    ("aggregation", "sum"): N_("The sum of its days"),
    ("aggregation", "mean"): N_("The mean of its days"),
    ("aggregation", "last"): N_("Its last day"),
    ("duplicates", "last"): N_("The last one counts"),
    ("duplicates", "first"): N_("The first one counts"),
    ("duplicates", "sum"): N_("Their sum counts"),
    ("duplicates", "mean"): N_("Their mean counts"),
    ("segment", "total"): N_("None: only the total"),
    ("scale", "keep"): N_("Keep them as they are"),
    ("scale", "usual"): N_("Bring them to the usual unit"),
    ("unused_columns", "leave_out"): N_("Leave these columns out"),
    ("emptied", "keep"): N_("Keep the stored values"),
    ("emptied", "empty"): N_("Make them missing"),
    ("score_words", "read"): N_("Read the words as numbers"),
    ("score_words", "leave_out"): N_("Leave the words out"),
    ("status_from_progress", "progress"): N_("The progress tells the status"),
    ("status_from_progress", "proposed"): N_("Every initiative is proposed"),
    ("confidence_scale", "ten"): N_("Out of 10"),
    ("confidence_scale", "percent"): N_("In percent"),
    ("unknown_key_results", "keep"): N_("Keep the check-ins until their key results come"),
    ("below_limit", "half"): N_("Half of the limit"),
    ("below_limit", "limit"): N_("The limit"),
    ("below_limit", "missing"): N_("A missing value"),
    ("duration", "minutes"): N_("Minutes and seconds"),
    ("duration", "hours"): N_("Hours and minutes"),
    ("note_unit", "yes"): N_("Yes, in this unit"),
    ("note_unit", "no"): N_("No, in another one"),
    ("metric", "new"): N_("It is a new metric"),
    ("status", "proposed"): N_("Proposed"),
    ("status", "planned"): N_("Planned"),
    ("status", "in_progress"): N_("In progress"),
    ("status", "shipped"): N_("Launched"),
    ("status", "stopped"): N_("Stopped"),
}
"""What an answer means, by question and answer."""

_SUBJECTS = {
    "decimal": N_("Decimal mark"),
    "date_order": N_("Order of day and month"),
    "percent": N_("Percent or fraction"),
    "aggregation": N_("How days make a month"),
    "duplicates": N_("Repeated rows"),
    "scale": N_("Unit"),
    "metric": N_("Metric"),
    "metric_name": N_("Metric"),
    "status": N_("Status"),
    "sheet": N_("Sheet"),
    "month": N_("Month of the figures"),
    "year": N_("Year of the dates"),
    "fiscal_start": N_("Start of the fiscal year"),
    "time_zone": N_("Time zone"),
    "kind": N_("Content"),
    "period": N_("Column of months"),
    "value": N_("Column of values"),
    "segment": N_("Column of segments"),
    "quarter": N_("Quarter"),
    "unused_columns": N_("Columns of figures not read"),
    "emptied": N_("Empty cells"),
    "score_words": N_("Words for numbers"),
    "below_limit": N_("Values below a limit"),
    "duration": N_("Durations"),
    "note_unit": N_("Unit of the amounts"),
    "status_from_progress": N_("Status from progress"),
    "confidence_scale": N_("Scale of the confidence"),
    "unknown_key_results": N_("Key results to come"),
}
"""What a question is about, by its code."""


def table_name(kind: str, locale: Locale) -> str:
    """Return the name of a table or of another kind of upload."""
    name = TABLE_NAMES.get(kind)
    return locale.gettext(name) if name else kind


def known_answers(code: str) -> tuple[str, ...]:
    """Return the answers that a question always offers; empty when they depend on the file."""
    return tuple(answer for question, answer in _ANSWERS if question == code and code != "metric")


def answer_text(key: str, answer: str, metrics: dict[str, str], locale: Locale) -> str:
    """Return what an answer means; ``metrics`` gives the names of metrics by identifier."""
    code = key.partition(":")[0]
    words = _ANSWERS.get((code, answer))
    if words:
        return locale.gettext(words)
    if code == "scale":
        factor = formats.number(float(answer), locale, decimals=4).rstrip("0").rstrip(",.")
        return locale.gettext("Multiply them by {factor}").format(factor=factor)
    if code == "fiscal_start" and answer.isdigit():
        return formats.month_name(int(answer), locale)
    if code == "kind":
        return table_name(answer, locale)
    if code in {"metric", "metric_name"} and answer in metrics:
        return f"{metrics[answer]} ({answer})"
    return answer


def subject_text(key: str, locale: Locale) -> str:
    """Return what an answer is about: ``Decimal mark``, ``Metric “GMV”``."""
    code, _, subject = key.partition(":")
    words = _SUBJECTS.get(code)
    name = locale.gettext(words) if words else code
    if not subject:
        return name
    return locale.gettext("{name} “{subject}”").format(name=name, subject=subject)


def name_and_value(name: str, value: str, locale: Locale) -> str:
    """Return a name and its value, set as the language wants: ``Sheet: October``."""
    return locale.gettext("{name}: {value}").format(name=name, value=value)


def record_change_text(change: ChangedRecord, locale: Locale) -> str:
    """Return a change of a record as a line: ``Search · status: Planned → In progress``."""
    columns = {column.name: column for column in columns_of(TABLES[change.table])}
    name = (change.name_fr if locale.is_french else change.name_en) or change.name_fr
    name = (
        name
        or change.name_en
        or " · ".join(
            cell_text(part, columns[key], locale)
            for key, part in zip(key_of(TABLES[change.table]), change.key, strict=True)
            if part != TOTAL
        )
    )
    column = columns[change.column]
    former, later = (_record_value(item, column, locale) for item in (change.former, change.value))
    return locale.gettext("{record} · {column}: {former} → {later}").format(
        record=name, column=locale.gettext(column.description), former=former, later=later
    )


def restatement_text(value: RestatedValue, locale: Locale) -> str:
    """Return a value that replaces another one as a line: ``orders · Aug 2026: 110 → 115``."""
    name = f"{value.metric_id} · {value.segment}" if value.segment else value.metric_id
    return locale.gettext("{record} · {column}: {former} → {later}").format(
        record=name,
        column=formats.month(value.period, locale),
        former=value_text(value.former_value, None, locale),
        later=value_text(value.value, None, locale),
    )


def _record_value(value: object, column: Column, locale: Locale) -> str:
    if column.name == "status" and value is not None:
        return answer_text("status", str(value), {}, locale)
    return cell_text(value, column, locale)


def counts_text(counts: Counts, set_aside: int, locale: Locale) -> str:
    """Return how the rows of a file compare with the current data."""
    return locale.gettext(
        "{new} new, {restated} restated, {identical} identical, {aside} set aside"
    ).format(
        new=formats.number(counts.new, locale),
        restated=formats.number(counts.restated, locale),
        identical=formats.number(counts.identical, locale),
        aside=formats.number(set_aside, locale),
    )


def upload_counts(upload: Upload) -> Counts:
    """Return the counts of an upload."""
    return Counts(upload.row_count, upload.new_count, upload.identical_count)


def value_text(value: float | None, metric: Metric | None, locale: Locale) -> str:
    """Return a value in the unit of its metric, with the digits that it has."""
    if metric is None or value is None:
        return formats.number(value, locale, decimals=_digits(value))
    decimals = max(metric.decimals or 0, _digits(value))
    return formats.quantity(value, metric.unit, locale, decimals=decimals)


def change_text(former: float | None, value: float | None, metric: Metric | None, locale: Locale
                ) -> str:  # fmt: skip
    """Return the change from one value to another, with its sign."""
    if former is None or value is None:
        return formats.missing(locale)
    change = value - former
    decimals = max(_digits(former), _digits(value))
    if metric is None:
        return formats.number(change, locale, decimals=decimals, signed=True)
    return formats.change(change, metric.unit, locale, decimals=decimals)


def cell_text(value: object, column: Column | None, locale: Locale) -> str:
    """Return a value of a record as a reader writes it; a dash for none."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return locale.gettext("yes") if value else locale.gettext("no")
    if isinstance(value, int | float):
        return formats.number(value, locale, decimals=_digits(float(value)))
    if isinstance(value, date):
        is_month = column is not None and column.type == "month"
        return formats.month(value, locale) if is_month else formats.day(value, locale)
    return str(value)


def _digits(value: float | None) -> int:
    """Return how many decimals a value has, up to six."""
    if value is None:
        return 0
    return next((digits for digits in range(6) if round(value, digits) == value), 6)
