"""Small exports with traits of real ones combined at random, judged by the truth they were made of.

    python -m tests.stress.import_cases [--files 2000] [--seed 1] [--show 10]

Each file takes two or three traits (how numbers and months are written, shape, totals, titles,
units, segments, encoding, separator …). No number may be loaded that differs from the truth, no
file may be answered by more than three questions, and most must load without any.
"""

import argparse
import csv
import io
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lib.domain.periods import add_months
from lib.i18n.translate import locale
from lib.ingest.loading import check
from lib.ingest.reports import Options, Report, Source
from lib.ingest.text.headers import plain, split_unit
from lib.store.database import Database
from tests.ingest.files import workbook

TODAY = date(2026, 11, 23)
MOST_QUESTIONS = 3
LEAST_LOADED = 0.7

_FRENCH = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre")  # fmt: skip
_FRENCH_SHORT = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov",
                 "déc")  # fmt: skip
_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December")  # fmt: skip
_WORDS = {
    "en": {"period": "Month", "metric": "Metric", "value": "Value", "segment": "Region",
           "unit": "Unit", "total": "Total", "year": "Year", "comment": "Comment"},
    "fr": {"period": "Mois", "metric": "Indicateur", "value": "Valeur", "segment": "Région",
           "unit": "Unité", "total": "Total", "year": "Année", "comment": "Commentaire"},
}  # fmt: skip


class Kind(NamedTuple):
    """A metric as a team may have it: names, size, decimals, and the units it is written in."""

    english: str
    french: str
    size: float
    decimals: int
    unit: str


_KINDS = (
    Kind("Orders", "Commandes", 900, 0, ""),
    Kind("Active customers", "Clients actifs", 12_400, 0, ""),
    Kind("Tickets", "Tickets", 74, 0, ""),
    Kind("Revenue", "Chiffre d'affaires", 48_300, 2, "€"),
    Kind("Average basket", "Panier moyen", 61, 2, "€"),
    Kind("Budget spent", "Budget dépensé", 312, 0, "k€"),
    Kind("Conversion rate", "Taux de conversion", 2.6, 1, "%"),
    Kind("Satisfaction", "Satisfaction", 41, 1, ""),
    Kind("Response time", "Temps de réponse", 310, 0, "ms"),
    Kind("Net change", "Variation nette", -120, 0, ""),
)


@dataclass(slots=True)
class Plan:
    """How one file is written, before any trait: an ordinary export."""

    language: str = "en"
    shape: str = "long"
    period: str = "iso"
    number: str = "plain"
    separator: str = ","
    encoding: str = "utf-8"
    unit: str = "none"
    segments: tuple[str, ...] = ()
    totals: str = "none"
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    extra: str = "none"
    missing: str | None = None
    is_quoted: bool = False
    is_workbook: bool = False
    line_end: str = "\n"


@dataclass(slots=True)
class Case:
    """A file, the traits it was made with, and what it says."""

    seed: int
    name: str
    traits: tuple[str, ...]
    content: bytes
    truth: dict[tuple[str, str, str | None], float | None] = field(default_factory=dict)


Trait = Callable[[Plan, random.Random], str]


def _numbers(plan: Plan, rng: random.Random) -> str:
    plan.number = rng.choice(
        ["comma", "space", "narrow", "apostrophe", "english", "german", "sign_before", "sign_after",
         "brackets", "trailing_minus", "exponent", "padded"]
    )  # fmt: skip
    return f"numbers {plan.number}"


def _periods(plan: Plan, rng: random.Random) -> str:
    plan.period = rng.choice(
        ["first_day", "last_day", "slashed", "day_first", "month_first", "name", "short", "english",
         "compact", "compact_day", "instant", "m_mark", "two_columns", "names_two_columns"]
    )  # fmt: skip
    if plan.shape == "wide_months" and plan.period.endswith("two_columns"):
        plan.period = "name"
    return f"periods {plan.period}"


def _shape(plan: Plan, rng: random.Random) -> str:
    plan.shape = rng.choice(["wide_metrics", "wide_months"])
    return plan.shape


def _totals(plan: Plan, rng: random.Random) -> str:
    plan.totals = rng.choice(["row", "column", "quarters", "years", "both"])
    return f"totals {plan.totals}"


def _titles(plan: Plan, rng: random.Random) -> str:
    lines = ["Monthly report", "Tableau de bord – direction", "Exported for the committee"]
    count = rng.randint(1, 3)
    blank = ("",) if rng.random() < 0.6 else ()
    plan.above = (*rng.sample(lines, count), *blank)
    return f"titles {count}{' blank' if blank else ''}"


