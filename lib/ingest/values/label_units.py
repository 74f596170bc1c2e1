"""What a label stands for, and the factors from its unit to that of the metric."""

from dataclasses import dataclass, replace

from lib.domain.metrics import Metric
from lib.i18n.formats import unit_parts
from lib.i18n.translate import N_
from lib.ingest.issues import Findings
from lib.ingest.text.headers import split_unit, unit_code, visible
from lib.ingest.values.reshape import clean_label
from lib.store.staging.cell_profiles import LabelProfile

_SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "c": 0.01}
_TIMES = {"ms": 0.001, "s": 1.0, "hours": 3600.0, "days": 86400.0}
MONEY = {"€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP",
          "chf": "CHF"}  # fmt: skip
"""Currency codes by the way they are written."""


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """What a label of the file stands for, and the factors to the metric's unit."""

    label: str | None
    written_unit: str | None
    metric: Metric
    is_new: bool
    factor: float = 1.0
    scaled_factor: float = 1.0
    percent_factor: float = 1.0
    first_line: int = 0

    @property
    def shown(self) -> str:
        """Name in messages, as the file writes it."""
        return display_label(self.label) if self.label else self.metric.metric_id


def display_label(label: str) -> str:
    """Return a label as shown: without unit in brackets and marks of tools."""
    return clean_label(split_unit(visible(label))[0])


def with_factors(meaning: LabelMeaning, profile: LabelProfile, findings: Findings) -> LabelMeaning:
    """Return a meaning with its factors to the unit of the metric; tell units that differ."""
    unit = meaning.metric.unit
    written = unit_code(profile.unit) if profile.unit else None
    scale = _SCALES.get(_parts(unit)[0], 1.0)
    factor = _factor(written, unit) if written else 1.0
    if factor is None or _is_other_money(profile, unit):
        findings.error(
            "unit_mismatch",
            N_(
                "“{metric}” is in {unit} in the catalogue and in {written} in the file. "
                "Convert it, or correct the unit."
            ),
            line=profile.first_line,
            metric=meaning.shown,
            unit=unit,
            written=profile.unit or profile.money or "",
        )
        factor = 1.0
    percent = 0.01 if unit == "ratio" else 1.0
    return replace(meaning, factor=factor, scaled_factor=1.0 / scale, percent_factor=percent)


def _factor(written: str, unit: str) -> float | None:
    """Return the factor from a written unit to the metric's; None where there is none."""
    if written == unit:
        return 1.0
    if {written, unit} == {"%", "ratio"}:
        return 100.0 if written == "ratio" else 0.01
    if written in _TIMES and unit in _TIMES:
        return _TIMES[written] / _TIMES[unit]
    (scale, base), (own_scale, own_base) = _parts(written), _parts(unit)
    if base == own_base:
        return _SCALES[scale] / _SCALES[own_scale]
    return None if base in MONEY.values() and own_base in MONEY.values() else 1.0


def _parts(unit: str) -> tuple[str, str]:
    return ("c", "EUR") if unit == "cEUR" else unit_parts(unit)


def _is_other_money(profile: LabelProfile, unit: str) -> bool:
    base = _parts(unit)[1]
    return profile.money is not None and base in MONEY.values() and MONEY[profile.money] != base
