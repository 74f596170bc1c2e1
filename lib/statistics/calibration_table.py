"""The published error rates: what the simulations measured, read from one small file."""

import csv
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from lib.errors import InvalidInputError
from lib.i18n.translate import N_

CALIBRATION = Path(__file__).with_name("calibration.csv")


@dataclass(frozen=True, slots=True)
class Rate:
    """One measured figure.

    Attributes
    ----------
    statistic
        ``pair``, ``link``, ``launch``, ``effect``, ``signal`` or ``forecast``.
    family
        Kind of made-up company, or name of a collection of real series.
    months
        Length of the history: ``36``, or before and after a launch: ``36+6``.
    measure
        What was counted.
    value
        A share of one, a ratio or an error in percent, as the measure says.
    replicates
        Histories drawn.
    """

    statistic: str
    family: str
    months: str
    measure: str
    value: float
    replicates: int


_COLUMNS = [field.name for field in fields(Rate)]


def read_rates(path: Path = CALIBRATION) -> tuple[Rate, ...]:
    """Return the figures of a calibration file.

    Raises
    ------
    InvalidInputError
        When the file does not hold the columns of a calibration.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != _COLUMNS:
            raise InvalidInputError(N_("“{file}” is not a table of error rates."), file=path.name)
        return tuple(
            Rate(
                row["statistic"],
                row["family"],
                row["months"],
                row["measure"],
                float(row["value"]),
                int(row["replicates"]),
            )
            for row in rows
        )


def write_rates(rates: tuple[Rate, ...], path: Path) -> None:
    """Write a calibration file; a figure keeps four decimals."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        for rate in rates:
            table.writerow(
                [f"{cell:.4f}" if isinstance(cell, float) else cell for cell in astuple(rate)]
            )
