"""What the database tells of the cells of a file: labels, periods, marks, faults, repeats."""

from dataclasses import dataclass
from datetime import date

from lib.domain.periods import month_key


@dataclass(frozen=True, slots=True)
class MarkProfile:
    """What a column proves about its decimal mark."""

    column_no: int
    comma_count: int
    dot_count: int
    either_count: int
    either_text: str | None
    comma_line: int | None
    dot_line: int | None


@dataclass(frozen=True, slots=True)
class LabelProfile:
    """A label of a file and how its values are written."""

    label: str | None
    unit: str | None
    first_line: int
    column_no: int
    value_count: int
    percent_count: int
    scaled_count: int
    time_unit: str | None
    timed_count: int
    money: str | None


@dataclass(frozen=True, slots=True)
class PeriodProfile:
    """A text of a period."""

    text: str | None
    row_count: int
    first_line: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class ValueRange:
    """Range of the numbers under a label, as written and without percent signs."""

    label: str | None
    unit: str | None
    lowest: float | None
    highest: float | None
    largest: float | None


@dataclass(frozen=True, slots=True)
class FaultyCell:
    """A cell that cannot be taken as it is."""

    line_no: int
    column_no: int
    text: str
    is_error: bool = False
    period: date | None = None
    grain: str = "month"


@dataclass(frozen=True, slots=True)
class RepeatedCell:
    """A value whose key stands more than once in the file."""

    line_no: int
    column_no: int
    label: str | None
    metric_id: str
    started_on: date
    segment: str
    is_target: bool
    text: str | None
    value_count: int

    @property
    def key(self) -> str:
        """What is repeated, as text."""
        month = month_key(self.started_on)
        return f"{self.label or self.metric_id} · {month}" + (
            f" · {self.segment}" if self.segment else ""
        )


@dataclass(frozen=True, slots=True)
class DaysInMonth:
    """A metric that comes by day or week, and how its catalogue makes months of them."""

    metric_id: str
    label: str | None
    method: str | None
    first_line: int
    day_count: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Values about 100 or 1,000 times the usual ones of their metric, or the inverse."""

    metric_id: str
    factor: float
    value_count: int
    first_line: int
    example: float
    typical: float


@dataclass(frozen=True, slots=True)
class StagedValue:
    """A typed value, ready to be recorded."""

    metric_id: str
    period: date
    segment: str
    value: float | None
    line_no: int


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A text read as a number under either decimal mark."""

    text: str
    mark: str
    is_error: bool
    scale: float
    unit: str
    with_comma: float | None
    with_dot: float | None