def _preamble(plan: Plan, rng: random.Random) -> str:
    sep = plan.separator
    pairs = [
        f"Report name{sep}Monthly figures",
        f"Generated by{sep}BI tool",
        f"Account{sep}Company",
        f"Currency{sep}EUR",
    ]
    plan.above = (*rng.sample(pairs, rng.randint(1, 3)), "")
    if rng.random() < 0.5:
        plan.below = ("", "Source: data warehouse")
    return "preamble"


def _units(plan: Plan, rng: random.Random) -> str:
    plan.unit = rng.choice(["brackets", "suffix", "cell"])
    return f"units {plan.unit}"


def _segments(plan: Plan, rng: random.Random) -> str:
    plan.segments = rng.choice(
        [("North", "South"), ("France", "Belgique", "Suisse"), ("101", "102")]
    )
    return f"segments {plan.segments[0]}"


def _language(plan: Plan, _rng: random.Random) -> str:
    plan.language = "fr"
    return "french"


def _encoding(plan: Plan, rng: random.Random) -> str:
    plan.encoding = rng.choice(["utf-8-sig", "cp1252", "utf-16", "mac_roman"])
    plan.line_end = rng.choice(["\n", "\r\n"])
    return f"encoding {plan.encoding}"


def _separator(plan: Plan, rng: random.Random) -> str:
    plan.separator = rng.choice([";", "\t", "|"])
    return f"separator {plan.separator!r}"


def _redundant(plan: Plan, rng: random.Random) -> str:
    plan.extra = rng.choice(["year", "month_number", "quarter", "comment", "constant", "change"])
    return f"extra {plan.extra}"


def _gaps(plan: Plan, rng: random.Random) -> str:
    plan.missing = rng.choice(["", "n/a", "-", "#N/A", "nd"])
    return f"missing {plan.missing!r}"


def _quoted(plan: Plan, _rng: random.Random) -> str:
    plan.is_quoted = True
    return "quoted"


def _workbook(plan: Plan, _rng: random.Random) -> str:
    plan.is_workbook = True
    return "workbook"


TRAITS: tuple[Trait, ...] = (
    _shape, _separator, _periods, _numbers, _totals, _titles, _preamble, _units, _segments,
    _language, _encoding, _redundant, _gaps, _quoted, _workbook,
)  # fmt: skip
"""What makes a file other than an ordinary one, in the order in which traits are applied."""


def make_case(seed: int) -> Case:
    """Return the file of a seed: an ordinary one with two or three traits."""
    rng = random.Random(seed)
    plan = Plan(shape=rng.choice(["long", "wide_metrics", "wide_months"]))
    chosen = sorted(rng.sample(range(len(TRAITS)), rng.choice([2, 3])))
    names = tuple(TRAITS[at](plan, rng) for at in chosen)
    series = _Series(plan, rng)
    rows = _LAYOUTS[plan.shape](plan, series)
    suffix = "xlsx" if plan.is_workbook else "tsv" if plan.separator == "\t" else "csv"
    content = _book(plan, rows) if plan.is_workbook else _text(plan, rows)
    return Case(seed, f"export_{seed}.{suffix}", names, content, series.truth)


