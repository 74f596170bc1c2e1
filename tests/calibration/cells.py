"""One cell of the calibration: a statistic, a kind of history, its length, and how many to draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from lib.statistics.calibration_table import Rate


@dataclass(frozen=True, slots=True)
class Cell:
    """What is simulated together, by one process.

    Attributes
    ----------
    statistic, family, months
        As in a published rate.
    replicates
        Histories to draw.
    """

    statistic: str
    family: str
    months: str
    replicates: int

    @property
    def before(self) -> int:
        """Months before a launch, or of the whole history."""
        return int(self.months.split("+")[0])

    @property
    def length(self) -> int:
        """Months of the whole history."""
        return sum(int(part) for part in self.months.split("+"))

    def generator(self, at: int) -> np.random.Generator:
        """Return the generator of one history: the same in any process, in any order."""
        name = f"{self.statistic} {self.family} {self.months}".encode()
        return np.random.default_rng([at, crc32(name)])

    def rates(self, **measures: float) -> tuple[Rate, ...]:
        """Return one published rate for each measure."""
        return tuple(
            Rate(self.statistic, self.family, self.months, measure, float(value), self.replicates)
            for measure, value in measures.items()
        )


def share(outcomes: Iterable[bool]) -> float:
    """Return the share of outcomes that are true; 0 of none."""
    listed = list(outcomes)
    return sum(listed) / len(listed) if listed else 0.0
