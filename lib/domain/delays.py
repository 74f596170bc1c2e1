"""Range of days in which a launch may happen, from the delays of past launches.

The range runs from the smallest to the largest past delay, trimmed equally at both ends while it
still covers four launches in five. With few launches it covers less; ``coverage`` says how much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lib.domain.initiatives import Initiative

AIMED_COVERAGE = 0.8
"""Share of launches that a range should cover, as the forecast bands do."""

FEWEST_DELAYS = 3
"""Launches needed for a range: below three, its two ends would be the same launch or none."""


@dataclass(frozen=True, slots=True)
class LaunchRange:
    """The days between which a launch may be expected.

    Attributes
    ----------
    promised
        Launch day promised.
    earliest, latest
        The same day, moved by the delays of the past.
    coverage
        Share of launches that such a range covers.
    launches
        Number of past launches it is based on.
    """

    promised: date
    earliest: date
    latest: date
    coverage: float
    launches: int


@dataclass(frozen=True, slots=True)
class BackTest:
    """How many past launches fell in the range computed from the others."""

    launches: int
    within: int
    expected: float


def delay_of(initiative: Initiative) -> int | None:
    """Return by how many days a launch came after its promise; negative when it came early."""
    if initiative.planned_on is None or initiative.launched_on is None:
        return None
    return (initiative.launched_on - initiative.planned_on).days


def delays_of(initiatives: Iterable[Initiative]) -> tuple[int, ...]:
    """Return the known delays, in days, in ascending order."""
    delays = [delay_of(initiative) for initiative in initiatives]
    return tuple(sorted(delay for delay in delays if delay is not None))


def launch_range(promised: date, delays: Sequence[int]) -> LaunchRange | None:
    """Return when a launch promised for ``promised`` may come; None with too few past launches.

    Of ``n`` past delays in order, the span from the ``j``-th smallest to the ``j``-th largest
    covers the next one with probability (n + 1 − 2j) ÷ (n + 1).
    """
    count = len(delays)
    if count < FEWEST_DELAYS:
        return None
    ordered = sorted(delays)
    trim = max(1, int((1 - AIMED_COVERAGE) / 2 * (count + 1) + 1e-9))
    return LaunchRange(
        promised=promised,
        earliest=promised + timedelta(days=ordered[trim - 1]),
        latest=promised + timedelta(days=ordered[count - trim]),
        coverage=(count + 1 - 2 * trim) / (count + 1),
        launches=count,
    )


def back_test(delays: Sequence[int]) -> BackTest | None:
    """Return how the ranges would have performed, each launch judged by the others alone."""
    judged, within, expected = 0, 0, 0.0
    day = date(2000, 1, 1)
    for at, delay in enumerate(delays):
        expectation = launch_range(day, [*delays[:at], *delays[at + 1 :]])
        if expectation is None:
            return None
        judged += 1
        expected += expectation.coverage
        within += expectation.earliest <= day + timedelta(days=delay) <= expectation.latest
    return BackTest(judged, within, expected / judged) if judged else None