class _Series:
    """The figures of one file: months, metrics, segments, and how each is written."""

    def __init__(self, plan: Plan, rng: random.Random) -> None:
        self.plan, self.rng = plan, rng
        count = rng.randint(5, 14)
        last = add_months(date(2026, 10, 1), -rng.randint(0, 5))
        self.months = [add_months(last, at - count + 1) for at in range(count)]
        self.kinds = rng.sample(_KINDS, rng.randint(1, 3) if plan.shape != "wide_months" else 3)
        self.segments: list[str | None] = list(plan.segments) or [None]
        self.values: dict[tuple[Kind, date, str | None], float | None] = {}
        for kind in self.kinds:
            for segment in self.segments:
                level = kind.size * rng.uniform(0.8, 1.2)
                for month in self.months:
                    level *= rng.uniform(0.97, 1.04)
                    self.values[kind, month, segment] = round(level, kind.decimals)
        if plan.missing is not None:
            for key in rng.sample(list(self.values), max(1, len(self.values) // 12)):
                self.values[key] = None
        self.truth = {
            (plain(split_unit(self.label(kind))[0]), f"{month:%Y-%m}", segment): value
            for (kind, month, segment), value in self.values.items()
        }

    def label(self, kind: Kind) -> str:
        """Return the name of a metric as the file writes it."""
        name = kind.french if self.plan.language == "fr" else kind.english
        if not kind.unit or self.plan.unit == "none":
            return name
        if self.plan.unit == "brackets":
            return f"{name} ({kind.unit})"
        if self.plan.unit == "suffix" and kind.unit in {"%", "€"}:
            return f"{plain(name).replace(' ', '_')}_{'pct' if kind.unit == '%' else 'eur'}"
        return name

    def cell(self, kind: Kind, value: float | None) -> str:
        """Return a value as the file writes it."""
        if value is None:
            return self.plan.missing or ""
        text = _written(value, kind, self.plan)
        if self.plan.unit == "cell" and kind.unit:
            text = f"{text} {kind.unit}"
        return text

    def value(self, kind: Kind, months: Sequence[date], segment: str | None) -> str:
        """Return the total of some months as the file writes it."""
        parts = [self.values[kind, month, segment] or 0 for month in months]
        total = sum(parts) if kind.unit not in {"%", "ms"} else sum(parts) / len(parts)
        return self.cell(kind, round(total, kind.decimals))

    def period(self, month: date) -> str:
        """Return a month as the file writes it."""
        end = date.fromordinal(add_months(month, 1).toordinal() - 1)
        french = self.plan.language == "fr"
        at = month.month - 1
        texts = {
            "iso": f"{month:%Y-%m}", "first_day": f"{month:%Y-%m-%d}",
            "last_day": f"{end:%Y-%m-%d}",
            "slashed": f"{month:%m/%Y}", "day_first": f"{end:%d/%m/%Y}",
            "month_first": f"{end:%m/%d/%Y}", "compact": f"{month:%Y%m}",
            "compact_day": f"{end:%Y%m%d}", "instant": f"{month:%Y-%m-%d} 00:00:00",
            "m_mark": f"{month:%Y}M{month:%m}",
            "name": f"{(_FRENCH if french else _ENGLISH)[at]} {month:%Y}",
            "short": f"{_FRENCH_SHORT[at] if french else _ENGLISH[at][:3]}-{month:%y}",
            "english": f"{_ENGLISH[at][:3]} {month:%Y}",
            "two_columns": f"{month:%m}",
            "names_two_columns": (_FRENCH if french else _ENGLISH)[at],
        }  # fmt: skip
        return texts[self.plan.period]

    def longer(self) -> list[tuple[str, list[date]]]:
        """Return the quarters or years whose months are all in the file."""
        spans: dict[str, list[date]] = {}
        for month in self.months:
            quarter = f"Q{(month.month + 2) // 3} {month.year}"
            spans.setdefault(quarter if self.plan.totals == "quarters" else f"{month.year}", [])
            spans[quarter if self.plan.totals == "quarters" else f"{month.year}"].append(month)
        size = 3 if self.plan.totals == "quarters" else 12
        return [(name, months) for name, months in spans.items() if len(months) == size]


def _grouped(digits: str, mark: str) -> str:
    head, rest = len(digits) % 3, digits[len(digits) % 3 :]
    groups = [digits[:head]] if head else []
    return mark.join(groups + [rest[at : at + 3] for at in range(0, len(rest), 3)])


_MARKS = {
    "comma": ("", ","), "space": (" ", ","), "narrow": ("\u202f", ","), "apostrophe": ("’", "."),
    "english": (",", "."), "german": (".", ","),
}  # fmt: skip


def _written(value: float, kind: Kind, plan: Plan) -> str:
    text = f"{abs(value):.{kind.decimals}f}"
    whole, _, decimals = text.partition(".")
    if plan.number in _MARKS:
        thousand, decimal = _MARKS[plan.number]
        whole = _grouped(whole, thousand) if thousand else whole
        text = f"{whole}{decimal}{decimals}" if decimals else whole
    elif plan.number == "exponent" and kind.decimals == 0 and abs(value) >= 100:
        text = f"{abs(value):.4E}"
    elif plan.number == "padded":
        text = f" {text} "
    if kind.unit == "€" and plan.number in {"sign_before", "sign_after"} and plan.unit != "cell":
        text = f"€{text}" if plan.number == "sign_before" else f"{text} €"
    if value >= 0:
        return text
    if plan.number == "brackets":
        return f"({text})"
    return f"{text}-" if plan.number == "trailing_minus" else f"-{text.lstrip()}"


Rows = list[list[str]]


def _calendar(plan: Plan, month: date) -> list[str]:
    return [f"{month:%Y}"] if plan.period.endswith("two_columns") else []


def _extra(plan: Plan, month: date) -> list[str]:
    texts = {
        "year": f"{month:%Y}", "month_number": str(month.month), "constant": "warehouse",
        "quarter": f"Q{(month.month + 2) // 3}", "comment": "checked" if month.month % 4 else "",
        "change": f"{month.month % 5 - 2}%",
    }  # fmt: skip
    return [texts[plan.extra]] if plan.extra in texts else []


def _extra_header(plan: Plan) -> list[str]:
    names = {"year": "year", "month_number": "month_num", "quarter": "quarter",
             "constant": "Source", "comment": _WORDS[plan.language]["comment"],
             "change": "% change"}  # fmt: skip
    return [names[plan.extra]] if plan.extra in names else []


def _long(plan: Plan, series: _Series) -> Rows:
    words = _WORDS[plan.language]
    with_segment = [words["segment"]] if plan.segments else []
    with_year = [words["year"]] if plan.period.endswith("two_columns") else []
    header = [*with_year, words["period"], words["metric"], *with_segment, words["value"]]
    rows = [header + _extra_header(plan)]
    for kind in series.kinds:
        for segment in series.segments:
            for month in series.months:
                cells = [series.period(month), series.label(kind), *([segment] if segment else [])]
                value = series.cell(kind, series.values[kind, month, segment])
                rows.append([*_calendar(plan, month), *cells, value, *_extra(plan, month)])
            if plan.totals in {"quarters", "years"} and not with_year:
                for name, months in series.longer():
                    cells = [name, series.label(kind), *([segment] if segment else [])]
                    rows.append([*cells, series.value(kind, months, segment)])
    if plan.totals in {"row", "both"}:
        blank = [""] * (len(header) - 2 - len(with_year))
        total = series.value(series.kinds[0], series.months, series.segments[0])
        rows.append([*([""] * len(with_year)), words["total"], *blank, total])
    return rows


def _wide_metrics(plan: Plan, series: _Series) -> Rows:
    words = _WORDS[plan.language]
    with_segment = [words["segment"]] if plan.segments else []
    with_year = [words["year"]] if plan.period.endswith("two_columns") else []
    labels = [series.label(kind) for kind in series.kinds]
    rows = [[*with_year, words["period"], *with_segment, *labels, *_extra_header(plan)]]
    for month in series.months:
        for segment in series.segments:
            cells = [
                series.cell(kind, series.values[kind, month, segment]) for kind in series.kinds
            ]
            head = [*_calendar(plan, month), series.period(month), *([segment] if segment else [])]
            rows.append([*head, *cells, *_extra(plan, month)])
    if plan.totals in {"quarters", "years"} and not with_year and not plan.segments:
        for name, months in series.longer():
            rows.append([name, *(series.value(kind, months, None) for kind in series.kinds)])
    if plan.totals in {"row", "both"}:
        first = series.segments[0]
        totals = [series.value(kind, series.months, first) for kind in series.kinds]
        head = [words["total"], *([""] if plan.segments else [])]
        rows.append([*([""] * len(with_year)), *head, *totals])
    return rows


def _wide_months(plan: Plan, series: _Series) -> Rows:
    words = _WORDS[plan.language]
    with_segment = [words["segment"]] if plan.segments else []
    spans = {months[-1]: (name, months) for name, months in series.longer()}
    with_longer = plan.totals in {"quarters", "years"}
    header = [words["metric"], *with_segment]
    for month in series.months:
        header.append(series.period(month))
        if with_longer and month in spans:
            header.append(spans[month][0])
    with_total = plan.totals in {"column", "both"}
    rows = [header + ([words["total"]] if with_total else [])]
    for kind in series.kinds:
        for segment in series.segments:
            row = [series.label(kind), *([segment] if segment else [])]
            for month in series.months:
                row.append(series.cell(kind, series.values[kind, month, segment]))
                if with_longer and month in spans:
                    row.append(series.value(kind, spans[month][1], segment))
            rows.append(row + ([series.value(kind, series.months, segment)] if with_total else []))
    return rows


_LAYOUTS: dict[str, Callable[[Plan, _Series], Rows]] = {
    "long": _long, "wide_metrics": _wide_metrics, "wide_months": _wide_months,
}  # fmt: skip


def _text(plan: Plan, rows: Rows) -> bytes:
    buffer = io.StringIO()
    quoting = csv.QUOTE_ALL if plan.is_quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(
        buffer, delimiter=plan.separator, quoting=quoting, lineterminator=plan.line_end
    )
    writer.writerows(rows)
    above = "".join(line + plan.line_end for line in plan.above)
    below = "".join(line + plan.line_end for line in plan.below)
    return (above + buffer.getvalue() + below).encode(plan.encoding, "replace")


def _book(plan: Plan, rows: Rows) -> bytes:
    head: list[list[object]] = [
        [part or None for part in line.split(plan.separator)] for line in plan.above
    ]
    body = [[_typed(plan, cell) for cell in row] for row in rows]
    return workbook({"Data": [*head, *body]})


def _typed(plan: Plan, cell: str) -> object:
    """Return a cell of a workbook: a number where the file writes plain ones."""
    if plan.number != "plain" or (cell.isdigit() and len(cell) != 4 and cell.startswith("0")):
        return cell or None
    try:
        return float(cell)
    except ValueError:
        return cell or None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a file: loaded, asked, refused, lost, wrong or crashed."""

    outcome: str
    questions: int = 0
    detail: str = ""


def judge(database: Database, case: Case) -> Judgement:
    """Return what the importer makes of a file, judged by what it was made of."""
    try:
        report = check(database, Source(case.name, case.content), Options(today=TODAY))
    except Exception as error:
        return Judgement("crashed", detail=repr(error))
    if report.verdict == "choose":
        return Judgement("asked", len(report.questions), _words(report))
    if report.verdict == "refuse":
        return Judgement("refused", detail=_words(report))
    return _judge_loaded(case, report)


def _judge_loaded(case: Case, report: Report) -> Judgement:
    loaded = {
        (plain(split_unit(str(row["metric"]))[0]), str(row["period"]), row["segment"]): _in_unit(
            case, row["value"], str(row["unit"])
        )
        for row in report.records
    }
    wrong = {key: value for key, value in loaded.items() if not _is_true(case.truth, key, value)}
    if wrong:
        key, value = next(iter(wrong.items()))
        return Judgement("wrong", detail=f"{key} {value} for {case.truth.get(key, 'nothing')}")
    lost = [key for key, value in case.truth.items() if value is not None and key not in loaded]
    return Judgement("lost", detail=str(lost[0])) if lost else Judgement("loaded")


def _in_unit(case: Case, value: object, unit: str) -> object:
    """Return a value in the unit of the truth: one read as euros of a file in thousands, as k€."""
    is_thousands = any(trait == "units cell" for trait in case.traits)
    if value is None or unit != "EUR" or not is_thousands or float(str(value)) < 100_000:
        return value
    return float(str(value)) / 1_000


def _is_true(
    truth: dict[tuple[str, str, str | None], float | None], key: object, value: object
) -> bool:
    expected = truth.get(key, ...)  # type: ignore[call-overload]
    if expected is None or value is None:
        return expected is None and value is None
    return expected is not ... and abs(float(str(value)) - expected) <= 1e-6 * max(1, abs(expected))


def _words(report: Report) -> str:
    english = locale("en")
    messages = [question.message(english) for question in report.questions]
    messages += [issue.message(english) for issue in report.errors]
    return " / ".join(messages[:3])


@dataclass(slots=True)
class Tally:
    """How the files of a run ended."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[Case, Judgement]] = field(default_factory=list)
    unloaded: list[tuple[Case, Judgement]] = field(default_factory=list)
    most_questions: int = 0

    @property
    def share_loaded(self) -> float:
        """Share of the files that load without a question."""
        return self.outcomes["loaded"] / max(1, sum(self.outcomes.values()))

    @property
    def is_good(self) -> bool:
        """Whether no wrong number was loaded, few files were asked about, and never much."""
        return (
            not any(self.outcomes[name] for name in ("wrong", "lost", "crashed"))
            and self.most_questions <= MOST_QUESTIONS
            and self.share_loaded >= LEAST_LOADED
        )


def run(files: int, seed: int) -> Tally:
    """Judge so many files, numbered from a seed on."""
    database, tally = Database(), Tally()
    try:
        for number in range(files):
            case = make_case(seed * 1_000_000 + number)
            result = judge(database, case)
            tally.outcomes[result.outcome] += 1
            tally.most_questions = max(tally.most_questions, result.questions)
            if result.outcome in {"wrong", "lost", "crashed"} or result.questions > MOST_QUESTIONS:
                tally.failures.append((case, result))
            elif result.outcome != "loaded":
                tally.unloaded.append((case, result))
    finally:
        database.close()
    return tally


def main() -> int:
    """Run the generator from the command line; 1 when a file was read wrongly."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="examples printed of each outcome")
    arguments = parser.parse_args()
    tally = run(arguments.files, arguments.seed)
    for case, result in (*tally.failures[: arguments.show], *tally.unloaded[: arguments.show]):
        print(f"{case.seed} {result.outcome} {case.traits}: {result.detail}")
    figures = {
        "files": arguments.files, "seed": arguments.seed, **tally.outcomes,
        "loaded_share": round(tally.share_loaded, 3), "most_questions": tally.most_questions,
    }  # fmt: skip
    print(json.dumps(figures))
    return 0 if tally.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
