"""What the methods page says of one statistic, and which measured figures stand beside it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "ratio", "number"]


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of measured figures.

    Attributes
    ----------
    label
        What was counted, in English: the key of its translation.
    statistic, measure, variant
        Where the figures stand among the published rates.
    kind
        ``share`` in percent, ``ratio`` with two decimals, ``number`` with two decimals.
    """

    label: str
    statistic: str
    measure: str
    variant: str = ""
    kind: Kind = "share"


@dataclass(frozen=True, slots=True)
class Method:
    """One statistic in plain words.

    Attributes
    ----------
    key
        Stable name, used in the address.
    name, plain, formula
        In English: the keys of their translations.
    source
        Where the method comes from; titles are not translated. Empty where it is our own.
    rates
        Measured figures shown beside it.
    limits
        What it does not do, or not as well as was aimed at; in English.
    """

    key: str
    name: str
    plain: str
    formula: str
    source: str = ""
    rates: tuple[RateRow, ...] = ()
    limits: str = ""
