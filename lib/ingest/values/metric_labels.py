"""From the name of a metric in a file to the metric of the catalogue, and from unit to unit."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from lib.domain.metrics import Metric
from lib.i18n.formats import unit_parts
from lib.i18n.translate import N_
from lib.ingest.files.text_tables import TextRow
from lib.ingest.issues import IssueLog
from lib.ingest.text.headers import plain, split_unit, unit_code, visible
from lib.ingest.values.reshape import clean_label
from lib.store.staging.cell_profiles import LabelProfile, ValueRange
from lib.store.staging.rows import LABEL_MAP

_SCALES = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "c": 0.01}
_TIMES = {"ms": 0.001, "s": 1.0, "hours": 3600.0, "days": 86400.0}
MONEY = {"€": "EUR", "eur": "EUR", "$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP",
          "chf": "CHF"}  # fmt: skip
"""Currency codes by the way they are written."""
NEW = "new"
"""Answer that makes a metric of an unknown name."""

_SIMILAR = 0.82
_NOTED = re.compile(
    r"\b(?:en|in)\s+(?P<sign>[km] ?(?:€|eur|\$|usd|£|gbp|chf))(?!\w)"
    r"|\((?P<alone>[km] ?(?:€|eur|\$|usd|£|gbp|chf))\)"
    r"|\b(?:en|in) (?P<words>milliers|thousands?|millions?) (?:d['’]\s?|of )?(?:euros?|€)",
    re.IGNORECASE,
)
_RATE = re.compile(r"\b(rate|taux|share|part|ratio|percentage|pourcentage|ctr|nrr|grr|churn)\b|%")
_MEAN = re.compile(r"\b(average|avg|mean|median|moyen|moyenne|mediane|per|par|score|price|prix)\b")
_WITHIN = re.compile(
    r"\b(conversion|churn|abandon|attrition|bounce|rebond|ctr|open rate|ouverture|click rate"
    r"|clic|retention rate|taux de retention|activation|adoption|part|share)\b"
)
_BEYOND = re.compile(r"\b(net|nrr|growth|croissance|evolution|roi|index)\b")


@dataclass(frozen=True, slots=True)
class NotedUnit:
    """A unit of money that a line above the table tells."""

    text: str
    unit: str


def unit_of_notes(rows: Iterable[TextRow]) -> NotedUnit | None:
    """Return the thousands or millions that the lines around a table speak of, or None."""
    for row in rows:
        text = " ".join(row.filled())
        match = _NOTED.search(text)
        if match is None:
            continue
        words = (match["words"] or "").casefold()
        written = match["sign"] or match["alone"] or ("m€" if words.startswith("million") else "k€")
        unit = unit_code(written)
        if unit is not None:
            return NotedUnit(text, unit)
    return None


@dataclass(frozen=True, slots=True)
class LabelMeaning:
    """The metric that a label of the file means, and the factors to the metric's unit."""

    label: str | None
    written_unit: str | None
    metric: Metric
    is_new: bool
    factor: float = 1.0
    scaled_factor: float = 1.0
    percent_factor: float = 1.0
    first_line: int = 0

    @property
    def display_name(self) -> str:
        """Name in messages, as the file writes it."""
        names = [name for name in (self.metric.name_en, self.metric.name_fr) if name]
        if self.label is None:
            return self.metric.metric_id
        if names and (self.is_new or plain(self.label) == plain(names[0])):
            return names[0]
        return display_label(self.label)


def display_label(label: str) -> str:
    """Return a label as shown: without unit in brackets and marks of tools."""
    return clean_label(split_unit(visible(label))[0])


def with_factors(meaning: LabelMeaning, profile: LabelProfile, issue_log: IssueLog) -> LabelMeaning:
    """Return a meaning with its factors to the unit of the metric; tell units that differ."""
    unit = meaning.metric.unit
    written = unit_code(profile.unit) if profile.unit else None
    scale = _SCALES.get(_parts(unit)[0], 1.0)
    factor = _factor(written, meaning.metric) if written else 1.0
    foreign = profile.unit if factor is None else _foreign_sign(profile, meaning.metric)
    if foreign:
        issue_log.error(
            "unit_mismatch",
            N_(
                "“{metric}” is in {unit} in the catalogue and in {written} in the file. "
                "Convert it, or correct the unit."
            ),
            line=profile.first_line,
            metric=meaning.display_name,
            unit=unit,
            written=foreign,
        )
    factor = 1.0 if factor is None else factor
    percent = 0.01 if unit == "ratio" else 1.0
    return replace(meaning, factor=factor, scaled_factor=1.0 / scale, percent_factor=percent)


