"""Values of a large file: the straight way where all is plain, the way of any file otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from lib.domain.metrics import Metric
from lib.ingest import value_checks
from lib.ingest.decimal_marks import COMMA, POINT
from lib.ingest.findings import Findings
from lib.ingest.label_units import LabelMeaning
from lib.ingest.layout import Block
from lib.ingest.metric_labels import Catalogue, may_be_fractions, name_labels
from lib.ingest.metric_shapes import Laid, segment_of
from lib.ingest.metric_values import batches_of, read_values, records_of
from lib.ingest.period_texts import Period, day_order, parse_period
from lib.ingest.readings import Reading
from lib.ingest.value_task import ValueTask
from lib.store import file_staging, reads, staging
from lib.store.cell_profiles import LabelProfile
from lib.store.connection import Connection
from lib.store.file_staging import LargeFile, Part
from lib.store.uploads import data_version

_LISTED = 1_000
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class LargeValues:
    """A large file of values: where it lies, its head, and the meaning of its columns."""

    file: LargeFile
    head: Block
    laid: Laid
    language: str


def read_large_values(connection: Connection, values: LargeValues, findings: Findings) -> Reading:
    """Return what a large file of metric values holds."""
    parts = file_staging.profile_file(connection, values.file)
    task = ValueTask(connection, findings, values.laid, values.language)
    straight = _read_straight(task, values, parts)
    if straight is not None:
        return straight
    file_staging.put_file_cells(connection, values.file, _segments(parts))
    reading = read_values(task)
    rows = sum(part.row_count for part in parts if part.kind == "period")
    reading.rows = rows - value_checks.repeats_put_aside(task)
    return reading


def _read_straight(task: ValueTask, values: LargeValues, parts: Sequence[Part]) -> Reading | None:
    """Read plain values straight into typed rows; None when some are not, or repeat."""
    periods = _periods(parts)
    scratch = Findings(task.findings.options)
    meanings = _meanings(task, parts, scratch)
    if periods is None or meanings is None:
        return None
    segments, labels = _segments(parts), [meaning.metric.metric_id for meaning in meanings]
    months = sorted({period.month for period in periods.values()})
    keys = len(dict.fromkeys(labels)) * segments.num_rows * len(months)
    maps = (
        _label_map(meanings, segments.num_rows * len(months)),
        pa.Table.from_pylist(
            [
                {"period_text": text, "period": period.month, "code": months.index(period.month)}
                for text, period in periods.items()
            ],
            schema=file_staging.FILE_PERIODS,
        ),
        _scaled(segments, len(months)),
    )
    writings = file_staging.read_values(
        task.connection, values.file, maps, _mark(task.connection, values)
    )
    if not writings.is_plain or file_staging.has_repeats(task.connection, keys):
        return None
    task.meanings = list(meanings)
    task.findings.issues += scratch.issues
    return _checked(task, values, writings)


def _checked(
    task: ValueTask, values: LargeValues, writings: file_staging.Writings
) -> Reading | None:
    staged = file_staging.stage_values(task.connection)
    if staging.jumps(task.connection, staged):
        return None
    value_checks.check_typed(task)
    value_checks.tell_missing_metrics(task, staged)
    reading = Reading("metric_value", "long", values.laid.columns, writings.row_count)
    reading.used = set(values.laid.used)
    reading.records = records_of(task, staged, _LISTED)
    reading.staged = batches_of(task, staged)
    return reading


def _periods(parts: Sequence[Part]) -> dict[str, Period] | None:
    """Return the month of each text, or None when one is missing, doubtful or no single month."""
    texts = [part.text or "" for part in parts if part.kind == "period"]
    order = day_order(texts)
    if order in {"unsure", "both"}:
        return None
    found = {text: parse_period(text, "mdy" if order == "mdy" else "dmy") for text in texts}
    sure = {text: period for text, period in found.items() if period is not None}
    if len(sure) < len(found):
        return None
    plain = all(period.grain in {"month", "day"} for period in sure.values())
    months = {period.month for period in sure.values()}
    return sure if plain and len(months) == len(sure) else None


def _meanings(
    task: ValueTask, parts: Sequence[Part], scratch: Findings
) -> list[LabelMeaning] | None:
    """Return what the labels mean, or None when something must be asked or told by line."""
    profiles = [
        LabelProfile(part.text, part.unit, 1, 0, part.row_count, 0, 0, None)
        for part in parts
        if part.kind == "label"
    ]
    if any(not (profile.label or "").strip() for profile in profiles):
        return None
    version = data_version(task.connection)
    catalogue = Catalogue.of(reads.records(task.connection, Metric, version))
    meanings = name_labels(profiles, catalogue, task.language, scratch)
    known = frozenset(value_checks.known_metrics(task.connection, meanings))
    if scratch.questions or scratch.has_errors or may_be_fractions(meanings, known):
        return None
    return meanings


def _label_map(meanings: Sequence[LabelMeaning], step: int) -> pa.Table:
    places: dict[str, int] = {}
    rows = [
        {
            "label": meaning.label,
            "unit": meaning.written_unit,
            "metric_id": meaning.metric.metric_id,
            "factor": meaning.factor,
            "code": places.setdefault(meaning.metric.metric_id, len(places)) * step,
        }
        for meaning in meanings
    ]
    return pa.Table.from_pylist(rows, schema=file_staging.FILE_LABELS)


def _segments(parts: Sequence[Part]) -> pa.Table:
    """Return the map of segments, numbered; texts of one segment share its number."""
    places: dict[str, int] = {}
    rows = []
    for part in parts:
        if part.kind == "segment":
            name = segment_of(part.text or "")
            code = places.setdefault(name, len(places))
            rows.append({"segment_text": part.text, "segment": name, "code": code})
    return pa.Table.from_pylist(rows, schema=file_staging.FILE_SEGMENTS)


def _scaled(segments: pa.Table, step: int) -> pa.Table:
    codes = pa.array([code * step for code in segments["code"].to_pylist()], pa.int64())
    return segments.set_column(2, "code", codes)


def _mark(connection: Connection, values: LargeValues) -> str:
    """Return the decimal mark that the head of the file shows."""
    at = values.file.value
    texts = [row.cells[at] for row in values.head.rows[:_SAMPLE] if at < len(row.cells)]
    numbers = staging.read_numbers(connection, texts).values()
    commas = sum(number.mark == "comma" for number in numbers)
    points = sum(number.mark == "dot" for number in numbers)
    return COMMA if commas > points else POINT
