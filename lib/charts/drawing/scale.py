"""From values to pixels: domains, round graduations, and texts that keep apart."""

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_REGULAR = 0.5  # mean width of a character of Source Sans, in font sizes
_BOLD = 0.54
_WIDE = frozenset("●◐○✕◆▲▼→")
_WIDER = 0.6  # how much wider these are than a letter, in letters
_PAD = 0.14
_SMALLEST, _LARGEST = 1e-290, 1e300  # beyond them, logarithms and spans overflow


@dataclass(frozen=True, slots=True)
class PixelScale:
    """A vertical scale: values ``low``–``high`` on pixels ``bottom``–``top``."""

    low: float
    high: float
    top: float
    bottom: float
    ticks: tuple[float, ...]

    def pixel(self, value: float) -> float:
        """Return the height of ``value``, in pixels from the top of the chart."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    @property
    def truncated(self) -> bool:
        """Whether zero is outside the scale, which a note must say."""
        return not self.low <= 0 <= self.high


def fit_scale(
    values: Iterable[float | None],
    *,
    zero: bool,
    top: float,
    bottom: float,
    ticks: int,
    ceiling: float | None = None,
) -> PixelScale:
    """Return the scale that shows ``values``, from zero for bars.

    Parameters
    ----------
    values
        All that must be visible; None where missing.
    zero
        Whether zero must be on the scale.
    ticks
        Number of graduations aimed at.
    ceiling
        Value that cannot be exceeded by nature, such as 100 for a percentage.
    """
    present = [value for value in values if value is not None]
    if not present:
        return PixelScale(0.0, 1.0, top, bottom, ())
    low, high = _domain(min(present), max(present), zero=zero)
    if ceiling is not None and max(present) <= ceiling:
        high = min(high, ceiling)
    return PixelScale(low, high, top, bottom, round_ticks(low, high, ticks))


def round_ticks(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return about ``count`` round values between ``low`` and ``high``."""
    span = high - low
    if count < 1 or not _SMALLEST < span < _LARGEST:
        return ()
    power = 10.0 ** (math.floor(math.log10(span)) - 1)
    steps = [power * k for k in (1, 2, 5, 10, 20, 50)]
    step = min(steps, key=lambda candidate: abs(_inside(low, high, candidate) - count))
    first = math.ceil(low / step - 1e-9)
    last = first + _inside(low, high, step) - 1
    digits = max(0, 2 - math.floor(math.log10(step)))
    return tuple(round(k * step, digits) for k in range(first, last + 1))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide ``text`` is drawn, in pixels."""
    wider = _WIDER * sum(character in _WIDE for character in text)
    return (len(text) + wider) * size * (_BOLD if bold else _REGULAR)


def text_lines(
    text: str, width: float, size: float, *, bold: bool = False, cuts_words: bool = True
) -> list[str]:
    """Return ``text`` in lines that fit a width; a word wider than it is cut, unless it may not."""
    characters = max(1, int(width / text_width("n", size, bold=bold)))
    wrapped = textwrap.wrap(text, characters, break_on_hyphens=False, break_long_words=cuts_words)
    return wrapped or [text]


def keep_apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return the positions nearest to ``wanted`` that lie ``gap`` apart within ``low``–``high``."""
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    placed = [min(max(wanted[k], low), high) for k in order]
    for k in range(1, len(placed)):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    if placed:
        placed[-1] = min(placed[-1], high)
    for k in range(len(placed) - 2, -1, -1):
        placed[k] = min(placed[k], placed[k + 1] - gap)
    answer = [0.0] * len(wanted)
    for k, position in zip(order, placed, strict=True):
        answer[k] = round(position, 1)
    return answer


def _inside(low: float, high: float, step: float) -> int:
    return math.floor(high / step + 1e-9) - math.ceil(low / step - 1e-9) + 1


def _domain(low: float, high: float, *, zero: bool) -> tuple[float, float]:
    anchored = zero or 0 <= low < 0.3 * high  # nearly there: showing zero costs nothing
    if anchored:
        low, high = min(low, 0.0), max(high, 0.0)
    span = high - low
    if not math.isfinite(span * 2):
        return max(low, -_LARGEST), min(high, _LARGEST)
    if span <= abs(high) * 1e-9:
        span = abs(high) or 1.0
    pad = span * _PAD
    bottom = low if anchored and low == 0 else low - pad
    top = high if anchored and low < 0 == high else high + pad
    return (0.0 if low >= 0 > bottom else bottom), top