def _foreign_sign(profile: LabelProfile, metric: Metric) -> str | None:
    """Return a sign beside the numbers that cannot be the unit of the metric, or None."""
    signs = {profile.money: MONEY.get(profile.money or ""), profile.time_unit: profile.time_unit}
    if profile.percent_count:
        signs["%"] = "%"
    for sign, unit in signs.items():
        if sign and _factor(unit_code(sign) or unit or "", metric) is None:
            return sign
    return None


def _factor(written: str, metric: Metric) -> float | None:
    """Return the factor from a written unit to the metric's; None where there is none."""
    unit = metric.unit
    if written == unit:
        return 1.0
    if {written, unit} == {"%", "ratio"}:
        return 100.0 if written == "ratio" else 0.01
    if written in _TIMES and unit in _TIMES:
        return _TIMES[written] / _TIMES[unit]
    (scale, base), (own_scale, own_base) = _parts(written), _parts(unit)
    if base == own_base:
        return _SCALES[scale] / _SCALES[own_scale]
    return 1.0 if _is_comparable(written, metric) else None


def _is_comparable(written: str, metric: Metric) -> bool:
    """Whether numbers in a written unit can stand for those of a metric in another unit.

    Money, times and shares never stand for one another, nor for a count; a count without
    definition may be money or a share.
    """
    measure, own_measure = _measure(written), _measure(metric.unit)
    if measure == own_measure:
        return measure in {"share", "other"}
    if metric.unit == "count":
        return metric.direction == "none" and measure != "time"
    return "other" in {measure, own_measure} and "time" not in {measure, own_measure}


def _measure(unit: str) -> str:
    """Return what a unit measures: money, time, a share, or another thing."""
    if _parts(unit)[1] in MONEY.values():
        return "money"
    if unit in _TIMES:
        return "time"
    return "share" if unit in {"%", "ratio", "pt"} else "other"


