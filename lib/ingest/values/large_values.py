"""Values of a large file: the straight way where all is plain, the way of any file otherwise."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from lib.domain.metrics import Metric
from lib.i18n.translate import N_
from lib.ingest.files.layout import Block
from lib.ingest.issues import IssueLog
from lib.ingest.staging import Reading
from lib.ingest.text.headers import plain
from lib.ingest.text.periods import Period, day_order, parse_period
from lib.ingest.values import checks
from lib.ingest.values.checks import ValueTask
from lib.ingest.values.columns import TOTALS
from lib.ingest.values.conventions import COMMA, POINT
from lib.ingest.values.dimensions import segment_of
from lib.ingest.values.metric_labels import (
    Catalogue,
    LabelMeaning,
    may_be_fractions,
    name_labels,
    tell_new,
)
from lib.ingest.values.metric_values import MOST_RECORDS, batches_of, read_values, records_of
from lib.ingest.values.reshape import (
    CellTable,
    is_longer,
    length_rank,
    tell_missing_metric,
)
from lib.store import reads
from lib.store.connection import Connection
from lib.store.staging import files, rows
from lib.store.staging.cell_profiles import LabelProfile
from lib.store.staging.files import FileMaps, LargeFile, Part
from lib.store.uploads.uploads import Staged, data_version

_LISTED = 1_000
_KINDS = ("label", "period")
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class LargeValues:
    """A large file of values: where it lies, its head, and the meaning of its columns."""

    file: LargeFile
    head: Block
    layout: CellTable
    language: str
    lines: int


def read_large_values(connection: Connection, values: LargeValues, issue_log: IssueLog) -> Reading:
    """Return what a large file of metric values holds."""
    parts = files.profile_file(connection, values.file)
    task = ValueTask(connection, issue_log, values.layout, values.language)
    lines = _lines(values, sum(part.row_count for part in parts if part.kind == "period"))
    straight = _read_straight(task, values, parts, listed=_LISTED) if lines is None else None
    return straight or _read_as_cells(task, values, parts, lines)


def read_plain_values(
    connection: Connection, values: LargeValues, issue_log: IssueLog
) -> Reading | None:
    """Return what a file of plain values holds; None when its rows need a closer look."""
    parts = files.profile_file(connection, values.file)
    task = ValueTask(connection, issue_log, values.layout, values.language)
    rows = sum(part.row_count for part in parts if part.kind == "period")
    if not _has_a_line_a_row(values, rows):
        return None
    return _read_straight(task, values, parts, listed=MOST_RECORDS)


def _read_as_cells(
    task: ValueTask, values: LargeValues, parts: Sequence[Part], lines: pa.Table | None
) -> Reading:
    """Read the file the way of any other: totals set aside, every cell by its own writing."""
    files.put_rows(task.connection, values.file, _segments(parts))
    if lines is not None:
        files.correct_lines(task.connection, lines)
    _refuse_surplus(task, values, lines)
    odd = _set_odd_rows_aside(task, values, parts) + _set_longer_rows_aside(task, parts)
    files.rows_to_cells(task.connection)
    reading = read_values(task)
    rows = sum(part.row_count for part in parts if part.kind == "period")
    reading.rows = rows - odd - checks.skipped_repeats(task)
    reading.used = set(values.layout.used)
    return reading


def _set_odd_rows_aside(task: ValueTask, values: LargeValues, parts: Sequence[Part]) -> int:
    """Set totals, notes and repeated headers aside, tell rows without a metric; count them."""
    heads = {plain(cell) for cell in values.head.header}
    texts = {kind: [p.text for p in parts if p.kind == kind and p.text] for kind in _KINDS}
    odd = {
        kind: [text for text in kind_texts if plain(text) in TOTALS or plain(text) in heads]
        for kind, kind_texts in texts.items()
    }
    rows = files.take_odd_rows(task.connection, odd["label"], odd["period"])
    for row in rows:
        cells = (row.label or "", row.period_text or "", row.value_text or "")
        if plain(cells[0]) in heads and plain(cells[1]) in heads:
            task.issue_log.skip_row(row.line_no, "repeated_header", cells)
        elif plain(cells[0]) in TOTALS or plain(cells[1]) in TOTALS:
            task.issue_log.skip_row(row.line_no, "total_row", cells)
        elif cells[0] and not cells[1]:
            task.issue_log.skip_row(row.line_no, "footer", cells)
        elif any(cells):
            tell_missing_metric(task.issue_log, row.line_no, values.layout.columns["metric"])
    return len(rows)


def _set_longer_rows_aside(task: ValueTask, parts: Sequence[Part]) -> int:
    """Set aside the rows of longer periods of metrics that have shorter ones; count them."""
    texts = [part.text for part in parts if part.kind == "period" and part.text]
    ranks = {text: length_rank(text) for text in texts}
    count = 0
    for finest in sorted({rank for rank in ranks.values() if rank is not None}):
        longer = [text for text, rank in ranks.items() if is_longer(text, rank, finest)]
        shorter = [text for text, rank in ranks.items() if rank == finest]
        for row in files.take_longer_rows(task.connection, longer, shorter) if longer else ():
            cells = (row.label or "", row.period_text or "", row.value_text or "")
            task.issue_log.skip_row(row.line_no, "longer_period", cells)
            count += 1
    return count


def _refuse_surplus(task: ValueTask, values: LargeValues, lines: pa.Table | None) -> None:
    """Refuse rows with more cells than the header, beyond those refused with the head."""
    numbers = files.surplus_rows(task.connection, values.file)
    line_of = dict(zip(*lines.to_pydict().values(), strict=True)) if lines and numbers else {}
    reported = {issue.line for issue in task.issue_log.issues_with("surplus_cells")}
    for number in numbers:
        line = line_of.get(number, number)
        if line not in reported:
            task.issue_log.error(
                "surplus_cells",
                N_(
                    "This line has more cells than the header ({columns}): a decimal comma without "
                    "quotation marks, perhaps. Put such cells in quotation marks, or export with "
                    "semicolons."
                ),
                line=line,
                columns=values.file.header_cells,
            )


def _read_straight(
    task: ValueTask, values: LargeValues, parts: Sequence[Part], *, listed: int
) -> Reading | None:
    """Read plain values straight into typed rows; None when some are not, or repeat."""
    periods = _periods(parts)
    meanings = _meanings(task, parts)
    if not periods or meanings is None or values.file.unit is not None:
        return None
    if max(period.month for period in periods.values()) > task.issue_log.options.today:
        return None
    maps = FileMaps(_label_map(meanings), _period_map(periods), _segments(parts))
    if not all(map(_is_distinct, (maps.labels, maps.periods, maps.segments))):
        return None
    mark = _mark(task.connection, values)
    writings = files.read_values(task.connection, values.file, maps, mark)
    if not writings.is_plain or files.has_repeats(task.connection, maps):
        return None
    staged = files.stage_values(task.connection, values.file, writings.first_row or 0)
    if files.has_jumps(task.connection, staged):
        return None
    task.meanings = _with_first_lines(task.connection, meanings)
    return _checked(task, values, staged, writings.row_count, listed=listed)


def _is_distinct(texts: pa.Table) -> bool:
    """Whether each text of a map means something else, so that numbering texts numbers keys."""
    meanings = texts.column(1).to_pylist()
    written = [text or "" for text in texts.column(0).to_pylist()]
    return len(set(meanings)) == len(meanings) and len(set(written)) == len(written)


def _checked(
    task: ValueTask, values: LargeValues, staged: Staged, rows: int, *, listed: int
) -> Reading:
    tell_new(task.meanings, task.issue_log)
    checks.check_rates(task, "file_cell")
    checks.tell_missing_metrics(task, files.file_totals(task.connection))
    reading = Reading("metric_value", "long", values.layout.columns, rows)
    reading.used = set(values.layout.used)
    reading.records = records_of(task, files.file_records(task.connection, listed))
    reading.staged = batches_of(task, staged)
    return reading


def _has_a_line_a_row(values: LargeValues, rows: int) -> bool:
    return values.lines in {rows + values.file.skip, rows + values.file.skip - 1}


def _lines(values: LargeValues, rows: int) -> pa.Table | None:
    """Return the line of each record, or None where records and lines go together."""
    if _has_a_line_a_row(values, rows):
        return None
    line_numbers = []
    with values.file.path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=values.file.delimiter)
        before = 0
        for cells in reader:
            if cells and before >= values.file.skip:
                line_numbers.append(before + 1)
            before = reader.line_num
    numbers = range(values.file.skip + 1, values.file.skip + 1 + len(line_numbers))
    columns = {"record_no": list(numbers), "line_no": line_numbers}
    return pa.table(columns, schema=files.FILE_LINES)


def _with_first_lines(
    connection: Connection, meanings: Sequence[LabelMeaning]
) -> list[LabelMeaning]:
    if not any(meaning.is_new for meaning in meanings):
        return list(meanings)
    lines = files.first_lines(connection)
    with_lines = [replace(item, first_line=lines[item.metric.metric_id]) for item in meanings]
    return sorted(with_lines, key=lambda item: item.first_line)


def _period_map(periods: Mapping[str, Period]) -> pa.Table:
    rows = [
        {"period_text": text, "period": period.month, "code": at}
        for at, (text, period) in enumerate(periods.items())
    ]
    return pa.Table.from_pylist(rows, schema=files.FILE_PERIODS)


def _periods(parts: Sequence[Part]) -> dict[str, Period] | None:
    """Return the month of each text, or None when one is missing, doubtful or no single month."""
    texts = [part.text or "" for part in parts if part.kind == "period"]
    order = day_order(texts)
    if order in {"unsure", "both"}:
        return None
    periods_by_text = {
        text: parse_period(text, "mdy" if order == "mdy" else "dmy") for text in texts
    }
    sure = {text: period for text, period in periods_by_text.items() if period is not None}
    if len(sure) < len(periods_by_text):
        return None
    plain = all(period.grain in {"month", "day"} for period in sure.values())
    months = {period.month for period in sure.values()}
    return sure if plain and len(months) == len(sure) else None


def _meanings(task: ValueTask, parts: Sequence[Part]) -> list[LabelMeaning] | None:
    """Return what the labels mean, or None when the file must be read cell by cell."""
    profiles = [
        LabelProfile(part.text, part.unit, 1, 0, part.row_count, 0, 0, None, 0, None)
        for part in parts
        if part.kind == "label"
    ]
    names = [plain(profile.label or "") for profile in profiles]
    if not all(names) or not TOTALS.isdisjoint(names):
        return None
    scratch = IssueLog(task.issue_log.options)
    version = data_version(task.connection)
    catalogue = Catalogue.of(reads.records(task.connection, Metric, version))
    meanings = name_labels(profiles, catalogue, task.language, scratch)
    with_history = frozenset(checks.metrics_with_history(task.connection, meanings))
    if scratch.questions or scratch.has_errors or may_be_fractions(meanings, with_history):
        return None
    return meanings


def _label_map(meanings: Sequence[LabelMeaning]) -> pa.Table:
    rows = [
        {
            "label": meaning.label,
            "metric_id": meaning.metric.metric_id,
            "factor": meaning.factor,
            "code": at,
        }
        for at, meaning in enumerate(meanings)
    ]
    return pa.Table.from_pylist(rows, schema=files.FILE_LABELS)


def _segments(parts: Sequence[Part]) -> pa.Table:
    texts = [part.text for part in parts if part.kind == "segment"]
    rows = [
        {"segment_text": text, "segment": segment_of(text or ""), "code": at}
        for at, text in enumerate(texts)
    ]
    return pa.Table.from_pylist(rows, schema=files.FILE_SEGMENTS)


def _mark(connection: Connection, values: LargeValues) -> str:
    """Return the decimal mark that the head of the file shows."""
    at = values.file.value
    texts = [row.cells[at] for row in values.head.rows[:_SAMPLE] if at < len(row.cells)]
    numbers = rows.read_numbers(connection, texts).values()
    commas = sum(number.mark == "comma" for number in numbers)
    points = sum(number.mark == "dot" for number in numbers)
    return COMMA if commas > points else POINT