def _parts(unit: str) -> tuple[str, str]:
    return ("c", "EUR") if unit == "cEUR" else unit_parts(unit)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The metrics known, found by identifier or by either name."""

    metrics: Mapping[str, Metric]
    by_name: Mapping[str, str]

    @classmethod
    def of(cls, metrics: Sequence[Metric]) -> "Catalogue":
        """Index metrics by all their names."""
        by_name: dict[str, str] = {}
        for metric in metrics:
            for name in (metric.metric_id, metric.name_fr, metric.name_en):
                if name:
                    by_name.setdefault(plain(name), metric.metric_id)
        return cls({metric.metric_id: metric for metric in metrics}, by_name)

    def find(self, label: str) -> Metric | None:
        """Return the metric of a name as written in a file."""
        if label in self.metrics:
            return self.metrics[label]
        for name in (label, split_unit(label)[0], clean_label(label)):
            metric_id = self.by_name.get(plain(name))
            if metric_id:
                return self.metrics[metric_id]
        return None

    def similar(self, label: str) -> tuple[str, ...]:
        """Return the metrics whose names come near a label, nearest first."""
        name = plain(display_label(label))
        near = difflib.get_close_matches(name, list(self.by_name), n=4, cutoff=_SIMILAR)
        words = set(name.split())
        near += [
            other
            for other in self.by_name
            if len(words) > 1 and len(other.split()) > 1 and words != set(other.split())
            and (words < set(other.split()) or words > set(other.split()))
        ]  # fmt: skip
        near += [other for other in self.by_name if words and words == set(other.split())]
        return tuple(dict.fromkeys(self.by_name[other] for other in near))[:4]


def slug(label: str) -> str:
    """Return a stable identifier made of a label."""
    identifier = re.sub(r"[^a-z0-9]+", "_", plain(display_label(label))).strip("_")
    return identifier or "metric_" + "_".join(f"{ord(sign):x}" for sign in label[:8])


def is_rate_name(metric: Metric) -> bool:
    """Whether the name of a metric says that it is a rate, a share or a mean."""
    names = " ".join(plain(name) for name in (metric.name_en, metric.name_fr) if name)
    return _RATE.search(names) is not None or _MEAN.search(names) is not None


def name_labels(
    profiles: Sequence[LabelProfile],
    catalogue: Catalogue,
    language: str,
    issue_log: IssueLog,
    *,
    note: NotedUnit | None = None,
) -> list[LabelMeaning]:
    """Return what each label means; those that must be asked for are left out."""
    meanings: list[LabelMeaning] = []
    new_metrics: dict[str, Metric] = {}
    namesakes = _namesakes(profiles)
    noted = _noted_labels(profiles, catalogue, note, issue_log) if note else frozenset()
    for profile in profiles:
        written = profile
        if note and profile.label in noted:
            written = replace(profile, unit=note.unit)
        is_namesake = profile.label in namesakes
        metric = _catalogued(profile, catalogue, issue_log, is_namesake=is_namesake)
        is_new = metric is None
        if metric is None:
            if _is_asked(profile, issue_log):
                continue
            metric = _provisional(written, language, new_metrics, is_namesake=is_namesake)
        meaning = LabelMeaning(
            profile.label, profile.unit, metric, is_new, first_line=profile.first_line
        )
        meanings.append(with_factors(meaning, written, issue_log))
    return meanings


def _namesakes(profiles: Sequence[LabelProfile]) -> frozenset[str]:
    """Return the labels that differ by their unit alone: ``Churn (%)``, ``Churn (€)``."""
    families: dict[str, set[str]] = defaultdict(set)
    labels = {profile.label for profile in profiles if profile.label}
    for label in labels:
        families[plain(display_label(label))].add(_family(split_unit(label)[1]))
    return frozenset(label for label in labels if len(families[plain(display_label(label))]) > 1)


def _family(unit: str | None) -> str:
    """Return what a unit measures: units of one family are converted into each other."""
    if unit is None:
        return ""
    if unit in {"%", "ratio"}:
        return "rate"
    return "time" if unit in _TIMES else _parts(unit)[1]


def _noted_labels(
    profiles: Sequence[LabelProfile], catalogue: Catalogue, note: NotedUnit, issue_log: IssueLog
) -> frozenset[str]:
    """Return the labels to which the unit of a note applies, as answered."""
    labels = [
        profile.label
        for profile in profiles
        if profile.label
        and not (profile.unit or profile.money or profile.percent_count or profile.time_unit)
        and not _RATE.search(plain(profile.label))
        and ((metric := catalogue.find(profile.label)) is None or _measure(metric.unit) == "money")
    ]
    if not labels:
        return frozenset()
    answer = issue_log.ask(
        "note_unit",
        ("yes", "no"),
        N_("A line beside the table says “{note}”. Are the values of {metrics} in {unit}?"),
        note=note.text,
        metrics=", ".join(f"“{display_label(label)}”" for label in labels[:4]),
        unit=note.unit,
    )
    return frozenset(labels) if answer == "yes" else frozenset()


def settle_percents(
    meanings: Sequence[LabelMeaning],
    profiles: Sequence[LabelProfile],
    ranges: Sequence[ValueRange],
    with_history: frozenset[str],
    issue_log: IssueLog,
) -> list[LabelMeaning]:
    """Ask whether bare numbers of a rate are percents or fractions, where nothing tells.

    Parameters
    ----------
    meanings, profiles, ranges
        Labels, how they are written, and the range of their numbers without percent sign.
    known
        Metrics with a history: their jumps are caught by comparison.
    issue_log
        Where questions go.
    """
    by_label = {(item.label, item.unit): item for item in profiles}
    spans = {(item.label, item.unit): item for item in ranges}
    settled = []
    for meaning in meanings:
        key = (meaning.label, meaning.written_unit)
        if not _is_unsure_rate(meaning, by_label[key], spans.get(key), with_history):
            settled.append(meaning)
            continue
        answer = issue_log.ask(
            "percent",
            ("percent", "fraction"),
            N_("Values of “{metric}” are at most {largest}: are they percents, or fractions of 1?"),
            subject=meaning.display_name,
            metric=meaning.display_name,
            largest=float(spans[key].largest or 0.0),
        )
        factor = 100.0 if answer == "fraction" else 1.0
        metric = replace(meaning.metric, unit="%") if meaning.is_new else meaning.metric
        settled.append(replace(meaning, metric=metric, factor=factor))
    return settled


def may_be_fractions(meanings: Sequence[LabelMeaning], with_history: frozenset[str]) -> bool:
    """Whether the numbers of a rate must be looked at before they are taken as percents."""
    for meaning in meanings:
        metric = meaning.metric
        is_rate = metric.unit == "%" or (
            meaning.is_new and _RATE.search(plain(meaning.label or "")) is not None
        )
        if is_rate and metric.metric_id not in with_history and metric.metric_id != meaning.label:
            return True
    return False


def label_map(meanings: Sequence[LabelMeaning]) -> pa.Table:
    """Return the map of labels for the store."""
    rows = [
        {
            "label": item.label,
            "written_unit": item.written_unit,
            "metric_id": item.metric.metric_id,
            "unit": item.metric.unit,
            "method": item.metric.aggregation,
            "factor": item.factor,
            "scaled_factor": item.scaled_factor,
            "percent_factor": item.percent_factor,
        }
        for item in meanings
    ]
    return pa.Table.from_pylist(rows, schema=LABEL_MAP)


def rates_between_bounds(meanings: Sequence[LabelMeaning]) -> tuple[list[str], list[str]]:
    """Return the rates that must lie within 0 and 100, and all rates."""
    rates = [item for item in meanings if item.metric.unit == "%"]
    bounded = []
    for item in rates:
        names = (item.label, item.metric.metric_id, item.metric.name_en, item.metric.name_fr)
        text = " ".join(plain(name) for name in names if name)
        if _WITHIN.search(text) and not _BEYOND.search(text):
            bounded.append(item.metric.metric_id)
    return bounded, [item.metric.metric_id for item in rates]


def _catalogued(
    profile: LabelProfile, catalogue: Catalogue, issue_log: IssueLog, *, is_namesake: bool
) -> Metric | None:
    if profile.label is None:
        answer = issue_log.options.answer("metric_name")
        return catalogue.find(answer) if answer else None
    answer = issue_log.options.answer(f"metric:{display_label(profile.label)}")
    if answer and answer != NEW:
        return catalogue.find(answer)
    metric = catalogue.find(profile.label)
    if is_namesake:
        is_same = metric and _family(metric.unit) == _family(split_unit(profile.label)[1])
        return metric if is_same else None
    if metric or answer == NEW:
        return metric
    similar = catalogue.similar(profile.label)
    if similar:
        issue_log.ask(
            "metric",
            (*similar, NEW),
            N_("“{label}” is not in the catalogue. Is it one of these metrics, or a new one?"),
            subject=display_label(profile.label),
            label=display_label(profile.label),
        )
    return None


def _is_asked(profile: LabelProfile, issue_log: IssueLog) -> bool:
    if profile.label is None:
        if issue_log.options.answer("metric_name"):
            return False
        issue_log.ask(
            "metric_name",
            (),
            N_("Which metric is this? The file does not name it."),
            is_open=True,
        )
        return True
    label = display_label(profile.label)
    return any(question.key == f"metric:{label}" for question in issue_log.questions)


def _provisional(
    profile: LabelProfile, language: str, new_metrics: dict[str, Metric], *, is_namesake: bool
) -> Metric:
    """Return a metric made of a label: a draft of the catalogue, to be completed."""
    label = display_label(profile.label) if profile.label else ""
    unit = unit_code(profile.unit) if profile.unit else None
    if unit is None and profile.percent_count:
        unit = "%"
    if unit is None and profile.time_unit and profile.timed_count == profile.value_count:
        unit = unit_code(profile.time_unit)
    if unit is None and profile.money:
        unit = MONEY[profile.money]
    metric_id = slug(label)
    if is_namesake and profile.label:
        label = visible(profile.label)
        metric_id += f"_{'pct' if unit == '%' else (unit or 'count').lower()}"
    metric = Metric(metric_id=metric_id, kind="product", unit=unit or "count", direction="none")
    french = language == "fr"
    metric = replace(metric, name_fr=label if french else None, name_en=None if french else label)
    return new_metrics.setdefault(metric_id, metric)


def _is_unsure_rate(
    meaning: LabelMeaning,
    profile: LabelProfile,
    span: ValueRange | None,
    with_history: frozenset[str],
) -> bool:
    if profile.value_count == profile.percent_count or not span or not span.largest:
        return False
    if profile.unit and unit_code(profile.unit) in {"%", "ratio"}:
        return False
    metric = meaning.metric
    if 0 < profile.percent_count < profile.value_count:
        return span.largest <= 1
    if metric.metric_id in with_history or metric.metric_id == meaning.label:
        return False
    if meaning.is_new:
        rate = _RATE.search(plain(meaning.label or "")) is not None
        return rate and metric.unit == "count" and span.largest <= 1.5
    return metric.unit == "%" and span.largest <= 1


def tell_new(meanings: Sequence[LabelMeaning], issue_log: IssueLog) -> None:
    """Tell which metrics are not in the catalogue and are made on the way."""
    reported = set()
    for meaning in meanings:
        if meaning.is_new and meaning.metric.metric_id not in reported:
            reported.add(meaning.metric.metric_id)
            issue_log.warn(
                "new_metric",
                N_(
                    "“{metric}” is not in the catalogue: a provisional metric is created. "
                    "Complete its definition, direction and owners."
                ),
                line=meaning.first_line,
                value=meaning.display_name,
                metric=meaning.display_name,
            )
